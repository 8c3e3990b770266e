import { plainNameFault } from "../../core/plain_name.ts";

/** Where a run is below a root. */
export interface RunPath {
  /** The run's directory. */
  readonly directory: string;
  /** The run's log in it. */
  readonly log: string;
}

/**
 * Gives the directory that all runs of a root are in.
 *
 * @param root The root.
 * @returns Its path.
 * @throws {TypeError} Where the root is empty or no text.
 */
export function runsPath(root: string): string {
  if (typeof root !== "string" || root === "") {
    throw new TypeError(`Cannot find runs: the root is ${JSON.stringify(root)}`);
  }
  return `${root.replace(/\/+$/, "")}/runs`;
}

/**
 * Gives the paths of a run.
 *
 * @param root The root.
 * @param runId The run's id.
 * @returns The paths, below the root whatever the id is.
 * @throws {TypeError} Where the run id is no plain name, or the root no path.
 */
export function runPath(root: string, runId: string): RunPath {
  const fault = plainNameFault(runId);
  if (fault !== undefined) {
    throw new TypeError(`Cannot use run id ${JSON.stringify(runId)}: ${fault}`);
  }
  const directory = `${runsPath(root)}/${runId}`;
  return { directory, log: `${directory}/events.jsonl` };
}
