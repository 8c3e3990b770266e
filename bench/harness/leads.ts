import type { Row } from "./comparison.ts";
import type { Results } from "./results.ts";

/** How much of its lead a contestant may lose: two runs on a shared machine differ by up to a quarter. */
export const TOLERANCE = 0.35;

/** One contestant of ours, in two runs. */
export interface Lead {
  /** The comparison and the contestant. */
  readonly name: string;
  /** How many times as good it was as the geometric mean of the others. */
  readonly before: number;
  readonly now: number;
  readonly holds: boolean;
}

/** Compares the leads of two runs of one suite, for what both have measured. */
export function compareLeads(before: Results, now: Results): readonly Lead[] {
  const known = leadsOf(before);
  return [...leadsOf(now)].flatMap(([name, lead]) => {
    const last = known.get(name);
    if (last === undefined) return [];
    return [{ name, before: last, now: lead, holds: lead >= last * (1 - TOLERANCE) }];
  });
}

function leadsOf({ rows }: Results): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row) =>
    row.measured.filter(({ role }) => role === "ours")
      .map(({ name, median }) => [`${row.name}, ${name}`, lead(median, row)] as const)
  ));
}

function lead(ours: number, { measured, better }: Row): number {
  const others = measured.filter(({ role }) => role !== "ours").map(({ median }) => median);
  const mean = Math.exp(others.reduce((sum, value) => sum + Math.log(value), 0) / others.length);
  return better === "less" ? mean / ours : ours / mean;
}
