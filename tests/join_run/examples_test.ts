import { assertEquals } from "@std/assert";
import { recordedExample } from "../fixtures/recorded_example.ts";
import { withRoot } from "../run_log/temporary_root.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("examples/child_processes.ts records one run of a parent and two children", async () => {
  const { events, issues, runs } = await recordedExample("child_processes.ts");

  const writers = events.map(({ correlation }) =>
    correlation.writer?.replace(/[0-9a-f]{12}$/, "*")
  );
  assertEquals(issues, []);
  assertEquals(runs.map(({ name, state, counts }) => [name, state, counts.job?.total]), [
    ["checks", "succeeded", 2],
  ]);
  assertEquals(new Set(writers), new Set([undefined, "format-*", "types-*"]));
});

Deno.test(
  "examples/run_log.ts records, lists, reads and prunes runs, and needs its root alone",
  withRoot(async (root) => {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", `-RW=${root}/nights`, "examples/run_log.ts", `${root}/nights`],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
    }).output();

    assertEquals(new TextDecoder().decode(stderr), "");
    assertEquals(new TextDecoder().decode(stdout).split("\n"), [
      "backup-1: succeeded",
      "backup-2: failed",
      "  run_started",
      "  command_started",
      "  command_finished",
      "  run_finished",
      "backup-3: succeeded",
      "removed 1, kept 2",
      "",
    ]);
  }),
);
