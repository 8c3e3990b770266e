import { assertEquals } from "@std/assert";
import { recordedExample } from "../fixtures/recorded_example.ts";

Deno.test("examples/concurrent_runs.ts records three runs side by side in one file", async () => {
  const { issues, runs } = await recordedExample("concurrent_runs.ts");

  const found = runs.map(({ state, failures }) => [state, failures.map(({ name }) => name)]);
  assertEquals({ issues, found }, {
    issues: [],
    found: [["succeeded", []], ["failed", ["upload"]], ["succeeded", []]],
  });
});
