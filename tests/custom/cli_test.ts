import { assertEquals, assertStringIncludes } from "@std/assert";
import { defineEvent } from "../../core/custom_event.ts";
import { eventJsonSchema } from "../../core/json_schema.ts";
import { readOnly, runProgram } from "../cli/process.ts";
import { type Outcome, runCli } from "../cli/run_cli.ts";
import { linesOf, streamOf } from "../fixtures/reading.ts";
import { RELEASE } from "./release_schema.ts";

function runOf(data: unknown): string {
  return linesOf(streamOf(
    ["run_started"],
    ["app.deployed", { data }],
    ["run_finished", { durationMs: 1, hasFailures: false }],
  ));
}

const SOUND = runOf({ version: "1" });
const REFUSED = runOf({ version: 1 });
const MACHINE = { files: { "good.jsonl": SOUND, "bad.jsonl": REFUSED } };

/** That of this module, because tests also run as scripts. */
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf("."));

/** A module of the tests. */
function moduleAt(name: string): string {
  return `${import.meta.dirname}/modules/${name}${EXTENSION}`;
}

function validate(module: string, file: string): Promise<Outcome> {
  return runCli(["validate", "--types", moduleAt(module), file], MACHINE);
}

for (const module of ["named", "listed"]) {
  Deno.test(`runtrail validate --types reports refused data when definitions are ${module}`, async () => {
    const bad = await validate(module, "bad.jsonl");
    const good = await validate(module, "good.jsonl");

    assertEquals([bad.code, bad.stderr, good.code, good.stderr], [1, "", 0, ""]);
    assertEquals(bad.stdout.split("\n").slice(0, 2), [
      "bad.jsonl:2",
      "  error    data.version: Expected a version  schema",
    ]);
  });
}

Deno.test("runtrail validate takes any data when it is given no types", async () => {
  const { code } = await runCli(["validate", "bad.jsonl"], MACHINE);

  assertEquals(code, 0);
});

Deno.test("runtrail validate --types gives a schema issue when the output is JSON", async () => {
  const args = ["validate", "--types", moduleAt("named"), "--format=json", "bad.jsonl"];
  const { stdout } = await runCli(args, MACHINE);
  const [file] = JSON.parse(stdout).files;

  assertEquals(file.issues, [{
    code: "schema",
    severity: "error",
    line: 2,
    offset: SOUND.indexOf("\n") + 1,
    path: "data.version",
    message: "Expected a version",
    runId: "r1",
  }]);
});

for (
  const [module, text] of [
    ["throws", "Cannot load types of PATH: the module failed"],
    ["none", "Cannot use types of PATH: it exports no event definitions"],
    ["slip", "Cannot register item 2: it is no event definition, in PATH"],
    ["twice", "Cannot register app.deployed: it is defined twice, in PATH"],
  ] as const
) {
  for (const args of [["validate", "good.jsonl"], ["schema"]]) {
    Deno.test(`runtrail ${args[0]} --types is wrong usage when the module is ${module}.ts`, async () => {
      const path = moduleAt(module);

      assertEquals(await runCli([...args, "--types", path], MACHINE), {
        code: 2,
        stdout: "",
        stderr: `${text.replace("PATH", path)}\nTry 'runtrail ${args[0]} --help'\n`,
      });
    });
  }
}

for (const args of [["validate", "good.jsonl"], ["schema"]]) {
  Deno.test(`runtrail ${args[0]} --types is wrong usage when there is no such module`, async () => {
    const path = moduleAt("missing");

    const { code, stdout, stderr } = await runCli([...args, "--types", path], MACHINE);

    // The reason is in the runtime's own words.
    assertEquals([code, stdout, stderr.split(": ")[0], stderr.split("\n")[1]], [
      2,
      "",
      `Cannot load types of ${path}`,
      `Try 'runtrail ${args[0]} --help'`,
    ]);
  });
}

for (const args of [["--types="], ["--types"], ["--types", "--quiet"]]) {
  Deno.test(`runtrail validate is wrong usage when it is given ${args.join(" ")}`, async () => {
    const { code, stderr } = await runCli(["validate", "good.jsonl", ...args], MACHINE);

    assertEquals([code, stderr.split("\n")[0]], [2, "Flag --types takes a module; found nothing"]);
  });
}

Deno.test("runtrail validate --types is wrong usage when a schema is asynchronous", async () => {
  assertEquals(await validate("asynchronous", "good.jsonl"), {
    code: 2,
    stdout: "",
    stderr: "Cannot check app.deployed: its schema is asynchronous, and reading is not\n",
  });
});

Deno.test("runtrail schema --types prints what eventJsonSchema() gives when it is given the types", async () => {
  const types = [defineEvent("app.deployed", RELEASE), defineEvent("app.rolled_back", RELEASE)];

  assertEquals(await runCli(["schema", "--types", moduleAt("listed")]), {
    code: 0,
    stdout: `${JSON.stringify(eventJsonSchema({ types }), null, 2)}\n`,
    stderr: "",
  });
});

Deno.test("deno run -R cli/validate.ts --types finds the module when its path is relative", async () => {
  const file = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    await Deno.writeTextFile(file, REFUSED);
    const args = ["--types", "./tests/custom/modules/named.ts", file];
    const { code, stdout, stderr } = await runProgram(Deno.execPath(), [
      ...readOnly("validate"),
      ...args,
    ]);

    assertEquals([code, stderr], [1, ""]);
    assertStringIncludes(stdout, "data.version: Expected a version");
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("deno run -R cli/validate.ts --types names the permission when the module wants another", async () => {
  const module = await Deno.makeTempFile({ prefix: "a #%20", suffix: ".ts" });
  try {
    await Deno.writeTextFile(module, 'Deno.env.get("HOME");\n');
    const { code, stderr } = await runProgram(Deno.execPath(), [
      ...readOnly("validate"),
      "--types",
      module,
      "missing.jsonl",
    ]);

    assertEquals([code, stderr.split("\n")[0]], [
      2,
      `Cannot load types of ${module}: Deno was not given the permission for it (--allow-env)`,
    ]);
  } finally {
    await Deno.remove(module);
  }
});

Deno.test("examples/custom_events.ts records a run that its own types accept", async () => {
  const file = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    const example = "examples/custom_events.ts";
    const recorded = await runProgram(Deno.execPath(), [
      "run",
      "--no-prompt",
      "-RW",
      example,
      file,
    ]);
    assertEquals([recorded.code, recorded.stderr], [0, ""]);

    const judge = ["--types", example, "--strict", file];
    const good = await runProgram(Deno.execPath(), [...readOnly("validate"), ...judge]);
    await Deno.writeTextFile(
      file,
      (await Deno.readTextFile(file)).replace(/"hosts":\["web-2"\]/, '"hosts":[]'),
    );
    const bad = await runProgram(Deno.execPath(), [...readOnly("validate"), ...judge]);

    assertEquals([good.code, bad.code], [0, 1], good.stdout);
    assertStringIncludes(bad.stdout, "data.hosts: Expected at least one host");
  } finally {
    await Deno.remove(file);
  }
});
