/**
 * Local stand-in for `jsr:@std/cli/unicode-width`.
 *
 * @module
 */

import { eastAsianWidth } from "get-east-asian-width";

// The soft hyphen is a format character which still takes a column.
const ZERO_WIDTH = /^(?!\u00AD)[\p{Control}\p{Format}\p{Mn}\p{Me}\u1160-\u11FF]$/u;

/**
 * Stands in for `unicodeWidth()` of `@std/cli`: how many terminal columns the
 * text takes.
 *
 * As in `@std/cli`, code points are counted one by one: an emoji joined from
 * several counts each of them, and only the first character of an ANSI escape
 * sequence is free.
 */
export function unicodeWidth(str: string): number {
  let width = 0;
  for (const character of str) {
    if (!ZERO_WIDTH.test(character)) {
      width += eastAsianWidth(character.codePointAt(0) ?? 0);
    }
  }
  return width;
}
