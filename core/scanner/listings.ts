import type { ResourceRetry } from "../lifecycle_events.ts";
import type { RunRules } from "../lifecycle.ts";
import type { Ended, RunFold } from "../summary.ts";
import type { Engine } from "./engine.ts";
import { ENDINGS, SCANNED_KINDS } from "./scan_plan.ts";
import type { Things } from "./things.ts";

/** The scanner's numbers of its lists. */
const FAILURES = 0;
const RETRIES = 1;
const HOSTS = 2;

/** As many as the summary lists of a kind. */
const SLOWEST = 10;

/** Takes over what the scanner keeps for the lists of a run's summary: it tells of each once. */
export class Listings {
  readonly #engine: Engine;
  readonly #things: Things;

  /**
   * @param engine The scanner.
   * @param things What it knows of things.
   */
  constructor(engine: Engine, things: Things) {
    this.#engine = engine;
    this.#things = things;
  }

  /**
   * Takes all that is kept of a run.
   *
   * @param run The run's address.
   * @param reducers Its rules and its summary.
   */
  take(run: number, { rules, summary }: { rules: RunRules; summary: RunFold }): void {
    this.#each(run, HOSTS, (_, thing) => this.#takeHost(thing, rules, summary));
    this.#each(run, FAILURES, (entry, thing) => {
      const { calls } = this.#engine;
      const finish = this.#things.event(calls.entryStart(entry), calls.entryLength(entry));
      const output = this.#things.takeOutput(calls.tailOf(thing));
      summary.addFailure(this.#ended(thing, summary), finish, output);
    });
    this.#each(run, RETRIES, (entry, thing) => this.#takeRetries(entry, thing, summary));
    for (const kind of SCANNED_KINDS.keys()) this.#takeSlow(run, kind, summary);
  }

  #each(run: number, list: number, take: (entry: number, thing: number) => void): void {
    const { calls } = this.#engine;
    for (let entry; (entry = calls.firstEntry(run, list)) !== 0; calls.dropEntry(run, list)) {
      take(entry, calls.entryThing(entry));
    }
  }

  #takeHost(thing: number, rules: RunRules, summary: RunFold): void {
    const { calls } = this.#engine;
    const { item: { id, name }, durationMs } = this.#ended(thing, summary);
    const [ok, changed, failed] = [0, 1, 2].map((status) => calls.takeEnded(thing, status));
    const state = ENDINGS.get("host")![calls.statusOf(thing)]!.status as "ok";
    const resources = { ok: ok!, changed: changed!, failed: failed! };
    summary.addHost({ id, name, state, resources, durationMs }, calls.lineNumberOf(thing));
    rules.addHost();
  }

  #takeRetries(entry: number, thing: number, summary: RunFold): void {
    const { calls } = this.#engine;
    const first = this.#things.event(calls.entryStart(entry), calls.entryLength(entry));
    const last = calls.lastStart(entry) === 0
      ? first
      : this.#things.event(calls.lastStart(entry), calls.lastLength(entry));
    const item = this.#things.item(thing, summary, first);
    summary.addRetries(item, last as ResourceRetry, calls.entryCount(entry));
  }

  #takeSlow(run: number, kind: number, summary: RunFold): void {
    const { calls } = this.#engine;
    for (let index = 0; index < SLOWEST; index++) {
      const thing = calls.slowThing(run, kind, index);
      if (thing === 0) continue;
      summary.addSlow(this.#ended(thing, summary));
      calls.dropSlowThing(run, kind, index);
    }
  }

  #ended(thing: number, summary: RunFold): Ended {
    const item = this.#things.item(thing, summary);
    return { item, durationMs: this.#engine.calls.durationOf(thing) };
  }
}
