import { assertEquals } from "@std/assert";
import { assertGolden } from "../fixtures/golden.ts";
import { withRoot, writeLog } from "../run_log/temporary_root.ts";
import { runProgram } from "./process.ts";
import { runCli } from "./run_cli.ts";
import { FAILED, record, SUCCEEDED, UNFINISHED } from "./sample_files.ts";

const HOSTILE = record({ runId: "nightly ##[error]" }, ({ bus, wait }) => {
  const run = bus.run({ name: "\x1b[31m::error::\u202eevil\u202c \u4e16\u754c" });
  wait(73_000);
  run.finish({ exitCode: 1 });
});

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

/** Makes a root with a run of each kind. */
function fill(root: string): void {
  writeLog(root, "01JNFQ000000000000000000A1", SUCCEEDED);
  writeLog(root, "01JNFQ000000000000000000B2", FAILED);
  writeLog(root, "01JNFQ000000000000000000C3", UNFINISHED);
  writeLog(root, "nightly ##[error]", HOSTILE);
  Deno.mkdirSync(`${root}/runs/waiting`);
  Deno.writeTextFileSync(`${root}/runs/NOTES`, "");
}

Deno.test(
  "runtrail runs shows a table of all runs, safe to show",
  withRoot(async (root) => {
    fill(root);
    const outcome = await runCli(["runs", root]);
    assertGolden(golden("runs"), outcome.stdout);
    assertEquals([outcome.code, outcome.stderr], [0, ""]);
    const colored = await runCli(["runs", root, "--color=always"]);
    assertGolden(golden("runs_colored"), colored.stdout);
  }),
);

Deno.test(
  "runtrail runs gives JSON",
  withRoot(async (root) => {
    fill(root);
    const outcome = await runCli(["runs", root, "--format=json"]);
    const stable = outcome.stdout.replaceAll(root, "ROOT")
      .replace(/("writtenAtMs": )\d+(\.\d+)?/g, "$10");
    assertGolden(golden("runs_json"), stable);
    assertEquals([outcome.code, outcome.stderr], [0, ""]);
  }),
);

Deno.test(
  "runtrail runs says so when there are no runs",
  withRoot(async (root) => {
    const label = `${root}/missing/runs`;
    assertEquals(await runCli(["runs", `${root}/missing/`]), {
      code: 0,
      stdout: `No runs in ${label}\n`,
      stderr: "",
    });
    const { stdout } = await runCli(["runs", `${root}/missing`, "--format=json"]);
    assertEquals(JSON.parse(stdout), { root: `${root}/missing`, runs: [], skipped: [] });
  }),
);

Deno.test({
  name: "runtrail runs names symbolic links, and lists the rest",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    writeLog(root, "01JNFQ000000000000000000A1", SUCCEEDED);
    Deno.symlinkSync(root, `${root}/runs/link`);
    const { code, stdout, stderr } = await runCli(["runs", root]);
    assertEquals([code, stdout.split("\n").length, stderr], [
      0,
      4,
      `Cannot read ${root}/runs/link: a symbolic link stands in the way (ELOOP)\n`,
    ]);
  }),
});

Deno.test(
  "runtrail runs ends with 2 when a run cannot be read, and lists the rest",
  withRoot(async (root) => {
    const path = writeLog(root, "01JNFQ000000000000000000A1", SUCCEEDED);
    writeLog(root, "01JNFQ000000000000000000B2", FAILED);
    const permissions = ["--no-prompt", "-R", `--deny-read=${path}`];
    const command = ["run", ...permissions, "cli/main.ts", "runs", root];
    const { code, stdout, stderr } = await runProgram(Deno.execPath(), command);
    assertEquals([code, stderr], [
      2,
      `Cannot read ${path}: Deno was not given the permission for it (--allow-read)\n`,
    ]);
    assertEquals(stdout.split("\n").length, 4);
  }),
);

Deno.test(
  "runtrail runs ends with 2 when the runs are no directory",
  withRoot(async (root) => {
    Deno.writeTextFileSync(`${root}/runs`, "");
    const message = `Cannot read ${root}/runs: a part of the path is not a directory (ENOTDIR)`;
    assertEquals(await runCli(["runs", root]), { code: 2, stdout: "", stderr: `${message}\n` });
    const { code, stdout } = await runCli(["runs", root, "--format=json"]);
    assertEquals([code, JSON.parse(stdout)], [
      2,
      { root, error: { code: "ENOTDIR", message }, skipped: [] },
    ]);
  }),
);

for (
  const [args, says] of [
    [["runs", "a", "b"], "One root is enough"],
    [["runs", ""], "The root is empty"],
    [["runs", "--strict"], "Unknown flag --strict"],
  ] as const
) {
  Deno.test(`runtrail ${JSON.stringify(args)} is refused with a hint`, async () => {
    assertEquals(await runCli(args), {
      code: 2,
      stdout: "",
      stderr: `${says}\nTry 'runtrail runs --help'\n`,
    });
  });
}
