import { assertEquals } from "@std/assert";
import { runCli } from "./run_cli.ts";
import { SUCCEEDED, WARNINGS } from "./sample_files.ts";

const MACHINE = {
  files: { "run.jsonl": SUCCEEDED, "warn.jsonl": WARNINGS, "42": SUCCEEDED, "true": SUCCEEDED },
};

/** Wrong usage, and what is said about it. */
const WRONG: readonly (readonly [args: string, says: string, command: string])[] = [
  ["", "No command was given", "runtrail"],
  ["valdate run.jsonl", "Unknown command valdate; did you mean validate?", "runtrail"],
  ["sumarize", "Unknown command sumarize; did you mean summarize?", "runtrail"],
  ["frobnicate", "Unknown command frobnicate", "runtrail"],
  ["\x1b[31m", "Unknown command \\x1b[31m", "runtrail"],
  ["--strict validate run.jsonl", "Unknown flag --strict", "runtrail"],
  [
    "--color always validate run.jsonl",
    "Flags come after the command: runtrail validate [FLAGS]",
    "runtrail",
  ],
  ["validate", "No file was given; - is standard input", "runtrail validate"],
  ["summarize", "No file was given; - is standard input", "runtrail summarize"],
  ["schema run.jsonl", "The command schema takes no operands", "runtrail schema"],
  [
    "validate --strct run.jsonl",
    "Unknown flag --strct; did you mean --strict?",
    "runtrail validate",
  ],
  [
    "validate --max-issue=3 run.jsonl",
    "Unknown flag --max-issue; did you mean --max-issues?",
    "runtrail validate",
  ],
  [
    "validate --no-color run.jsonl",
    "Unknown flag --no-color; did you mean --color?",
    "runtrail validate",
  ],
  ["validate --frobnicate run.jsonl", "Unknown flag --frobnicate", "runtrail validate"],
  ["validate -z run.jsonl", "Unknown flag -z", "runtrail validate"],
  ["validate -qz run.jsonl", "Unknown flag -qz", "runtrail validate"],
  ["validate --__proto__=1 run.jsonl", "Unknown flag --__proto__", "runtrail validate"],
  ["validate --toString run.jsonl", "Unknown flag --toString", "runtrail validate"],
  [
    "validate --format.x=1 run.jsonl",
    "Unknown flag --format.x; did you mean --format?",
    "runtrail validate",
  ],
  ["validate --\x1b[0m=\n run.jsonl", "Unknown flag --\\x1b[0m", "runtrail validate"],
  [
    "validate --format yaml run.jsonl",
    'Flag --format takes text, json; found "yaml"',
    "runtrail validate",
  ],
  ["validate run.jsonl --format", 'Flag --format takes text, json; found ""', "runtrail validate"],
  [
    "validate --color=\x1b[31m run.jsonl",
    'Flag --color takes auto, always, never; found "\\\\x1b[31m"',
    "runtrail validate",
  ],
  [
    "validate --max-issues many run.jsonl",
    'Flag --max-issues takes a whole number; found "many"',
    "runtrail validate",
  ],
  [
    "validate --max-issues=-1 run.jsonl",
    'Flag --max-issues takes a whole number; found "-1"',
    "runtrail validate",
  ],
  [
    "validate --max-issues=1.5 run.jsonl",
    'Flag --max-issues takes a whole number; found "1.5"',
    "runtrail validate",
  ],
  [
    "validate --max-issues=1e3 run.jsonl",
    'Flag --max-issues takes a whole number; found "1e3"',
    "runtrail validate",
  ],
  ["validate --strict=yes run.jsonl", "Flag --strict takes no value", "runtrail validate"],
  [
    "validate --format json --format=text run.jsonl",
    "Flag --format was given 2 times",
    "runtrail validate",
  ],
  [
    "validate --max-issues 1 --max-issues 2 run.jsonl",
    "Flag --max-issues was given 2 times",
    "runtrail validate",
  ],
  ["summarize --max-issues 1 run.jsonl", "Unknown flag --max-issues", "runtrail summarize"],
];

for (const [args, says, command] of WRONG) {
  Deno.test(`runtrail ${JSON.stringify(args)} is refused with a hint`, async () => {
    assertEquals(await runCli(args === "" ? [] : args.split(" "), MACHINE), {
      code: 2,
      stdout: "",
      stderr: `${says}\nTry '${command} --help'\n`,
    });
  });
}

/** Usage that is odd, and right. */
const RIGHT: readonly (readonly [args: string, code: number])[] = [
  ["validate 42", 0],
  ["validate -q 42 run.jsonl", 0],
  ["validate --strict true", 0],
  ["validate -q true", 0],
  ["validate true --strict", 0],
  ["validate -- run.jsonl", 0],
  ["validate run.jsonl --strict --strict", 0],
  ["validate --max-issues 0 run.jsonl", 0],
  ["validate --max-issues=007 run.jsonl", 0],
  ["validate --format=json run.jsonl", 0],
  ["validate warn.jsonl", 0],
  ["validate --strict warn.jsonl", 1],
  ["validate warn.jsonl --strict", 1],
  ["summarize warn.jsonl", 0],
  ["summarize --strict warn.jsonl", 1],
];

for (const [args, code] of RIGHT) {
  Deno.test(`runtrail ${args} ends with ${code}`, async () => {
    const outcome = await runCli(args.split(" "), MACHINE);
    assertEquals([outcome.code, outcome.stderr], [code, ""]);
  });
}

Deno.test("runtrail validate takes what follows -- for files", async () => {
  const outcome = await runCli(["validate", "-q", "--", "--strict", "-"], { stdin: SUCCEEDED });
  assertEquals(outcome, {
    code: 2,
    stdout: "",
    stderr: "Cannot read --strict: no such file or directory (ENOENT)\n",
  });
});

Deno.test("runtrail validate takes short flags together", async () => {
  assertEquals(await runCli(["validate", "-qV"], MACHINE), await runCli(["validate", "-V"]));
});
