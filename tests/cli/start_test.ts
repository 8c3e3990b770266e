import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { modulesOf } from "./module_graph.ts";
import { readOnly, REPOSITORY, runProgram } from "./process.ts";
import { SUCCEEDED } from "./sample_files.ts";

for (
  const [entry, module] of [
    ["cli/validate.ts", "core/validation.ts"],
    ["cli/summarize.ts", "core/summary.ts"],
    ["cli/main.ts", "cli/run_main.ts"],
    ["mod.ts", "core/bus.ts"],
  ] as const
) {
  Deno.test(`${entry} needs no node: module to start`, async () => {
    const modules = await modulesOf(entry, "at start");
    assertStringIncludes(modules.join("\n"), module);
    assertEquals(modules.filter((name) => name.startsWith("node:")), []);
  });
}

for (
  const [entry, reach, needless] of [
    [
      "cli/validate.ts",
      "at start",
      /summar(?:ize|y)|scanner\/(?!choice)|flag_parser|parse_args|types_module|json_text|^(?:npm|https?):/,
    ],
    [
      "cli/validate.ts",
      "ever",
      /summarize|json_schema|^sinks\/[^/]*\.ts$|core\/bus|unicode|^(?:node|npm|https?):/,
    ],
    ["cli/summarize.ts", "at start", /scanner\/(?!choice)|flag_parser|parse_args|^(?:npm|https?):/],
    [
      "cli/main.ts",
      "at start",
      /^cli\/commands|flag_parser|parse_args|^(?:npm|https?):/,
    ],
  ] as const
) {
  Deno.test(`${entry} reaches nothing ${reach} that it does not need`, async () => {
    const modules = await modulesOf(entry, reach);
    assertEquals(modules.filter((name) => needless.test(name)), []);
  });
}

// Each takes 0.1 ms, of some 15 that an empty script takes.
for (const [reach, most] of [["at start", 50], ["ever", 80]] as const) {
  Deno.test(`cli/validate.ts reaches no more than ${most} modules ${reach}`, async () => {
    const { length } = await modulesOf("cli/validate.ts", reach);
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
