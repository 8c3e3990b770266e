/** Fills an array with random bytes, as `crypto.getRandomValues` does. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => void;

/** The platform's randomness. */
const SYSTEM_RANDOM: RandomBytes = (bytes) => void crypto.getRandomValues(bytes);

/**
 * Makes an id of random bytes.
 *
 * @param byteLength How many bytes.
 * @param randomBytes Where they come from, asked again while all of them are zero; the
 * platform's by default.
 * @returns Twice as many lower-case hexadecimal digits, not all of them zero.
 */
export function hexId(byteLength: number, randomBytes: RandomBytes = SYSTEM_RANDOM): string {
  const bytes = new Uint8Array(byteLength);
  do randomBytes(bytes); while (bytes.every((byte) => byte === 0));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
