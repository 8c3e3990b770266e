import { assertEquals, assertStringIncludes } from "@std/assert";
import { assertGolden } from "../fixtures/golden.ts";
import { withRoot, writeLog } from "../run_log/temporary_root.ts";
import { runProgram } from "./process.ts";
import { runCli } from "./run_cli.ts";
import { record } from "./sample_files.ts";

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

const IDS: readonly string[] = [
  "01DX6YCYB00000000000000000",
  "01DZQ2QXB00000000000000000",
  "01E1YAX1B00000000000000000",
  "01E4H0JQB00000000000000000",
];

/** Makes a root with old runs; the second one has no end, and was written just now. */
function fill(root: string): void {
  for (const [index, runId] of IDS.entries()) {
    writeLog(
      root,
      runId,
      record({ runId, from: "2020-01-01T00:00:00.000Z" }, ({ bus }) => {
        const run = bus.run();
        if (index !== 1) run.finish();
      }),
    );
  }
}

function left(root: string): readonly string[] {
  return [...Deno.readDirSync(`${root}/runs`)].map(({ name }) => name).toSorted();
}

Deno.test(
  "runtrail prune removes the oldest, and says what it kept of them",
  withRoot(async (root) => {
    fill(root);
    const outcome = await runCli(["prune", root, "--keep", "1"]);
    assertGolden(golden("prune"), outcome.stdout);
    assertEquals([outcome.code, outcome.stderr], [0, ""]);
    assertEquals(left(root), [IDS[1]!, IDS[3]!]);
  }),
);

Deno.test(
  "runtrail prune --dry-run shows the same, and removes nothing",
  withRoot(async (root) => {
    fill(root);
    const args = ["prune", root, "--older-than=30d", "--max-bytes=1K", "--dry-run"];
    const outcome = await runCli([...args, "--color=always"]);
    assertGolden(golden("prune_dry_run"), outcome.stdout);
    assertEquals([outcome.code, outcome.stderr, left(root)], [0, "", IDS]);
  }),
);

Deno.test(
  "runtrail prune gives JSON",
  withRoot(async (root) => {
    fill(root);
    const { code, stdout } = await runCli(["prune", root, "--max-bytes=600", "--format=json"]);
    const stable = stdout.replaceAll(root, "ROOT")
      .replace(/("writtenAtMs": )\d+(\.\d+)?/g, "$10");
    assertGolden(golden("prune_json"), stable);
    assertEquals(code, 0);
  }),
);

Deno.test(
  "runtrail prune ends with 0 when there is nothing to remove",
  withRoot(async (root) => {
    assertEquals(await runCli(["prune", root, "--keep=0"]), {
      code: 0,
      stdout: "Removed 0 runs (0 B), kept 0 runs (0 B)\n",
      stderr: "",
    });
  }),
);

Deno.test(
  "runtrail prune ends with 2 when a run cannot be removed, and says why",
  withRoot(async (root) => {
    fill(root);
    const command = ["run", "--no-prompt", "-R", "cli/main.ts", "prune", root, "--keep=3"];
    const { code, stdout, stderr } = await runProgram(Deno.execPath(), command);
    assertEquals([code, stderr], [
      2,
      `Cannot remove ${root}/runs/${IDS[0]}: ` +
      "Deno was not given the permission for it (--allow-write)\n",
    ]);
    assertStringIncludes(stdout, "could not be removed");
    assertEquals(left(root), IDS);
  }),
);

Deno.test(
  "runtrail prune ends with 2 when the runs are no directory",
  withRoot(async (root) => {
    Deno.writeTextFileSync(`${root}/runs`, "");
    const message = `Cannot read ${root}/runs: a part of the path is not a directory (ENOTDIR)`;
    assertEquals(await runCli(["prune", root, "--keep=1"]), {
      code: 2,
      stdout: "",
      stderr: `${message}\n`,
    });
    const { stdout } = await runCli(["prune", root, "--keep=1", "--format=json"]);
    assertEquals(JSON.parse(stdout), {
      root,
      dryRun: false,
      error: { code: "ENOTDIR", message },
      skipped: [],
    });
  }),
);

for (
  const [args, says] of [
    [["prune"], "No limit was given: --older-than, --keep or --max-bytes"],
    [["prune", "--dry-run", "a"], "No limit was given: --older-than, --keep or --max-bytes"],
    [
      ["prune", "--older-than=30"],
      'Flag --older-than takes a whole number with s, m, h, d or w; found "30"',
    ],
    [
      ["prune", "--older-than=-1d"],
      'Flag --older-than takes a whole number with s, m, h, d or w; found "-1d"',
    ],
    [["prune", "--keep=1k"], 'Flag --keep takes a whole number; found "1k"'],
    [["prune", "--keep="], 'Flag --keep takes a whole number; found ""'],
    [
      ["prune", "--max-bytes=1.5G"],
      'Flag --max-bytes takes a whole number, or one with k, m, g or t; found "1.5G"',
    ],
    [
      ["prune", "--max-bytes=999999999999999T"],
      'Flag --max-bytes takes a whole number, or one with k, m, g or t; found "999999999999999T"',
    ],
    [["prune", "--keep=1", "--keep=2"], "Flag --keep was given 2 times"],
  ] as const
) {
  Deno.test(`runtrail ${JSON.stringify(args)} is refused with a hint`, async () => {
    assertEquals(await runCli(args), {
      code: 2,
      stdout: "",
      stderr: `${says}\nTry 'runtrail prune --help'\n`,
    });
  });
}
