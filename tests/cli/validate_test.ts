import { assertEquals, assertStringIncludes } from "@std/assert";
import { assertGolden } from "../fixtures/golden.ts";
import { systemError } from "../sinks/memory.ts";
import { runCli } from "./run_cli.ts";
import { FAILED, ISSUES, SUCCEEDED, UNFINISHED, WARNINGS } from "./sample_files.ts";

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

const MACHINE = {
  files: {
    "good.jsonl": SUCCEEDED,
    "issues.jsonl": ISSUES,
    "warn.jsonl": WARNINGS,
    "cut.jsonl": UNFINISHED.slice(0, -20),
    "empty.jsonl": "",
    "secret.jsonl": { fails: "EACCES" },
    "folder": { fails: "EISDIR" },
  },
};

Deno.test("runtrail validate says so when a file has no issues", async () => {
  assertEquals(await runCli(["validate", "good.jsonl"], MACHINE), {
    code: 0,
    stdout: `\u2713 good.jsonl: no issues \u00b7 4 events of 1 run, ${SUCCEEDED.length} B\n`,
    stderr: "",
  });
});

Deno.test("runtrail validate shows issues of many kinds", async () => {
  const { code, stdout, stderr } = await runCli(["validate", "issues.jsonl"], MACHINE);
  assertGolden(golden("validate_issues"), stdout);
  assertEquals([code, stderr], [1, ""]);
});

