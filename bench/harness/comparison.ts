/** Contestants that do the same, and are measured in turns. */
export interface Comparison {
  /** A name that stays, such as `file on Deno`. */
  readonly name: string;
  /** The unit of a sample, such as `ns per event`. */
  readonly unit: string;
  /** Whether the smaller sample is the better one. */
  readonly better: "less" | "more";
  /** Who takes part. */
  readonly contestants: readonly Contestant[];
  /** What must hold. */
  readonly demands: readonly Demand[];
  /** The contestants whose lead over each other one is shown; all of ours unless it is given. */
  readonly leads?: readonly string[];
}

/** One that takes part. */
export interface Contestant {
  readonly name: string;
  /** Whether it is ours, a peer, or what the others stand on, such as an empty loop. */
  readonly role: "ours" | "peer" | "base";
  /** Measures once; rejects where the output is wrong. */
  sample(): Promise<number>;
}

/** What must hold, as a median over all rounds. */
export type Demand = RelativeDemand | Limit;

/** What must hold between two contestants. */
export interface RelativeDemand extends DemandReason {
  readonly subject: string;
  readonly against: string;
  /**
   * - `ratio`: the subject is at least so many times as good.
   * - `share`: the subject takes at most so many times what the other takes.
   * - `extra`: the subject takes at most so much more, in the comparison's unit.
   */
  readonly kind: "ratio" | "share" | "extra";
  readonly bound: number;
}

/** What one contestant must not exceed, in the comparison's unit. */
export interface Limit extends DemandReason {
  readonly subject: string;
  readonly kind: "limit";
  readonly bound: number;
}

interface DemandReason {
  /** Why it does not hold, where that is known. */
  readonly reason?: string;
}

/** One contestant after all rounds. */
export interface Measured {
  readonly name: string;
  readonly role: Contestant["role"];
  readonly median: number;
  readonly best: number;
  readonly worst: number;
}

/** A contestant that could not be measured. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** A demand and what came of it. */
export type Verdict = Demand & {
  /** The ratio, the share, the difference or the figure itself; the median over the rounds. */
  readonly value: number;
  readonly holds: boolean;
};

/** One comparison after all rounds. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly better: Comparison["better"];
  readonly measured: readonly Measured[];
  readonly absent: readonly Absent[];
  readonly leads?: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/**
 * Demands that the subject is so many times as good as another.
 *
 * @param demand All but its kind.
 */
export function ahead(demand: Omit<RelativeDemand, "kind">): Demand {
  return { ...demand, kind: "ratio" };
}
