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
import { headlines } from "./headlines.ts";
import { withPart } from "./markdown.ts";
import { plot } from "./plot.ts";
import { report } from "./report.ts";
import { readResults, type Results } from "./results.ts";
import { ROOT } from "./root.ts";
import { allSuites } from "./suites.ts";

/** Writes a document from the results, and from what it holds now. */
type Render = (all: readonly Results[], now: string) => string;

/** The documents by their paths in the repository. */
export const DOCUMENTS: { readonly [path: string]: Render } = {
  "README.md": (all, now) => withPart(now, "bench", headlines(all)),
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
    const file = join(ROOT, path);
    await Deno.writeTextFile(file, text(all, await Deno.readTextFile(file)));
  }
}

if (import.meta.main) await render();