Deno.test("runtrail validate shows the same in colour", async () => {
  const plain = await runCli(["validate", "issues.jsonl"], MACHINE);
  const { stdout } = await runCli(["validate", "issues.jsonl", "--color=always"], MACHINE);
  // deno-lint-ignore no-control-regex
  assertEquals(stdout.replace(/\x1b\[\d+m/g, ""), plain.stdout);
  assertGolden(golden("validate_issues_colored"), stdout.replaceAll("\x1b", "ESC"));
});

Deno.test("runtrail validate shows nothing that a terminal or a CI runner obeys", async () => {
  for (const format of ["text", "json"]) {
    const { stdout } = await runCli(["validate", `--format=${format}`, "issues.jsonl"], MACHINE);
    // deno-lint-ignore no-control-regex
    const unsafe = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\w*\[|^\s*::/m;
    assertEquals(unsafe.exec(stdout), null);
  }
});

Deno.test("runtrail validate --format json keeps its contract", async () => {
  const args = ["validate", "--format", "json", "issues.jsonl", "missing.jsonl", "good.jsonl"];
  const { code, stdout, stderr } = await runCli(args, MACHINE);
  assertGolden(golden("validate_json"), stdout);
  assertEquals([code, stderr], [
    2,
    "Cannot read missing.jsonl: no such file or directory (ENOENT)\n",
  ]);
});

Deno.test("runtrail validate --format json escapes what is unsafe, and parsers read it all the same", async () => {
  const name = "\u202e##[group]\x9b\u{e0041}.jsonl";
  const machine = { files: { [name]: SUCCEEDED } };
  const { stdout } = await runCli(["validate", "--format=json", name], machine);
  assertStringIncludes(stdout, '"file": "\\u202e\\u0023\\u0023[group]\\u009b\\udb40\\udc41.jsonl"');
  assertEquals(JSON.parse(stdout).files[0].file, name);
});

for (const command of ["validate", "summarize"]) {
  Deno.test(`runtrail ${command} --max-line-bytes skips and reports lines that are longer`, async () => {
    const longest = Math.max(...SUCCEEDED.split("\n").map(({ length }) => length));
    const tooLong = async (limit: number): Promise<unknown> => {
      const args = [command, "--format=json", `--max-line-bytes=${limit}`, "good.jsonl"];
      return JSON.parse((await runCli(args, MACHINE)).stdout).files[0].codes.line_too_long;
    };
    assertEquals([await tooLong(longest), await tooLong(longest - 1)], [undefined, 1]);
  });
}

Deno.test("runtrail validate --max-issues shows no more and tells how many", async () => {
  const args = ["validate", "--max-issues=2", "issues.jsonl"];
  const { code, stdout } = await runCli(args, MACHINE);
  assertGolden(golden("validate_max_issues"), stdout);
  assertEquals(code, 1);
  const json = await runCli([...args, "--format=json"], MACHINE);
  const [file] = JSON.parse(json.stdout).files;
  assertEquals(file.issues.length, 2);
  assertEquals(file.issues.length + file.omitted, file.errors + file.warnings);
});

Deno.test("runtrail validate --max-issues 0 judges all the same", async () => {
  const { code, stdout } = await runCli(["validate", "--max-issues=0", "cut.jsonl"], MACHINE);
  assertEquals(stdout.split("\n").slice(0, 2), ["4 more issues not shown: see --max-issues", ""]);
  assertStringIncludes(stdout, "\u2717 cut.jsonl: 4 errors \u00b7 4 events of 1 run");
  assertEquals(code, 1);
});

Deno.test("runtrail validate --strict fails on warnings, and the mark says so", async () => {
  const lax = await runCli(["validate", "warn.jsonl"], MACHINE);
  const strict = await runCli(["validate", "warn.jsonl", "--strict"], MACHINE);
  assertEquals([lax.code, strict.code], [0, 1]);
  assertEquals(strict.stdout, lax.stdout.replace("\u2713 warn", "\u2717 warn"));
  const json = await runCli(["validate", "warn.jsonl", "--strict", "--format=json"], MACHINE);
  const { ok, strict: isStrict, files } = JSON.parse(json.stdout);
  assertEquals([ok, isStrict, files[0].ok], [false, true, false]);
});

Deno.test("runtrail validate --quiet prints nothing but why a file cannot be read", async () => {
  for (const format of ["text", "json"]) {
    const flags = ["--quiet", `--format=${format}`];
    assertEquals(await runCli(["validate", ...flags, "issues.jsonl"], MACHINE), {
      code: 1,
      stdout: "",
      stderr: "",
    });
    assertEquals(await runCli(["validate", ...flags, "issues.jsonl", "secret.jsonl"], MACHINE), {
      code: 2,
      stdout: "",
      stderr: "Cannot read secret.jsonl: permission denied (EACCES)\n",
    });
  }
});

Deno.test("runtrail validate goes on with the others when a file cannot be read", async () => {
  const args = ["validate", "missing.jsonl", "folder", "good.jsonl", "cut.jsonl"];
  const { code, stdout, stderr } = await runCli(args, MACHINE);
  assertGolden(golden("validate_several"), stdout);
  assertEquals([code, stderr], [
    2,
    "Cannot read missing.jsonl: no such file or directory (ENOENT)\n" +
    "Cannot read folder: it is a directory (EISDIR)\n",
  ]);
});

Deno.test("runtrail validate shows a file's name as text", async () => {
  const machine = { files: { "a\x1b[31m\n::b.jsonl": "" } };
  const { stdout } = await runCli(["validate", "a\x1b[31m\n::b.jsonl"], machine);
  assertStringIncludes(stdout, "\u2717 a\\x1b[31m\\n::b.jsonl: 1 error");
  const missing = await runCli(["validate", "\u202e\x9b"], machine);
  assertEquals(
    missing.stderr,
    "Cannot read \\u202e\\x9b: no such file or directory (ENOENT)\n",
  );
});

for (const operand of ["-", "/dev/stdin"]) {
  Deno.test(`runtrail validate ${operand} reads standard input`, async () => {
    assertEquals(await runCli(["validate", operand], { stdin: SUCCEEDED }), {
      code: 0,
      stdout: `\u2713 <stdin>: no issues \u00b7 4 events of 1 run, ${SUCCEEDED.length} B\n`,
      stderr: "",
    });
  });
}

Deno.test("runtrail validate says so when a file is empty", async () => {
  const { code, stdout } = await runCli(["validate", "empty.jsonl"], MACHINE);
  assertEquals(stdout.split("\n"), [
    "empty.jsonl",
    "  error    The file is empty  empty_file",
    "",
    "\u2717 empty.jsonl: 1 error \u00b7 0 events of 0 runs, 0 B",
    "",
  ]);
  assertEquals(code, 1);
});

Deno.test("runtrail validate puts the caret under the fault when characters are wide or many", async () => {
  const rows: string[] = [];
  for (
    const before of [
      "",
      '["\u65e5\u672c", ',
      '["e\u0301", ',
      '["\u{1f310}", ',
      `["${"a".repeat(200)}", `,
      `["${"\u65e5".repeat(200)}", `,
      '["\t',
    ]
  ) {
    const machine = { files: { f: `${before}x${"b".repeat(50)}\n` } };
    const { stdout } = await runCli(["validate", "f"], machine);
    rows.push(...stdout.split("\n").slice(2, 4));
  }
  assertGolden(golden("validate_carets"), `${rows.join("\n")}\n`);
});

Deno.test("runtrail validate shows no excerpt when the fault was not kept of a long line", async () => {
  const machine = { files: { f: `${"x".repeat(17 * 1024 * 1024)}` } };
  const { stdout } = await runCli(["validate", "f"], machine);
  assertEquals(stdout.split("\n").length, 5);
  assertStringIncludes(stdout, "more than the limit  torn_line");
});

for (
  const [setting, expected] of Object.entries({
    "auto in a terminal": { args: [], terminal: true, colored: true },
    "auto in a terminal with NO_COLOR": { args: [], terminal: true, noColor: true, colored: false },
    "auto in a pipe": { args: [], terminal: false, colored: false },
    "always in a pipe with NO_COLOR": {
      args: ["--color", "always"],
      terminal: false,
      noColor: true,
      colored: true,
    },
    "never in a terminal": { args: ["--color=never"], terminal: true, colored: false },
  })
) {
  Deno.test(`runtrail validate --color ${setting} is ${expected.colored ? "" : "not "}coloured`, async () => {
    const { args, colored, ...rest } = { noColor: false, ...expected };
    const { stdout } = await runCli(["validate", "good.jsonl", ...args], { ...MACHINE, ...rest });
    assertEquals(stdout.includes("\x1b["), colored);
  });
}

Deno.test("runtrail validate ends quietly when the reader has gone", async () => {
  let writes = 0;
  const huge = "not json\n".repeat(20_000);
  const outcome = await runCli(["validate", "--max-issues=100000", "huge", "good.jsonl"], {
    files: { ...MACHINE.files, huge },
    stdout: {
      writeSync(bytes) {
        if (++writes > 1) throw systemError("EPIPE");
        return bytes.length;
      },
    },
  });
  assertEquals([outcome.code, outcome.stderr, writes], [1, "", 2]);
});

Deno.test("runtrail validate ends quietly when Deno says BrokenPipe", async () => {
  const outcome = await runCli(["validate", "good.jsonl"], {
    ...MACHINE,
    stdout: {
      writeSync() {
        throw new Deno.errors.BrokenPipe("Broken pipe");
      },
    },
  });
  assertEquals([outcome.code, outcome.stderr], [0, ""]);
});

Deno.test("runtrail validate blames standard output and not the file when the disk is full", async () => {
  const full = {
    writeSync() {
      throw systemError("ENOSPC");
    },
  };
  const huge = "not json\n".repeat(20_000);
  for (const file of ["good.jsonl", "huge"]) {
    const machine = { files: { ...MACHINE.files, huge }, stdout: full };
    assertEquals(await runCli(["validate", "--max-issues=100000", file], machine), {
      code: 2,
      stdout: "",
      stderr: "Cannot write to standard output: the disk is full (ENOSPC)\n",
    });
  }
});

Deno.test("runtrail validate ends with 2 when nobody can be told anything", async () => {
  const broken = {
    writeSync() {
      throw systemError("EIO");
    },
  };
  const outcome = await runCli(["validate", "missing.jsonl"], { stdout: broken, stderr: broken });
  assertEquals(outcome, { code: 2, stdout: "", stderr: "" });
});

Deno.test("runtrail validate says that the fault is its own when it is", async () => {
  const outcome = await runCli(["validate", "good.jsonl"], {
    ...MACHINE,
    stdout: {
      isTerminal() {
        throw new TypeError("Odd");
      },
    },
  });
  assertEquals([outcome.code, outcome.stdout], [2, ""]);
  assertEquals(outcome.stderr.split("\n").slice(0, 2), [
    "This is a fault of runtrail, not of the file:",
    "TypeError: Odd",
  ]);
});

Deno.test("runtrail validate tells standard error what it found before it complains", async () => {
  const order: string[] = [];
  const keep = (bytes: Uint8Array): number => {
    order.push(new TextDecoder().decode(bytes).slice(0, 11));
    return bytes.length;
  };
  await runCli(["validate", "good.jsonl", "missing", "good.jsonl"], {
    ...MACHINE,
    stdout: { writeSync: keep },
    stderr: { writeSync: keep },
  });
  assertEquals(order, ["\u2713 good.json", "Cannot read", "\u2713 good.json"]);
});

Deno.test("runtrail validate counts the runs of a file", async () => {
  const machine = { files: { both: SUCCEEDED + FAILED } };
  const { stdout } = await runCli(["validate", "both", "--format=json"], machine);
  assertEquals(JSON.parse(stdout).files[0].runs, 2);
});
