import { assertEquals } from "@std/assert";
import type { Arena, Runtime } from "../../bench/harness/arena.ts";
import { takingPart } from "../../bench/harness/rounds.ts";
import { allSuites } from "../../bench/harness/suites.ts";

const RUNTIMES = (["Deno", "Node", "Bun"] as const).map((name): Runtime => ({
  name,
  version: "1.0.0",
  program: name,
  cwd: ".",
  command: (path, args) => [name, path, ...args],
}));

Deno.test("allSuites() finds the files of bench/, each named as its suite", async () => {
  const files = [...Deno.readDirSync(new URL("../../bench", import.meta.url))]
    .filter(({ isFile }) => isFile)
    .map(({ name }) => name.replace(/\.ts$/, ""))
    .sort();
  assertEquals((await allSuites()).map(({ name }) => name), files);
});

Deno.test("every demand of a suite names two that take part in the comparison", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/arena`);
    const arena: Arena = { folder: `${folder}/arena`, runtimes: RUNTIMES, versions: {} };
    const comparisons = (await allSuites()).flatMap((suite) => suite.comparisons(arena));

    const unknown = comparisons.flatMap(({ contestants, demands }) =>
      demands.flatMap(takingPart)
        .filter((name) => !contestants.some((one) => one.name === name))
    );

    assertEquals(unknown, []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
