import { parseArgs } from "@std/cli/parse-args";

/** Fewer make no median that means something here. */
const LEAST_ROUNDS = 7;

/** What `deno task bench` and `deno task bench:check` are told. */
export interface BenchArgs {
  /** Suites to run; none means all. */
  readonly names: readonly string[];
  readonly rounds: number;
}

/** Reads the arguments. */
export function benchArgs(args: readonly string[]): BenchArgs {
  const { _: names, rounds } = parseArgs([...args], { string: ["rounds"] });
  return {
    names: names.map(String),
    rounds: Math.max(LEAST_ROUNDS, Number(rounds ?? LEAST_ROUNDS)),
  };
}
