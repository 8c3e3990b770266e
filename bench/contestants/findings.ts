/** Counts by name. */
export type Counts = { readonly [name: string]: number };

/** What a reader says of an event file; each says as much as it knows. */
export interface Findings {
  /** How many events there are. */
  readonly events?: number;
  /** How many of each type. */
  readonly types?: Counts;
  /** How many of each kind of thing ended in which way. */
  readonly ended?: { readonly [kind: string]: Counts };
  /** How many of each kind of thing started and did not end. */
  readonly unfinished?: Counts;
  /** How long the slowest resources of all runs took, in milliseconds. */
  readonly slowestMs?: readonly number[];
  /** How many numbers of events are missing. */
  readonly missing?: number;
}

/** How many of the slowest are compared. */
export const SLOWEST = 10;
