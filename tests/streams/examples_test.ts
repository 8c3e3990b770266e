import { assertEquals } from "@std/assert";
import { inspect, type Inspection, type Issue } from "../../core/reading.ts";

const ROOT = new URL("../../", import.meta.url);

/** Runs an example, and reads the file that it leaves. */
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

Deno.test("examples/live_sse.ts gets the whole run though its reader is cut off", async () => {
  const { issues, events, runs } = await record("live_sse.ts");

  assertEquals(issues, []);
  assertEquals([events, runs[0]?.state], [8, "succeeded"]);
});

Deno.test("examples/worker.ts makes one sound file of a parent and two workers", async () => {
  const { issues, runs } = await record("worker.ts");

  assertEquals(issues, []);
  assertEquals([runs[0]?.state, runs[0]?.counts.job?.total, runs[0]?.counts.command?.total], [
    "succeeded",
    2,
    5,
  ]);
});
