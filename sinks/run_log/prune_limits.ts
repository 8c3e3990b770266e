/** How much of the runs is kept. What is absent is no limit. */
export interface PruneLimits {
  /** Runs that started longer ago than this are removed. In milliseconds. */
  readonly olderThanMs?: number;
  /** How many runs are kept: the newest. */
  readonly keep?: number;
  /** How large all runs that are left may be together, in bytes. */
  readonly maxBytes?: number;
}

/** The limit that a run is over. */
export type PruneReason = "age" | "count" | "bytes";

/** What is asked of a run. */
export interface PruneCandidate {
  /** How long ago it started, in milliseconds. */
  readonly ageMs: number;
  /** Its place among the runs: 1 for the newest. */
  readonly rank: number;
  /** How large all runs that are left are together, itself included. */
  readonly bytesLeft: number;
}

/**
 * Refuses limits that are none.
 *
 * @param limits The limits.
 * @throws {RangeError} Where one is negative, or not a number.
 */
export function checkLimits(limits: PruneLimits): void {
  for (const key of ["olderThanMs", "keep", "maxBytes"] as const) {
    const limit = limits[key];
    if (limit === undefined || limit >= 0) continue;
    throw new RangeError(`Cannot prune runs: ${key} is ${limit}`);
  }
}

/**
 * Tells which limit a run is over, where older ones were asked before.
 *
 * @param candidate The run.
 * @param limits The limits.
 * @returns The limit; undefined where it may stay.
 */
export function limitOver(
  candidate: PruneCandidate,
  limits: PruneLimits,
): PruneReason | undefined {
  const { olderThanMs = Infinity, keep = Infinity, maxBytes = Infinity } = limits;
  if (candidate.ageMs > olderThanMs) return "age";
  if (candidate.rank > keep) return "count";
  return candidate.bytesLeft > maxBytes ? "bytes" : undefined;
}
