/**
 * Local stand-in for the part of `jsr:@std/assert` that this repository uses.
 *
 * @module
 */

export { AssertionError } from "./assertion_error.ts";
export { assertEquals, assertNotEquals, assertStrictEquals } from "./equals.ts";
export { assertRejects, assertThrows } from "./throws.ts";
export {
  assert,
  assertExists,
  assertGreater,
  assertInstanceOf,
  assertLess,
  assertMatch,
  assertStringIncludes,
  fail,
} from "./values.ts";
