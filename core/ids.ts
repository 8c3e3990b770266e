import { ulid } from "@std/ulid";

/**
 * Makes a run id: a ULID, so that ids sort by the time at which runs started.
 *
 * @param startMs The run's start in milliseconds since 1970; a fraction is cut off.
 * @returns 26 characters of Crockford's Base32.
 *
 * @example A new run id
 * ```ts
 * import { newRunId } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(newRunId(Date.now()).length, 26);
 * ```
 */
export function newRunId(startMs: number): string {
  return ulid(Math.floor(startMs));
}
