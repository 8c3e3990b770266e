import { inspect } from "node:util";

/** Shows a value whole, so that equal values show the same. */
export function format(value: unknown): string {
  return inspect(value, { depth: Infinity, sorted: true, maxArrayLength: Infinity, getters: true });
}

/** Shows two values one after the other: Node 20 has no `diff`. */
export function formatDiff(actual: unknown, expected: unknown): string {
  return `\n    actual: ${format(actual)}\n    expected: ${format(expected)}\n`;
}
