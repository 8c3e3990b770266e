/**
 * Measures again and compares with the committed results: `deno task bench:check [NAME…]`.
 * Times differ from machine to machine, so what is compared is how far each contestant of ours
 * is ahead of its peers. Fails where that has become clearly less.
 *
 * @module
 */

import { prepareArena } from "./arena.ts";
import { benchArgs } from "./bench_args.ts";
import { removeEventFiles } from "./event_files.ts";
import { compareLeads } from "./leads.ts";
import { measure } from "./main.ts";
import { say } from "./progress.ts";
import { readResults } from "./results.ts";
import { allSuites } from "./suites.ts";

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
  await removeEventFiles();
  if (failed > 0) Deno.exit(1);
}

if (import.meta.main) await main();
