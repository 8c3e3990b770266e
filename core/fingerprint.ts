/**
 * Gives a number that differs for different bytes, but for one chance in 2^53:
 * to compare lines without keeping them. No protection against intent.
 *
 * @param bytes Any bytes.
 * @returns A whole number below 2^53.
 */
export function fingerprint(bytes: Uint8Array): number {
  // FNV-1a, twice from different starts.
  let low = 0x811c9dc5;
  let high = 0x01234567;
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte ^ (low >>> 24), 0x01000193);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
