import { diff } from "node:util";

/** Shows a value whole, so that equal values show the same. */
export function format(value: unknown): string {
  return Deno.inspect(value, {
    depth: Infinity,
    sorted: true,
    trailingComma: true,
    compact: false,
    iterableLimit: Infinity,
    getters: true,
    strAbbreviateSize: Infinity,
  });
}

/** Shows two values line by line, with what only one of them has marked. */
export function formatDiff(actual: unknown, expected: unknown): string {
  const marks: Record<string, string> = { "-1": "+", "0": " ", "1": "-" };
  const lines = diff(linesOf(actual), linesOf(expected))
    .map(([side, line]) => `    ${marks[side]}   ${line}`);
  return ["", "    - actual, + expected", "", ...lines, ""].join("\n");
}

function linesOf(value: unknown): string[] {
  if (typeof value !== "string") return format(value).split("\n");
  return value.split(/(?<=\n)/).map((line) => JSON.stringify(line));
}
