/**
 * Runs the benchmark suites: `deno task bench [NAME…] [--rounds=N]`. Each file directly
 * in `bench/` is a suite. Writes their results, the tables and the plot.
 *
 * @module
 */

import { join } from "node:path";
import { type Arena, prepareArena, ROOT } from "./arena.ts";
import { benchArgs } from "./bench_args.ts";
import type { Row } from "./comparison.ts";
import { figure } from "./figure.ts";
import { machineOf } from "./machine.ts";
import { plot } from "./plot.ts";
import { say } from "./progress.ts";
import { report } from "./report.ts";
import { readResults, type Results, writeResults } from "./results.ts";
import { compare } from "./rounds.ts";
import type { Suite } from "./suite.ts";
import { allSuites } from "./suites.ts";

/** Measures a suite. */
export async function measure(suite: Suite, arena: Arena, rounds: number): Promise<Results> {
  const rows: Row[] = [];
  for (const comparison of suite.comparisons(arena)) {
    const row = await compare(comparison, rounds);
    say(
      `${row.name}: ${row.measured.map((one) => `${one.name} ${figure(one.median)}`).join(", ")}`,
    );
    rows.push(row);
  }
  const { name, title, method } = suite;
  const machine = machineOf(arena);
  const [, , load = 0] = Deno.loadavg();
  return {
    suite: name,
    title,
    method,
    rounds,
    machine,
    loadPerCore: load / machine.cores,
    rows,
  };
}

async function main(): Promise<void> {
  const { names, rounds } = benchArgs(Deno.args);
  const suites = await allSuites();
  const arena = await prepareArena();
  for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`== ${suite.title}`);
    await writeResults(await measure(suite, arena, rounds));
  }
  const all = suites.flatMap(({ name }) => readResults(name) ?? []);
  await Deno.writeTextFile(join(ROOT, "bench/results/README.md"), report(all));
  await Deno.writeTextFile(join(ROOT, "docs/bench.svg"), plot(all));
  const short = all.flatMap(({ rows }) => rows.flatMap(({ verdicts }) => verdicts))
    .filter(({ holds }) => !holds);
  say(`${short.length} demands are short: see bench/results/README.md`);
}

if (import.meta.main) await main();
