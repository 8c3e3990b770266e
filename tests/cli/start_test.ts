import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { modulesOf } from "./module_graph.ts";
import { readOnly, REPOSITORY, runProgram } from "./process.ts";
import { SUCCEEDED } from "./sample_files.ts";

/** What is loaded to read a small file without fault: the entry, and the command that it asks for. */
const STARTS = {
  validate: ["cli/validate.ts", "cli/commands/validate.ts"],
  summarize: ["cli/summarize.ts", "cli/commands/summarize.ts"],
  "main.ts validate": ["cli/main.ts", "cli/commands/validate.ts"],
  "the library": ["mod.ts"],
} as const;

for (
  const [name, module] of [
    ["validate", "core/validation.ts"],
    ["summarize", "core/summary.ts"],
    ["main.ts validate", "core/validation.ts"],
    ["the library", "core/bus.ts"],
  ] as const
) {
  Deno.test(`${name} needs no node: module to start`, async () => {
    const modules = await modulesOf(STARTS[name], "at start");
    assertStringIncludes(modules.join("\n"), module);
    assertEquals(modules.filter((name) => name.startsWith("node:")), []);
  });
}

const LATER = /core\/scanner|flag_parser|parse_args|types_module|help_text|^(?:npm|https?):/;

for (
  const [name, reach, needless] of [
    ["validate", "at start", LATER],
    ["validate", "at start", /summar(?:ize|y)|json_lines/],
    [
      "validate",
      "ever",
      /summarize|json_schema|^sinks\/[^/]*\.ts$|core\/bus|unicode|^(?:npm|https?):/,
    ],
    ["summarize", "at start", LATER],
    ["main.ts validate", "at start", LATER],
    ["main.ts validate", "at start", /summar(?:ize|y)|repair_(?!note)|prune|json_lines/],
  ] as const
) {
  Deno.test(`${name} loads nothing ${reach} that it does not need: ${needless}`, async () => {
    const modules = await modulesOf(STARTS[name], reach);
    assertEquals(modules.filter((name) => needless.test(name)), []);
  });
}

// Each takes 0.1 ms, where an empty script takes some 15.
for (
  const [name, reach, most] of [
    ["validate", "at start", 52],
    ["validate", "ever", 86],
    ["summarize", "at start", 69],
  ] as const
) {
  Deno.test(`${name} loads no more than ${most} modules ${reach}`, async () => {
    const { length } = await modulesOf(STARTS[name], reach);
    assert(length <= most, `Found ${length}`);
  });
}

Deno.test("cli/validate.ts leaves its compiled modules to the next start", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const file = `${folder}/run.jsonl`;
    Deno.writeTextFileSync(file, SUCCEEDED);
    const validate = () =>
      runProgram(Deno.execPath(), ["--log-level=debug", ...readOnly("validate"), file], {
        env: { DENO_DIR: `${folder}/deno`, NO_COLOR: "1" },
      });
    await validate();
    const { stderr } = await validate();
    assertStringIncludes(stderr, `V8 code cache hit for ES module: ${REPOSITORY}core/check.ts`);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
