import { assertEquals } from "@std/assert";
import { inspect, type Issue } from "../../core/reading.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("examples/concurrent_runs.ts records three runs side by side in one file", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/deployments.jsonl`;
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "examples/concurrent_runs.ts", path],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const errors = new TextDecoder().decode(stderr);
    assertEquals(code, 0, errors);

    const issues: Issue[] = [];
    const file = await Deno.open(path);
    const { runs } = await inspect(file.readable, { onIssue: (issue) => void issues.push(issue) });
    const found = runs.map(({ state, failures }) => [state, failures.map(({ name }) => name)]);
    assertEquals({ issues, found }, {
      issues: [],
      found: [["succeeded", []], ["failed", ["upload"]], ["succeeded", []]],
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
