import { assert, assertEquals } from "@std/assert";
import { recordedExample } from "../fixtures/recorded_example.ts";

Deno.test("examples/apply.ts records a run with a failed host, and no secret", async () => {
  const { issues, runs } = await recordedExample("apply.ts");

  assertEquals(issues, []);
  assertEquals(runs.map(({ state, failures }) => [state, failures.map(({ name }) => name)]), [
    ["failed", ["file /etc/app/db.conf"]],
  ]);
  assertEquals(runs[0]?.failures[0]?.output, ["connecting as app:[REDACTED] ...", "refused"]);
});

Deno.test("examples/agent.ts records tool calls of a step that failed", async () => {
  const { issues, runs } = await recordedExample("agent.ts");

  assertEquals(issues, []);
  assertEquals(runs[0]?.counts.tool?.byStatus, { success: 1, failure: 1 });
  assertEquals(runs[0]?.exitCode, 1);
});

Deno.test("examples/record_checks.ts records what the project's own checks do", async () => {
  const { issues, runs } = await recordedExample("record_checks.ts");

  assertEquals(issues, []);
  assertEquals(runs[0]?.counts.job?.total, 3);
  assertEquals(runs[0]?.counts.command?.total, 3);
  assert("stderr" in (runs[0]?.types ?? {}));
});
