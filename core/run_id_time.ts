/** Crockford's Base32, in the order of the digits' values. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/** How many digits of a ULID are its time. */
const TIME_DIGITS = 10;

/**
 * Reads the time at which a run started from its id.
 *
 * @param runId A run id.
 * @returns Milliseconds since 1970, or undefined where the id is no ULID.
 *
 * @example The start of a run
 * ```ts
 * import { newRunId, runIdTime } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(runIdTime(newRunId(1_700_000_000_000)), 1_700_000_000_000);
 * assertEquals(runIdTime("nightly-42"), undefined);
 * ```
 */
export function runIdTime(runId: string): number | undefined {
  if (!ULID.test(runId)) return undefined;
  // Not `decodeTime`: what only reads runs need not load what makes ids.
  let ms = 0;
  for (const digit of runId.slice(0, TIME_DIGITS).toUpperCase()) {
    ms = ms * DIGITS.length + DIGITS.indexOf(digit);
  }
  return ms;
}
