/** Tells how many columns a text takes in a terminal. */
export type TextWidth = (text: string) => number;

/**
 * Gives the measure that a text needs. The tables for wide characters are
 * loaded only where there are such characters: loading them costs more than
 * reading a small file.
 *
 * @param text All text that will be measured.
 * @returns The measure.
 */
export async function textWidth(text: string): Promise<TextWidth> {
  if (/^[\x20-\x7e]*$/.test(text)) return (ascii) => ascii.length;
  const { unicodeWidth } = await import("@std/cli/unicode-width");
  return unicodeWidth;
}

/**
 * Shortens a text that is too wide.
 *
 * @param text The text.
 * @param columns How wide it may be.
 * @param width The measure.
 * @returns The text, or its beginning with `…` at the end.
 */
export function cutTo(text: string, columns: number, width: TextWidth): string {
  // Most texts are short: no character takes more than two columns.
  if (2 * text.length <= columns || width(text) <= columns) return text;
  let cut = "";
  let used = 1;
  for (const char of text) {
    used += width(char);
    if (used > columns) break;
    cut += char;
  }
  return `${cut}…`;
}
