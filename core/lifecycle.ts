import type { EventIdentity } from "./correlation.ts";
import type { RunEvent } from "./event.ts";
import { type Issue, type Place, runReport } from "./issue.ts";
import { RunRules } from "./run_rules.ts";

/**
 * Judges the order of events: each run of a stream by itself, in memory that
 * grows with what is open and with the ids that runs did not take from a bus.
 */
export class LifecycleRules {
  readonly #report: (issue: Issue) => void;
  readonly #runs = new Map<string, RunRules>();

  /** @param report Called for each issue. */
  constructor(report: (issue: Issue) => void) {
    this.#report = report;
  }

  /** How many runs have events that were not refused. */
  get runs(): number {
    return [...this.#runs.values()].filter((run) => run.hasEvents).length;
  }

  /**
   * Takes the next event.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    this.of(event.correlation.runId).step(event, place);
  }

  /**
   * Takes the number of an event that was refused: it came, so that it is not lost.
   *
   * @param identity Which event it was.
   * @param place Where it is.
   */
  refuse(identity: EventIdentity, place: Place): void {
    this.of(identity.runId).refuse(identity, place);
  }

  /**
   * Gives the rules of one run.
   *
   * @param runId The run.
   * @returns Its rules; they begin with this where the run is new.
   */
  of(runId: string): RunRules {
    let run = this.#runs.get(runId);
    if (run === undefined) {
      run = new RunRules(runReport(runId, this.#report));
      this.#runs.set(runId, run);
    }
    return run;
  }

  /** Ends the stream: reports what was lost and what was never finished. */
  end(): void {
    for (const run of this.#runs.values()) run.end();
  }
}
