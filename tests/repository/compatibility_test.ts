import { assertEquals } from "@std/assert";
import { suiteTestName } from "../../docs/areas.ts";
import {
  compatibilityOf,
  compatibilityTable,
  staleRows,
  withCompatibility,
} from "../../docs/compatibility.ts";
import { type JunitCase, junitCases } from "../../docs/junit_cases.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test">
  <testsuite name="./tests/core/bus_test.ts">
    <testcase name="a &gt; &quot;b&quot; &amp;#38; &#10;" classname="./tests/core/bus_test.ts" time="0.1">
    </testcase>
    <testcase name="fails" classname="./tests/core/bus_test.ts"><failure message="no"/></testcase>
    <testcase name="waits" classname="./tests/core/bus_test.ts"><skipped/></testcase>
    <testcase name="short" classname="./README.md$1-2.ts"/>
  </testsuite>
</testsuites>`;

Deno.test("junitCases() reads names, files and outcomes", () => {
  const file = "tests/core/bus_test.ts";

  assertEquals(junitCases(REPORT), [
    { file, name: 'a > "b" &#38; \n', outcome: "passed" },
    { file, name: "fails", outcome: "failed" },
    { file, name: "waits", outcome: "skipped" },
    { file: "README.md$1-2.ts", name: "short", outcome: "passed" },
  ]);
});

function passed(file: string, name = "x"): JunitCase {
  return { file, name, outcome: "passed" };
}

const NPM = "tests/npm/npm_package_test.ts";
const CASES: readonly JunitCase[] = [
  passed("tests/web/chromium_test.ts", "the entries work in Chromium 141 > slot"),
  passed(NPM, suiteTestName("slot", "Node 22.1.0")),
  { ...passed(NPM, suiteTestName("slot", "Node 22.2.0")), outcome: "failed" },
  passed(NPM, `${suiteTestName("slot", "Bun 1.2.3")} > a file`),
  passed(NPM, suiteTestName("bridges", "Node 9.0.0")),
  passed("tests/core/bus_test.ts"),
  { ...passed("tests/scope/a_test.ts"), outcome: "skipped" },
  passed("tests/lint/a_test.ts"),
  passed("README.md$1-2.ts"),
];

const TABLE = compatibilityTable(compatibilityOf(CASES, "Deno 2"));

Deno.test("compatibilityTable() shows what passed, failed, and did not run", () => {
  const rows = TABLE.split("\n").filter((_, index) => index !== 1)
    .map((row) => row.split("|").map((cell) => cell.trim()).filter((_, index) => index > 0));

  assertEquals(
    rows.map(([runtime, library, , slot, , , , bridges]) => [
      runtime,
      library,
      slot,
      bridges,
    ]),
    [
      ["", "library", "slot", "bridges"],
      ["Deno 2", "✓", "–", "–"],
      ["Node 9", "–", "–", "✓"],
      ["Node 22", "–", "✗", "–"],
      ["Bun 1", "–", "✓", "–"],
      ["Chromium", "–", "✓", "–"],
      [undefined, undefined, undefined, undefined],
    ],
  );
});

Deno.test("staleRows() names the rows that a text should have and has not", () => {
  const text = "<!-- compatibility -->\n\nold\n<!-- /compatibility -->";
  const renewed = withCompatibility(text, TABLE);
  const [newer] = compatibilityTable(new Map([["Deno 3", new Map([["slot", "✓"]])]]))
    .split("\n").slice(2);

  assertEquals(staleRows(renewed, TABLE), []);
  assertEquals(staleRows(renewed, `${TABLE}${newer}\n`), [newer!]);
});
