import type { RunEvent } from "@runtrail/runtrail";

/** A listener of an emitter. */
export type Listener = (event: RunEvent) => void;

/**
 * Makes a listener that counts. Each listener of a program is a function of its own, which the compiler
 * cannot put in place of the others: so this module is loaded once for each.
 *
 * @param counts Where it counts.
 * @param index Its place there.
 */
export function countingListener(counts: number[], index: number): Listener {
  return (event) => {
    if (event.type === "stdout") counts[index]!++;
  };
}
