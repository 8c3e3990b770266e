import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { AREA_NAMES, areaOf, readSuiteTestName, suiteTestName } from "../../docs/areas.ts";
import { findRuntimes, type Runtime } from "./runtimes.ts";
import { type Links, portableScript } from "./suite/portable_script.ts";
import { suiteFiles, testFiles, writeSuite } from "./suite/suite_files.ts";
import { pooled, runTestFile } from "./suite/suite_run.ts";
import type { Ending } from "./suite/there/runner.ts";

const LINKS: Links = {
  link: (specifier) => specifier.includes("/core/") ? undefined : specifier.replace(/\.ts$/, ".js"),
  published: (_, name) =>
    ({ EventBus: { entry: "runtrail" }, LIMIT: { constant: 5 } } as const)[name],
  there: (name) => `./there/${name}.js`,
};

/** The lines of the script that a text becomes. */
function scriptOf(text: string): readonly string[] {
  return portableScript(text, LINKS).trim().split("\n");
}

Deno.test("portableScript() takes from the entries what they export, and constants as they are", () => {
  const text = `import { EventBus, LIMIT as most } from "../core/bus.ts"; f(EventBus, most);`;

  assertEquals(scriptOf(text), [
    'import { EventBus as EventBus } from "runtrail"; const most = 5;',
    "f(EventBus, most);",
  ]);
});

Deno.test("portableScript() puts something that says so in the place of what no entry exports", () => {
  assertEquals(scriptOf(`import { Inner as own } from "../core/inner.ts"; f(own);`), [
    'import { absent as absent_own } from "./there/absent.js"; ' +
    'const own = absent_own("Inner of ../core/inner.ts");',
    "f(own);",
  ]);
});

Deno.test("portableScript() links to scripts, and serves Deno and what Node 20 has not", () => {
  const text = `
    import { helper } from "./helper.ts";
    const url = new URL("./program.ts", import.meta.url);
    Deno.test(helper(url), () => Promise.withResolvers<void>());
    other.Deno();`;

  assertEquals(scriptOf(text), [
    'import { served as Deno } from "./there/deno.js"; ' +
    'import { withResolvers } from "./there/platform.js"; import { helper } from "./helper.js";',
    'const url = new URL("./program.js", import.meta.url);',
    "Deno.test(helper(url), () => withResolvers());",
    "other.Deno();",
  ]);
});

Deno.test("areaOf() takes in folders that it does not know, and leaves out what knows no runtime", () => {
  const files = ["tests/new/a_test.js", "tests/core/slot_test.js", "tests/lint/a_test.js"];

  assertEquals(files.map(areaOf), ["library", "slot", undefined]);
});

Deno.test("readSuiteTestName() reads what suiteTestName() gives", () => {
  const read = { area: "file sink", label: "Node 22.1.0" };

  assertEquals(readSuiteTestName(suiteTestName(read.area, read.label)), read);
  assertEquals(readSuiteTestName("another test"), undefined);
});

Deno.test("pooled() gives what each call gave, also where one fails", async () => {
  const results = pooled(["a", "b"], async (name) => {
    if (await name === "a") throw new Error("No");
    return name.toUpperCase();
  });

  const settled = [...results.values()].map((result) => result.catch(String));
  assertEquals(await Promise.all(settled), ["Error: No", "B"]);
});

const FILES = await suiteFiles();

Deno.test("suiteFiles() has a file of tests for each area", () => {
  const areas = new Set(testFiles(FILES).map(areaOf));

  assertEquals([...areas].toSorted(), AREA_NAMES.toSorted());
});

const [node] = await findRuntimes("");

/** How the tests of a text end on Node. */
async function endingsOf(text: string): Promise<readonly Ending[]> {
  const cwd = await Deno.makeTempDir();
  const file = "tests/made_up_test.js";
  const there = (name: string): string => `./npm/suite/there/${name}.js`;
  try {
    const files = [...FILES].filter(([path]) => path.startsWith("tests/npm/suite/there/"));
    const script = portableScript(text, { ...LINKS, there });
    await writeSuite(new Map([...files, [file, script], ["package.json", MANIFEST]]), cwd);
    await Deno.mkdir(join(cwd, dirname(file)), { recursive: true });
    return await runTestFile(file, { cwd, runtime: node as Runtime });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

const MANIFEST = '{ "type": "module" }';

Deno.test({
  name: "runTestFile() names what passed, what failed, and what was left out and why",
  ignore: node === undefined || "reason" in node,
  async fn() {
    const endings = await endingsOf(`
      import { Inner } from "../core/inner.ts";
      Deno.test("passes", () => {});
      Deno.test("fails", () => { throw new TypeError("it is wrong"); });
      Deno.test("needs the inside", () => { try { new Inner(); } catch {} });
      Deno.test("needs Deno", () => Deno.serve());
      Deno.test({ name: "is ignored", ignore: true, fn() {} });
      Deno.test("waits", () => new Promise(() => {}));
      Deno.test("is not reached", () => {});`);

    assertEquals(
      endings.map((ending) => [
        ending.name,
        ending.outcome === "left out" ? ending.needs : ending.outcome,
      ]),
      [
        ["passes", "passed"],
        ["fails", "failed"],
        ["needs the inside", "Inner of ../core/inner.ts"],
        ["needs Deno", "Deno.serve"],
        ["is ignored", "what the test itself looks for"],
        ["waits", "failed"],
      ],
    );
    assertStringIncludes(JSON.stringify(endings[1]), "TypeError: it is wrong");
  },
});

Deno.test({
  name: "runTestFile() fails where a file cannot be loaded",
  ignore: node === undefined || "reason" in node,
  async fn() {
    const [ending] = await endingsOf('throw new Error("broken");');

    assertEquals(ending?.outcome, "failed");
    assertStringIncludes(JSON.stringify(ending), "broken");
  },
});
