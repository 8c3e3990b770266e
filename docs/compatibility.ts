/**
 * Writes the README's table of what was seen to work on which runtime, from the
 * report of the tests, or checks that the table says the same:
 *
 *     deno run -RW docs/compatibility.ts junit.xml
 *     deno run -R docs/compatibility.ts junit.xml --check
 *
 * A runtime that did not run is not in the table; the check lets what is there
 * about it stand.
 *
 * @module
 */
// deno-lint-ignore-file no-console

import { AREA_NAMES, areaOf, readSuiteTestName } from "./areas.ts";
import { type JunitCase, junitCases } from "./junit_cases.ts";

const MARKS = { passed: "✓", failed: "✗", skipped: undefined } as const;
const NOT_RUN = "–";
/** Others come after these. */
const ORDER = ["Deno", "Node", "Bun"];
const BROWSER = "tests/web/chromium_test.ts";
const PLACE = /(<!-- compatibility -->\n\n)([\s\S]*?)(\n<!-- \/compatibility -->)/;

/** Marks by area, by runtime. */
export type Compatibility = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Tells what worked where.
 *
 * @param cases The tests that ran on Deno: some run the package on other runtimes.
 * @param deno What Deno is called, such as `Deno 2`.
 * @returns What was seen, and nothing else. One failure outweighs everything.
 */
export function compatibilityOf(cases: readonly JunitCase[], deno: string): Compatibility {
  const rows = new Map<string, Map<string, string>>();
  for (const test of cases) {
    const mark = MARKS[test.outcome];
    const place = placeOf(test, deno);
    if (mark === undefined || place === undefined) continue;
    const row = rows.get(place.runtime) ?? new Map<string, string>();
    rows.set(place.runtime, row);
    if (row.get(place.area) !== MARKS.failed) row.set(place.area, mark);
  }
  return rows;
}

function placeOf(
  { file, name }: JunitCase,
  deno: string,
): { readonly runtime: string; readonly area: string } | undefined {
  const suite = readSuiteTestName(name);
  if (suite !== undefined) return { runtime: majorOf(suite.label), area: suite.area };
  const step = name.split(" > ")[1];
  if (file === BROWSER) return step === undefined ? undefined : { runtime: "Chromium", area: step };
  const area = /^tests\/.*_test\.ts$/.test(file) ? areaOf(file) : undefined;
  return area === undefined ? undefined : { runtime: deno, area };
}

/** Patch versions come and go: the table is about majors. */
function majorOf(label: string): string {
  return label.replace(/\..*/, "");
}

/**
 * Makes the table.
 *
 * @param found What worked where.
 * @returns Markdown, the same in whichever order tests ran.
 */
export function compatibilityTable(found: Compatibility): string {
  const runtimes = [...found.keys()].toSorted((a, b) =>
    rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true })
  );
  const rows = runtimes.map((runtime) => [
    runtime,
    ...AREA_NAMES.map((area) => found.get(runtime)?.get(area) ?? NOT_RUN),
  ]);
  return [["", ...AREA_NAMES], ["---", ...AREA_NAMES.map(() => ":-:")], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function rank(runtime: string): number {
  const at = ORDER.findIndex((name) => runtime.startsWith(name));
  return at < 0 ? ORDER.length : at;
}

/**
 * Puts the table into a text.
 *
 * @param text The README.
 * @param table The table.
 * @returns The README with its table renewed.
 */
export function withCompatibility(text: string, table: string): string {
  if (!PLACE.test(text)) throw new Error("Cannot find the place of the compatibility table");
  return text.replace(PLACE, (_, start, _old, end) => start + table + end);
}

/**
 * Tells in which rows a text differs from what ran.
 *
 * @param text The README.
 * @param table The table of what ran.
 * @returns The rows that the text should have and has not.
 */
export function staleRows(text: string, table: string): readonly string[] {
  const rows = new Set((PLACE.exec(text)?.[2] ?? "").split("\n"));
  return table.split("\n").filter((row) => !rows.has(row) && row !== "");
}

if (import.meta.main) {
  const [report = "junit.xml", flag] = Deno.args;
  const [major] = Deno.version.deno.split(".");
  const cases = junitCases(Deno.readTextFileSync(report));
  const table = compatibilityTable(compatibilityOf(cases, `Deno ${major}`));
  const readme = new URL("../README.md", import.meta.url);
  const text = Deno.readTextFileSync(readme);
  if (flag !== "--check") Deno.writeTextFileSync(readme, withCompatibility(text, table));
  else {
    const stale = staleRows(text, table);
    console.log(table);
    if (stale.length > 0) {
      console.error(`README.md lacks:\n${stale.join("\n")}\nRun deno task compatibility`);
      Deno.exit(1);
    }
  }
}
