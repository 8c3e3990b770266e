import type { Entity } from "../entity.ts";
import type { LifecycleRules } from "../lifecycle.ts";
import type { Summary } from "../summary.ts";
import { verdict } from "../verdict.ts";
import type { Engine } from "./engine.ts";
import { foldedEvents } from "./folded_events.ts";
import { Listings } from "./listings.ts";
import { SCANNED_KINDS } from "./scan_plan.ts";
import type { Sides } from "./sides.ts";
import {
  isListing,
  isOutput,
  isRetry,
  kindIndex,
  type Subject,
  type Subjects,
} from "./subjects.ts";
import { Things } from "./things.ts";

/** What starts inside these has their names. */
const NAMING_KINDS: readonly string[] = ["host", "job", "step"];

const HOST_KIND = SCANNED_KINDS.indexOf("host");

/** Hands over to the rules and the summary what the scanner knows: what an event needs, or all. */
export class Takeover {
  readonly #engine: Engine;
  readonly #rules: LifecycleRules;
  readonly #summary: Summary | undefined;
  readonly #subjects: Subjects;
  readonly #things: Things;
  readonly #listings: Listings;

  /**
   * @param sides Who keeps the state.
   * @param subjects What events speak of.
   */
  constructor({ engine, rules, summary }: Sides, subjects: Subjects) {
    this.#engine = engine;
    this.#rules = rules;
    this.#summary = summary;
    this.#subjects = subjects;
    this.#things = new Things(engine);
    this.#listings = new Listings(engine, this.#things);
  }

  /**
   * Hands over all that is needed for an event.
   *
   * @param subject The event.
   */
  prepare(subject: Subject): void {
    const { calls } = this.#engine;
    const { event: { correlation: { runId, writer } }, rules } = subject;
    if (writer === undefined || writer.isWellFormed()) {
      const sequence = rules.sequence(writer);
      const seq = calls.writerSeq(subject.writer);
      if (seq !== sequence.highest) sequence.skipTo(seq, calls.writerMoment(subject.writer));
    }
    if (calls.isFull() !== 0) {
      for (const [run, { id }] of this.#subjects.runs) this.#takeListed(run, id);
    } else if (isListing(subject)) this.#takeListed(subject.run, runId);
    const lent: Entity[] = [];
    for (const entity of subject.named) {
      if (this.#prepareEntity(subject, entity) === "held") lent.push(entity);
    }
    rules.lend(lent);
    if (isOutput(subject)) this.#takeTail(calls.tailOfRun(subject.run), runId);
    this.#prepareParent(subject);
  }

  /** Hands over everything, at the end of the file. */
  end(): void {
    const { calls } = this.#engine;
    for (const [run, { id }] of this.#subjects.runs) {
      this.#takeListed(run, id);
      this.#takeHeld(run, () => true);
    }
    for (let thing = calls.openAt(0); thing !== 0; thing = calls.openAt(calls.nextIndex())) {
      const run = this.#subjects.runs.get(calls.runOfThing(thing));
      if (run !== undefined) {
        this.#takeTail(calls.tailOf(thing), run.id, this.#things.entity(thing));
      }
    }
    for (const [run, shared] of this.#subjects.runs) {
      this.#takeTail(calls.tailOfRun(run), shared.id);
      const folded = foldedEvents(this.#engine, run, shared.types);
      if (folded !== undefined) this.#summary?.of(shared.id)?.totals.add(folded);
      this.#rules.of(shared.id).sortOpen();
      this.#summary?.of(shared.id)?.sortStarted();
    }
  }

  /** Takes what the event starts, finishes or writes to; what it only names may stay with the scanner. */
  #prepareEntity(subject: Subject, entity: Entity): "held" | "known" {
    const { calls } = this.#engine;
    const { rules, own, shared: { id } } = subject;
    const thing = this.#subjects.find(subject, entity);
    if (thing === 0) {
      if (calls.isClosed(kindIndex(entity)) !== 0) rules.close(entity);
      return "known";
    }
    const isOwn = own?.kind === entity.kind;
    const isPart = isListing(subject) && NAMING_KINDS.includes(entity.kind);
    if (!isOwn && !isPart && !isOutput(subject) && !isRetry(subject)) {
      return calls.isHere(thing) === 0 ? "known" : "held";
    }
    if (calls.isHere(thing) !== 0) this.#take(thing, id);
    if (!isOwn && !isOutput(subject)) return "known";
    // Of what ends well nobody sees the output.
    if (!isOwn || verdict(subject.event).failed) this.#takeTail(calls.tailOf(thing), id, entity);
    if (entity.kind === "host") {
      const [ok, changed, failed] = [0, 1, 2].map((status) => calls.takeEnded(thing, status));
      rules.addResources(entity.id, { ok: ok!, changed: changed!, failed: failed! });
    }
    return "known";
  }

  /** What was started inside something is named by it, so that it is taken before the name may change. */
  #prepareParent(subject: Subject): void {
    const { own, run } = subject;
    const { calls } = this.#engine;
    if (own?.kind === "run") {
      this.#takeHeld(run, (thing) => calls.kindOfThing(thing) === HOST_KIND);
    }
    if (own === undefined || !NAMING_KINDS.includes(own.kind) || !own.id.isWellFormed()) return;
    const parent = this.#subjects.find(subject, own);
    if (parent === 0 || calls.hasChildren(parent) === 0) return;
    this.#takeHeld(run, (thing) => calls.isInside(thing, parent) !== 0);
  }

  #takeHeld(run: number, isWanted: (thing: number) => boolean): void {
    const { calls } = this.#engine;
    const { id } = this.#subjects.runs.get(run)!;
    for (let thing = calls.firstHere(run); thing !== 0;) {
      const next = calls.nextHere(thing);
      if (isWanted(thing)) this.#take(thing, id);
      thing = next;
    }
  }

  /** Opens in the rules and the summary what only the scanner held open. */
  #take(thing: number, runId: string): void {
    const { calls } = this.#engine;
    if (calls.isListed(thing) !== 0) this.#takeListed(calls.runOfThing(thing), runId);
    const event = this.#things.start(thing);
    const place = this.#things.place(thing);
    this.#rules.of(runId).resume(event, place);
    const summary = this.#summary?.of(runId);
    if (summary !== undefined) {
      const names = new Map<number, string>();
      summary.resume(event, place, this.#things.belonging(thing, { summary, names }));
    }
    calls.handOver(thing);
  }

  /** Takes what is kept for the lists of a run's summary. */
  #takeListed(run: number, runId: string): void {
    const summary = this.#summary?.of(runId);
    if (summary !== undefined) this.#listings.take(run, summary);
    this.#rules.of(runId).addHosts(this.#engine.calls.takeHosts(run));
  }

  #takeTail(tail: number, runId: string, owner?: Entity): void {
    const text = this.#things.takeOutput(tail);
    if (text !== "") this.#summary?.of(runId)?.open.addOutput(text, owner);
  }
}
