import type { RunEvent } from "./event.ts";
import type { Place } from "./issue.ts";
import { RunFold } from "./run_fold.ts";
import type { RunSummary } from "./run_summary.ts";

/** Folds events into one summary per run. */
export class Summary {
  readonly #runs = new Map<string, RunFold>();

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
    run.step(event, place);
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
   * @returns A summary of each run, in order of first appearance.
   */
  runs(): readonly RunSummary[] {
    return [...this.#runs.values()].map((run) => run.summary());
  }
}

const NOWHERE: Place = { line: 0, offset: 0 };
