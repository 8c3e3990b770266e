/**
 * Writes the tables and the plot from the committed results:
 *
 *     deno run -RW bench/harness/render.ts
 *
 * A test fails where they differ from them.
 *
 * @module
 */

import { join } from "node:path";
import { plot } from "./plot.ts";
import { report } from "./report.ts";
import { readResults, type Results } from "./results.ts";
import { ROOT } from "./root.ts";
import { allSuites } from "./suites.ts";

/** The documents by their paths in the repository. */
export const DOCUMENTS: { readonly [path: string]: (all: readonly Results[]) => string } = {
  "bench/results/README.md": report,
  "docs/bench.svg": plot,
};

/** The committed results of all suites that have any. */
export async function allResults(): Promise<readonly Results[]> {
  return (await allSuites()).flatMap(({ name }) => readResults(name) ?? []);
}

/** Writes the documents. */
export async function render(): Promise<void> {
  const all = await allResults();
  for (const [path, text] of Object.entries(DOCUMENTS)) {
    await Deno.writeTextFile(join(ROOT, path), text(all));
  }
}

if (import.meta.main) await render();
