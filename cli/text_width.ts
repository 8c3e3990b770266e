/** Tells how many columns a text takes in a terminal. */
export type TextWidth = (text: string) => number;

/**
 * Gives the measure that a text needs. The tables for wide characters are
 * loaded only where there are such characters: loading them costs more than
 * reading a small file.
 *
 * @param texts All text that will be measured.
 * @returns The measure.
 */
export async function textWidth(texts: string): Promise<TextWidth> {
  if (/^[\x20-\x7e\s]*$/.test(texts)) return (text) => text.length;
  const { unicodeWidth } = await import("@std/cli/unicode-width");
  return unicodeWidth;
}

/**
 * Fills a text up to a width with blanks.
 *
 * @param text The text.
 * @param columns The width.
 * @param width The measure.
 * @returns The text, at least that wide.
 */
export function padTo(text: string, columns: number, width: TextWidth): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}
