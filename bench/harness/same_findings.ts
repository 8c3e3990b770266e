import type { Findings } from "../contestants/findings.ts";

/**
 * Compares what a reader says of a file with what is known of it. What it says nothing of is not
 * compared. Throws where they differ.
 *
 * @param name The reader.
 * @param found What it says.
 * @param expected What is known.
 */
export function assertSame(name: string, found: Findings, expected: Findings): void {
  for (const [key, value] of Object.entries(found)) {
    const [one, other] = [sorted(value), sorted(expected[key as keyof Findings])];
    if (one === other) continue;
    throw new Error(`Cannot compare ${name}: error in ${key}: ${one}, not ${other}`);
  }
}

/** As JSON, the keys in the order of the alphabet. */
function sorted(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, inner) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => one < other ? -1 : 1))
        : inner,
  );
}
