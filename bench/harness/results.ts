import { join } from "node:path";
import { ROOT } from "./root.ts";
import type { Row } from "./comparison.ts";
import type { Machine } from "./machine.ts";

/** Results of one suite, as they are committed. */
export interface Results {
  readonly suite: string;
  readonly title: string;
  readonly method: string;
  readonly rounds: number;
  readonly machine: Machine;
  /** How many processes wanted a core, for each core there is: over 1, others were at work as well. */
  readonly loadPerCore: number;
  readonly rows: readonly Row[];
}

const FOLDER = join(ROOT, "bench/results");

/** Figures beyond these are noise. */
const DIGITS = 4;

/** Writes the results of a suite. */
export async function writeResults(results: Results): Promise<void> {
  const text = JSON.stringify(
    results,
    (_key, value) => typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value,
    2,
  );
  await Deno.writeTextFile(pathOf(results.suite), `${text}\n`);
}

/** Reads the results of a suite; undefined where there are none yet. */
export function readResults(suite: string): Results | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(pathOf(suite)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function pathOf(suite: string): string {
  return join(FOLDER, `${suite}.json`);
}
