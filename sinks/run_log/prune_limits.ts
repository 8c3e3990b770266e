/** How much of the runs is kept. What is absent is no limit. */
export interface PruneLimits {
  /** Runs that started longer ago than this are removed. In milliseconds. */
  readonly olderThanMs?: number;
  /** How many runs are kept at most: the newest. */
  readonly keep?: number;
  /** How large all runs together may be at most, in bytes: the oldest are removed. */
  readonly maxBytes?: number;
}

/** The limit that a run is over. */
export type PruneReason = "age" | "count" | "bytes";

/** A run with what is left beside it, itself included. */
export interface PruneCandidate {
  /** How long ago it started, in milliseconds. */
  readonly ageMs: number;
  /** How many runs are left. */
  readonly count: number;
  /** How large they are together. */
  readonly bytes: number;
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
 * Tells which limit the oldest of the runs that are left is over.
 *
 * @param candidate The oldest run.
 * @param limits The limits.
 * @returns The limit; undefined where it may stay.
 */
export function limitOver(
  candidate: PruneCandidate,
  limits: PruneLimits,
): PruneReason | undefined {
  const { olderThanMs = Infinity, keep = Infinity, maxBytes = Infinity } = limits;
  if (candidate.ageMs > olderThanMs) return "age";
  if (candidate.count > keep) return "count";
  return candidate.bytes > maxBytes ? "bytes" : undefined;
}
