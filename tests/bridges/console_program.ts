// deno-lint-ignore-file no-console
/**
 * Prints values with the console, then the same as `consoleText` gives them,
 * with a NUL between.
 *
 * @module
 */

import { consoleText } from "../../sinks/io/console_text.ts";

class Shape {
  readonly #secret = 1;
  readonly sides = 4 + this.#secret;
}

const CALLS: readonly (readonly unknown[])[] = [
  [],
  [""],
  ["", ""],
  ["%s of %d", "one", 2],
  ["%%"],
  ["%%", 1],
  ["%s"],
  ["%s %s", "one"],
  ["100%", 5],
  ["%x %5d %.2f", 3],
  ["a%cb", "color: red", "rest"],
  ...["%d", "%i", "%f", "%s", "%j", "%o", "%O"].flatMap((directive) =>
    [1.5, -0, "12.9abc", "x", true, null, undefined, 12n, Symbol("s"), { a: "b" }, [1, "2"]]
      // JSON has no big integers: the console throws.
      .filter((value) => directive !== "%j" || typeof value !== "bigint")
      .map((value) => [directive, value])
  ),
  ["x", "y z", { s: "q" }, ["r"], "%s", 1],
  [{ toString: () => "own" }, "%s", 1],
  ["%s", { toString: () => "own" }],
  [1, 1n, true, null, undefined, Symbol("s"), -0, NaN],
  [new Map([["k", { deep: { deeper: { deepest: { end: 1 } } } }]]), new Set([1]), new Shape()],
  [Array.from({ length: 200 }, (_, at) => at), new Uint8Array(3), [, 1]],
  [{ long: "y".repeat(20_000) }, "z".repeat(20_000)],
  [() => 1, class A {}, /x/g, new Date(0), new URL("https://example.com/")],
  ["\u001b[31mred", ["\u001b[31mred", "two\nlines"]],
  [new TypeError("boom", { cause: new Error("why") })],
  ["failed:", new Error("boom")],
];

for (const args of CALLS) console.log(...args);
console.log("\0");
for (const args of CALLS) console.log(consoleText(args));
