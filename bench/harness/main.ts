/**
 * Runs the benchmark suites: `deno task bench [NAME…] [--rounds=N]`. Each file directly
 * in `bench/` is a suite. Writes their results, the tables and the plot.
 *
 * @module
 */

import { type Arena, prepareArena } from "./arena.ts";
import { benchArgs } from "./bench_args.ts";
import type { Row } from "./comparison.ts";
import { removeEventFiles } from "./event_files.ts";
import { figure } from "./figure.ts";
import { machineOf } from "./machine.ts";
import { say } from "./progress.ts";
import { allResults, render } from "./render.ts";
import { type Results, writeResults } from "./results.ts";
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
  const failed: string[] = [];
  for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`== ${suite.title}`);
    try {
      await writeResults(await measure(suite, arena, rounds));
    } catch (error) {
      // The others take minutes and are worth having.
      failed.push(suite.name);
      say(String(error));
    }
  }
  await removeEventFiles();
  await render();
  const short = (await allResults()).flatMap(({ rows }) => rows.flatMap(({ verdicts }) => verdicts))
    .filter(({ holds }) => !holds);
  say(`${short.length} demands are short: see bench/results/README.md`);
  if (failed.length === 0) return;
  say(`Cannot measure ${failed.join(", ")}`);
  Deno.exit(1);
}

if (import.meta.main) await main();
