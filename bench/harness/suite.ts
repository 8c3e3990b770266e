import type { Arena } from "./arena.ts";
import type { Comparison } from "./comparison.ts";

/**
 * What a file directly in `bench/` exports as `suite`: its name, what it compares and how. `deno task
 * bench` finds it by that; everything that is no suite lies in a folder.
 */
export interface Suite {
  /** The name of its results, `bench/results/<name>.json`. */
  readonly name: string;
  /** The heading of its tables. */
  readonly title: string;
  /** How it is measured, for who reads the tables. */
  readonly method: string;
  /** Gives what is compared; nothing is measured yet. */
  comparisons(arena: Arena): readonly Comparison[];
}
