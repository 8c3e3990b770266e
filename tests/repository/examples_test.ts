import { assert, assertEquals } from "@std/assert";
import { inspect, type Issue } from "../../core/reading.ts";
import type { Inspection } from "../../core/reading.ts";

const ROOT = new URL("../../", import.meta.url);

/** Runs an example as its header says, and reads the file that it leaves. */
async function record(
  example: string,
): Promise<Inspection & { readonly issues: readonly Issue[] }> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/run.jsonl`;
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", new URL(`examples/${example}`, ROOT).href, path],
      cwd: ROOT,
      stdin: "null",
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const issues: Issue[] = [];
    const file = await Deno.open(path);
    const found = await inspect(file.readable, { onIssue: (issue) => issues.push(issue) });
    return { ...found, issues };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("examples/apply.ts records a run with a failed host, and no secret", async () => {
  const { issues, runs } = await record("apply.ts");

  assertEquals(issues, []);
  assertEquals(runs.map(({ state, failures }) => [state, failures.map(({ name }) => name)]), [
    ["failed", ["file /etc/app/db.conf"]],
  ]);
  assertEquals(runs[0]?.failures[0]?.output, ["connecting as app:[REDACTED] ...", "refused"]);
});

Deno.test("examples/agent.ts records tool calls of a step that failed", async () => {
  const { issues, runs } = await record("agent.ts");

  assertEquals(issues, []);
  assertEquals(runs[0]?.counts.tool?.byStatus, { success: 1, failure: 1 });
  assertEquals(runs[0]?.exitCode, 1);
});

Deno.test("examples/record_checks.ts records what the project's own checks do", async () => {
  const { issues, runs } = await record("record_checks.ts");

  assertEquals(issues, []);
  assertEquals(runs[0]?.counts.job?.total, 3);
  assertEquals(runs[0]?.counts.command?.total, 3);
  assert("stderr" in (runs[0]?.types ?? {}));
});
