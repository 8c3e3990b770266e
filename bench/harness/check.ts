/**
 * Measures again and compares with the committed results: `deno task bench:check [NAME…]`.
 * Times differ from machine to machine, so what is compared is how far each contestant of ours
 * is ahead of its peers. Fails where that has become clearly less.
 *
 * @module
 */

import { prepareArena } from "./arena.ts";
import { benchArgs } from "./bench_args.ts";
import type { Row } from "./comparison.ts";
import { measure } from "./main.ts";
import { say } from "./progress.ts";
import { readResults, type Results } from "./results.ts";
import { allSuites } from "./suites.ts";

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

async function main(): Promise<void> {
  const { names, rounds } = benchArgs(Deno.args);
  const arena = await prepareArena();
  let failed = 0;
  for (const suite of await allSuites()) {
    if (names.length > 0 && !names.includes(suite.name)) continue;
    const before = readResults(suite.name);
    if (before === undefined) continue;
    for (const lead of compareLeads(before, await measure(suite, arena, rounds))) {
      if (!lead.holds) failed++;
      const state = lead.holds ? "ok" : "SLOWER";
      say(`${state} ${lead.name}: ${lead.before.toFixed(2)}× before, ${lead.now.toFixed(2)}× now`);
    }
  }
  if (failed > 0) Deno.exit(1);
}

if (import.meta.main) await main();
