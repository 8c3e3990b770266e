import process from "node:process";

/** The global `process` of Node, which Deno has too. */
export function nodeProcess(): typeof process {
  return process;
}
