import { must, type Runtime } from "./arena.ts";
import type { Contestant } from "./comparison.ts";

const OURS = /^runtrail/;
const BASE = /^empty/;

/** A program that measures one of several contestants, and prints the figure. */
export interface Program {
  /** Its path below `bench/`. */
  readonly path: string;
  /** Its arguments after the contestant's name. */
  readonly args?: readonly string[];
}

/**
 * Makes contestants that a program measures: each sample is a process of its own, so that none runs on code
 * that was compiled for another.
 *
 * @param runtime What runs the program.
 * @param program The program.
 * @param names The contestants as the program knows them.
 */
export function contestantsOf(
  runtime: Runtime,
  { path, args = [] }: Program,
  names: readonly string[],
): readonly Contestant[] {
  return names.map((name) => ({
    name,
    role: OURS.test(name) ? "ours" : BASE.test(name) ? "base" : "peer",
    sample: () => sampleOf(runtime, path, [name, ...args]),
  }));
}

/** Rejects where the program fails or prints something else. */
async function sampleOf(
  runtime: Runtime,
  path: string,
  args: readonly string[],
): Promise<number> {
  const text = (await must(runtime.command(path, args), runtime.cwd)).trim();
  const value = Number(text);
  if (text !== "" && value > 0) return value;
  throw new Error(`Cannot take a sample of ${path} ${args.join(" ")}: it printed ${text}`);
}
