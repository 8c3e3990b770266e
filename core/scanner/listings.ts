import { itemOf } from "../item.ts";
import type { ResourceRetry } from "../lifecycle_events.ts";
import { OutputTail } from "../output_tail.ts";
import type { RunFold } from "../run_fold.ts";
import type { HostSummary, Timed } from "../run_summary.ts";
import { verdict } from "../verdict.ts";
import type { Engine } from "./engine.ts";
import { ENDINGS, SCANNED_KINDS } from "./scan_plan.ts";
import type { KnownNames, Things } from "./things.ts";

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
   * @param summary Its summary.
   */
  take(run: number, summary: RunFold): void {
    if (this.#engine.calls.hasEntries(run) === 0) return;
    const known = { summary, names: new Map<number, string>() };
    this.#each(run, HOSTS, (_, thing) => this.#takeHost(thing, known));
    this.#each(run, FAILURES, (entry, thing) => this.#takeFailure(entry, thing, known));
    this.#each(run, RETRIES, (entry, thing) => this.#takeRetries(entry, thing, known));
    for (const kind of SCANNED_KINDS.keys()) this.#takeSlow(run, kind, known);
  }

  #each(run: number, list: number, take: (entry: number, thing: number) => void): void {
    const { calls } = this.#engine;
    for (let entry; (entry = calls.firstEntry(run, list)) !== 0; calls.dropEntry(run, list)) {
      take(entry, calls.entryThing(entry));
    }
  }

  #takeHost(thing: number, { summary, names }: KnownNames): void {
    const { calls } = this.#engine;
    const { id, name } = this.#things.item(thing, { summary, names });
    names.set(thing, name);
    const state = ENDINGS.get("host")![calls.statusOf(thing)]!.status as HostSummary["state"];
    const resources = {
      ok: calls.takeEnded(thing, 0),
      changed: calls.takeEnded(thing, 1),
      failed: calls.takeEnded(thing, 2),
    };
    const durationMs = calls.durationOf(thing);
    summary.hosts.add({ id, name, state, resources, durationMs }, calls.lineNumberOf(thing));
  }

  #takeFailure(entry: number, thing: number, known: KnownNames): void {
    const { calls } = this.#engine;
    const finish = this.#things.event(calls.entryStart(entry), calls.entryLength(entry));
    const tail = new OutputTail();
    tail.push(this.#things.takeOutput(calls.tailOf(thing)));
    const { durationMs, ...item } = this.#timed(thing, known);
    known.summary.lists.addFailure(item, verdict(finish).message, { durationMs, tail });
  }

  #takeRetries(entry: number, thing: number, known: KnownNames): void {
    const { calls } = this.#engine;
    const first = this.#things.event(calls.entryStart(entry), calls.entryLength(entry));
    const last = calls.lastStart(entry) === 0
      ? first
      : this.#things.event(calls.lastStart(entry), calls.lastLength(entry));
    const id = first.correlation.resourceId!;
    const belonging = this.#things.belonging(thing, known);
    const item = itemOf({ kind: "resource", id }, first, belonging);
    known.summary.lists.addRetries(item, last as ResourceRetry, calls.entryCount(entry));
  }

  #takeSlow(run: number, kind: number, known: KnownNames): void {
    const { calls } = this.#engine;
    for (let index = 0; index < SLOWEST; index++) {
      const thing = calls.slowThing(run, kind, index);
      if (thing === 0) continue;
      known.summary.lists.addSlow(this.#timed(thing, known));
      calls.dropSlowThing(run, kind, index);
    }
  }

  #timed(thing: number, known: KnownNames): Timed {
    const item = this.#things.item(thing, known);
    return { ...item, durationMs: this.#engine.calls.durationOf(thing) };
  }
}
