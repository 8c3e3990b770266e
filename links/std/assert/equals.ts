import { AssertionError, suffix } from "./assertion_error.ts";
import { equal } from "./equal.ts";
import { format, formatDiff } from "./format.ts";

/**
 * Stands in for `assertEquals()` of `@std/assert`: both values are deeply
 * equal.
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    `Values are not equal${suffix(msg)}\n${formatDiff(actual, expected)}`,
  );
}

/**
 * Stands in for `assertNotEquals()` of `@std/assert`: the values are not deeply
 * equal.
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  const [left, right] = [format(actual), format(expected)];
  throw new AssertionError(
    `Expected actual: ${left} not to be: ${right}${suffix(msg)}`,
  );
}

/**
 * Stands in for `assertStrictEquals()` of `@std/assert`: both are the same
 * value by `Object.is()`.
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const shown = format(actual);
  throw new AssertionError(
    shown === format(expected)
      ? `Values have the same structure but are not reference-equal${suffix(msg)}\n\n${shown}\n`
      : `Values are not strictly equal${suffix(msg)}\n${formatDiff(actual, expected)}`,
  );
}
