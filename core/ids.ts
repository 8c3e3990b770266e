import { decodeTime, ulid } from "@std/ulid";

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

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

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
  // decodeTime does not look at the random part: the shape is checked here.
  return ULID.test(runId) ? decodeTime(runId.toUpperCase()) : undefined;
}
