import type { RunEvent } from "./event.ts";
import type { Place } from "./issue.ts";
import { RunFold } from "./run_fold.ts";
import type { RunSummary } from "./run_summary.ts";

/**
 * Folds events into one summary per run. Goes over the summaries in order of first appearance, each
 * made when it is its turn: those of many runs need not be in memory at a time.
 */
export class Summary implements Iterable<RunSummary> {
  readonly #runs = new Map<string, RunFold>();
  /** The run that ended last, while no other goes on. */
  #ended: RunFold | undefined;

  /**
   * Takes the next event.
   *
   * @param event The event.
   * @param place Where it is; only a reader that resumes needs to say it.
   */
  step(event: RunEvent, place: Place = NOWHERE): void {
    const { runId } = event.correlation;
    let run = this.#runs.get(runId);
    if (run === undefined) {
      run = new RunFold(event);
      this.#runs.set(runId, run);
    }
    if (this.#ended !== undefined && this.#ended !== run) {
      this.#ended.store();
      this.#ended = undefined;
    }
    run.step(event, place);
    if (event.type === "run_finished") this.#ended = run;
  }

  /**
   * Gives the summary of one run in the making.
   *
   * @param runId The run.
   * @returns It, or undefined where no event of the run was seen.
   */
  of(runId: string): RunFold | undefined {
    return this.#runs.get(runId);
  }

  /**
   * Gives what is known so far.
   *
   * @returns A summary of each run, in order of first appearance: plain data.
   */
  runs(): readonly RunSummary[] {
    return plainSummaries(this);
  }

  /** Gives one summary after the other, of which the long lists may be made at each look. */
  *[Symbol.iterator](): Generator<RunSummary, void> {
    for (const run of this.#runs.values()) yield run.summary();
  }
}

/**
 * Makes plain data of summaries.
 *
 * @param summaries The summaries, of which the long lists may be made at each look.
 * @returns The same, all of them in memory.
 */
export function plainSummaries(summaries: Iterable<RunSummary>): readonly RunSummary[] {
  return Array.from(summaries, (summary) => ({ ...summary }));
}

const NOWHERE: Place = { line: 0, offset: 0 };
