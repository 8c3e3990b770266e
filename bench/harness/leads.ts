import type { Measured, Row } from "./comparison.ts";
import type { Results } from "./results.ts";

/** Two runs on a shared machine differ by up to a quarter. */
const LEAST_TOLERANCE = 0.25;

/** Where rounds differ by more than this, something else was measured as well. */
const MOST_TOLERANCE = 0.5;

/** One contestant of ours, in two runs. */
export interface Lead {
  /** The comparison and the contestant. */
  readonly name: string;
  /** How many times as good it was as the geometric mean of those it is measured beside. */
  readonly before: number;
  readonly now: number;
  readonly holds: boolean;
}

/**
 * Compares the leads of two runs of one suite, for what both have measured. A lead may shrink by as
 * much as its worst round was behind the median one, within limits.
 *
 * @param before The run that is known.
 * @param now The new run.
 * @returns The leads of all contestants of ours.
 */
export function compareLeads(before: Results, now: Results): readonly Lead[] {
  return before.rows.flatMap((row) => {
    const other = now.rows.find(({ name }) => name === row.name);
    return other === undefined ? [] : leadsOf(row, other);
  });
}

function leadsOf(before: Row, now: Row): readonly Lead[] {
  const pairs = before.measured.flatMap((one) => {
    const other = now.measured.find(({ name }) => name === one.name);
    return other === undefined ? [] : [[one, other] as const];
  });
  return pairs.filter(([{ role }]) => role === "ours").flatMap((pair) => {
    const beside = besideOf(pair, pairs);
    if (beside.length === 0) return [];
    const [was, is] = [0, 1].map((run) =>
      lead(pair[run]!, beside.map((one) => one[run]!), before.better)
    ) as [number, number];
    const tolerance = toleranceOf(pair);
    const name = `${before.name}, ${pair[0].name}`;
    return [{ name, before: was, now: is, holds: is >= was * (1 - tolerance) }];
  });
}

type Pair = readonly [before: Measured, now: Measured];

/** The peers; where there are none, the others of ours: what they are to each other stays as well. */
function besideOf(pair: Pair, pairs: readonly Pair[]): readonly Pair[] {
  const peers = pairs.filter(([{ role }]) => role !== "ours");
  return peers.length > 0 ? peers : pairs.filter((other) => other !== pair);
}

function lead(
  { median }: Measured,
  beside: readonly Measured[],
  better: Row["better"],
): number {
  const logarithms = beside.map((one) => Math.log(one.median));
  const mean = Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / beside.length);
  return better === "less" ? mean / median : median / mean;
}

function toleranceOf(pair: Pair): number {
  const behind = pair.map(({ median, worst }) =>
    1 - Math.min(median, worst) / Math.max(median, worst)
  );
  return Math.min(MOST_TOLERANCE, Math.max(LEAST_TOLERANCE, ...behind));
}
