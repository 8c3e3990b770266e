import { AssertionError, suffix } from "./assertion_error.ts";
import { format } from "./format.ts";

/** Stands in for `assert()` of `@std/assert`: the expression is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Stands in for `fail()` of `@std/assert`: this line is never reached. */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${suffix(msg)}`);
}

/**
 * Stands in for `assertExists()` of `@std/assert`: the value is neither null
 * nor undefined.
 */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not be null or undefined${suffix(msg)}`,
  );
}

/**
 * Stands in for `assertInstanceOf()` of `@std/assert`: the value is an instance
 * of the class.
 */
export function assertInstanceOf<
  T extends abstract new (...args: never[]) => unknown,
>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const [expected, found] = [expectedType.name, typeName(actual)];
  let but = ` but was "${found}"`;
  if (found === expected) but = "";
  if (found === "function") but = " but was not an instanced object";
  throw new AssertionError(
    `Expected object to be an instance of "${expected}"${but}${suffix(msg)}`,
  );
}

/**
 * Stands in for `assertStringIncludes()` of `@std/assert`: the text has the
 * other in it.
 */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`,
  );
}

/** Stands in for `assertMatch()` of `@std/assert`: the pattern fits the text. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`,
  );
}

/**
 * Stands in for `assertGreater()` of `@std/assert`: the first value is the
 * greater one.
 */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (actual > expected) return;
  throw new AssertionError(
    msg ?? `Expect ${format(actual)} > ${format(expected)}`,
  );
}

/**
 * Stands in for `assertLess()` of `@std/assert`: the first value is the smaller
 * one.
 */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  throw new AssertionError(
    msg ?? `Expect ${format(actual)} < ${format(expected)}`,
  );
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return value.constructor?.name ?? "Object";
}
