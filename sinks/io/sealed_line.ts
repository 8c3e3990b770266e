const NEWLINE = 10;

/**
 * Puts a newline before what is written, so that it is not glued to a part of a
 * line that somebody left behind. Readers skip the blank line that this may make.
 *
 * @param bytes Whole lines.
 * @returns One array, because what belongs together is to be one write.
 */
export function withLeadingNewline(bytes: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(bytes.length + 1);
  sealed[0] = NEWLINE;
  sealed.set(bytes, 1);
  return sealed;
}

/**
 * Counts lines.
 *
 * @param bytes Whole lines.
 * @returns How many newlines there are.
 */
export function lineCount(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}
