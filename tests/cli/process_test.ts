import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { MemoryDisk } from "./memory_disk.ts";
import { canRun, readOnly, runProgram } from "./process.ts";
import { runCli } from "./run_cli.ts";
import { CRASHED, ISSUES, SUCCEEDED, WARNINGS } from "./sample_files.ts";

const DENO = Deno.execPath();
const HAS_SHELL = await canRun("sh", ["-c", "true"]);
const HAS_TERMINAL = await canRun("script", ["-qec", "true", "/dev/null"]);

/** Gives the test files that are removed afterwards. */
async function withFiles(
  files: { readonly [name: string]: string | Uint8Array },
  test: (path: (name: string) => string) => Promise<void>,
): Promise<void> {
  const directory = Deno.makeTempDirSync();
  const path = (name: string): string => `${directory}/${name}`;
  try {
    for (const [name, content] of Object.entries(files)) {
      if (typeof content === "string") Deno.writeTextFileSync(path(name), content);
      else Deno.writeFileSync(path(name), content);
    }
    await test(path);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

Deno.test("deno run -R cli/validate.ts ends with 0, 1 and 2, as in this process", async () => {
  const files = { "good.jsonl": SUCCEEDED, "bad.jsonl": ISSUES, "warn.jsonl": WARNINGS };
  await withFiles(files, async (path) => {
    const codes: number[] = [];
    for (const args of [["good.jsonl"], ["bad.jsonl"], ["warn.jsonl"], ["missing.jsonl"]]) {
      const paths = args.map(path);
      const here = await runCli(["validate", ...paths], {
        files: Object.fromEntries(
          Object.entries(files).map(([name, content]) => [path(name), content]),
        ),
      });
      const there = await runProgram(DENO, [...readOnly("validate"), ...paths]);
      assertEquals(there, here);
      codes.push(there.code);
    }
    assertEquals(codes, [0, 1, 0, 2]);
    const strict = await runProgram(DENO, [
      ...readOnly("validate"),
      "--strict",
      path("warn.jsonl"),
    ]);
    assertEquals(strict.code, 1);
  });
});

for (const operand of ["-", "/dev/stdin"]) {
  Deno.test(`deno run -R cli/validate.ts ${operand} reads standard input`, async () => {
    assertEquals(
      await runProgram(DENO, [...readOnly("validate"), operand], { stdin: SUCCEEDED }),
      await runCli(["validate", "-"], { stdin: SUCCEEDED }),
    );
  });
}

Deno.test("deno run -R cli/validate.ts says why a directory or a missing permission stops it", async () => {
  const directory = await runProgram(DENO, [...readOnly("validate"), "cli"]);
  assertEquals(directory, {
    code: 2,
    stdout: "",
    stderr: "Cannot read cli: it is a directory (EISDIR)\n",
  });
  const args = ["run", "--no-prompt", "cli/validate.ts", "run.jsonl"];
  assertEquals(await runProgram(DENO, args), {
    code: 2,
    stdout: "",
    stderr: "Cannot read run.jsonl: Deno was not given the permission for it (--allow-read)\n",
  });
});

Deno.test("deno run -R cli/summarize.ts and cli/main.ts do the same, with wide names too", async () => {
  const wide = SUCCEEDED.replaceAll(
    "nightly backup",
    "\u591c\u9593\u30d0\u30c3\u30af\u30a2\u30c3\u30d7",
  );
  await withFiles({ "run.jsonl": wide }, async (path) => {
    const file = path("run.jsonl");
    const here = await runCli(["summarize", file], { files: { [file]: wide } });
    assertEquals(await runProgram(DENO, [...readOnly("summarize"), file]), here);
    assertEquals(await runProgram(DENO, [...readOnly("main"), "summarize", file]), here);
    assertStringIncludes(here.stdout, "\u591c\u9593");
  });
});

Deno.test("deno run -R cli/main.ts refuses a misspelt command", async () => {
  const { code, stderr } = await runProgram(DENO, [...readOnly("main"), "vaildate"]);
  assertEquals([code, stderr.split("\n")[0]], [
    2,
    "Unknown command vaildate; did you mean validate?",
  ]);
});

Deno.test({
  name: "deno run -R cli/validate.ts ends at once and quietly when its reader goes, as head does",
  ignore: !HAS_SHELL,
  async fn() {
    // Input without an end: only the closed pipe can end it.
    const script = `yes "not json" | "$1" run --no-prompt -R cli/validate.ts ` +
      `--max-issues=999999999 - | head -1`;
    assertEquals(await runProgram("sh", ["-c", script, "sh", DENO]), {
      code: 0,
      stdout: "<stdin>:1\n",
      stderr: "",
    });
  },
});

Deno.test({
  name: "deno run -R cli/main.ts summarize is quiet when nobody reads at all",
  ignore: !HAS_SHELL,
  async fn() {
    const script = `"$1" run --no-prompt -R cli/main.ts summarize - | true`;
    const { stderr } = await runProgram("sh", ["-c", script, "sh", DENO], { stdin: SUCCEEDED });
    assertEquals(stderr, "");
  },
});

for (
  const [noColor, colored] of [[undefined, true], ["", true], ["1", false], ["0", false]] as const
) {
  Deno.test({
    name: `deno run -R cli/validate.ts in a terminal ${
      colored ? "has" : "has no"
    } colours when NO_COLOR is ${JSON.stringify(noColor)}`,
    ignore: !HAS_TERMINAL,
    async fn() {
      await withFiles({ "run.jsonl": SUCCEEDED }, async (path) => {
        const setting = noColor === undefined ? "env -u NO_COLOR" : `env NO_COLOR=${noColor}`;
        const command = `${setting} TERM=xterm '${DENO}' ${readOnly("validate").join(" ")} ${
          path("run.jsonl")
        }`;
        const { stdout } = await runProgram("script", ["-qec", command, "/dev/null"]);
        // deno-lint-ignore no-control-regex
        assertMatch(stdout, colored ? /^\x1b\[32m\u2713/ : /^\u2713/);
      });
    },
  });
}

Deno.test("deno run -RW cli/main.ts repair does the same as in this process, and needs to write", async () => {
  await withFiles({ "run.jsonl": CRASHED }, async (path) => {
    const disk = new MemoryDisk({ [path("run.jsonl")]: CRASHED });
    const here = await runCli(["repair", path("run.jsonl")], { disk });
    const refused = await runProgram(DENO, [...readOnly("main"), "repair", path("run.jsonl")]);
    assertEquals([refused.code, refused.stdout, refused.stderr], [
      2,
      "",
      `Cannot write ${path("run.repaired.jsonl.partial")}: ` +
      "Deno was not given the permission for it (--allow-write)\n",
    ]);
    const directory = path("");
    const there = await runProgram(DENO, [
      "run",
      "--no-prompt",
      "-R",
      `-W=${directory}`,
      "cli/main.ts",
      "repair",
      path("run.jsonl"),
    ]);
    assertEquals(there, here);
    assertEquals(textsIn(directory), disk.texts);
  });
});

/** The files of a directory that ends in a separator, as a `MemoryDisk` gives them. */
function textsIn(directory: string): { readonly [path: string]: string } {
  const paths = [...Deno.readDirSync(directory)].map(({ name }) => `${directory}${name}`).sort();
  const decoder = new TextDecoder();
  return Object.fromEntries(paths.map((path) => [path, decoder.decode(Deno.readFileSync(path))]));
}
