const UTF8 = new TextEncoder();

/** Keys of data may be any text: only so many are kept, and none that are longer. */
const MOST_KEYS = 1000;
const MOST_UNITS = 64;

const KEPT = new Map<string, Uint8Array>();

/**
 * Writes a key as JSON has it in the middle of an object. What was made once is kept: events of
 * different types take turns, and to encode a key takes as long as to write a line's text.
 *
 * @param key Any key.
 * @returns A comma, the key and a colon, in UTF-8; undefined where the key is no well-formed text.
 */
export function keyBytes(key: string): Uint8Array | undefined {
  const kept = KEPT.get(key);
  if (kept !== undefined || !key.isWellFormed()) return kept;
  const bytes = UTF8.encode(`,${JSON.stringify(key)}:`);
  if (KEPT.size < MOST_KEYS && key.length <= MOST_UNITS) KEPT.set(key, bytes);
  return bytes;
}
