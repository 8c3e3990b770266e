import type { LiteralPool } from "./literal_pool.ts";

/**
 * Writes a function that finds the number of a name by its length, then by its
 * bytes: -1 where it has none.
 *
 * @param pool Takes the names.
 * @param lookup What the function is called, and the number of each ASCII name.
 * @returns The function, not exported.
 */
export function lookupSource(
  pool: LiteralPool,
  { name, numbers }: { readonly name: string; readonly numbers: ReadonlyMap<string, number> },
): string {
  const cases = lengthsOf(numbers).map((length) => {
    const tests = [...numbers].filter(([text]) => text.length === length)
      .map(([text, number]) => `      if (${pool.matches(text)}) return ${number};`);
    return `    case ${length}:\n${tests.join("\n")}\n      return -1;`;
  });
  return `function ${name}(at: usize, length: usize): i32 {
  switch (<i32> length) {
${cases.join("\n")}
    default:
      return -1;
  }
}
`;
}

function lengthsOf(numbers: ReadonlyMap<string, number>): readonly number[] {
  return [...new Set([...numbers.keys()].map(({ length }) => length))].sort((a, b) => a - b);
}
