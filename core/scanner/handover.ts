import type { EventIdentity } from "../correlation.ts";
import { type Entity, entityOf, ID_KINDS, idKey } from "../entity.ts";
import type { RunEvent } from "../event.ts";
import type { EventRegistry } from "../event_registry.ts";
import { eventRule } from "../event_table.ts";
import { isKnownType } from "../check.ts";
import type { Place } from "../issue.ts";
import type { LifecycleRules, RunRules } from "../lifecycle.ts";
import type { ItemKind } from "../run_summary.ts";
import type { Summary } from "../summary.ts";
import { isRepairNote, lossOf } from "../repair_note.ts";
import { verdict } from "../verdict.ts";
import type { Engine } from "./engine.ts";
import { foldedEvents } from "./folded_events.ts";
import { Listings } from "./listings.ts";
import { ENDINGS, outputKey, SCANNED_KINDS } from "./scan_plan.ts";
import { Things } from "./things.ts";

/** A run that both sides know. */
interface SharedRun {
  readonly id: string;
  /** The types whose events the scanner folds, by its number for them. */
  readonly types: Map<number, string>;
  readonly seen: Set<string>;
  /** The kinds whose starts the scanner folds. */
  readonly kinds: Set<ItemKind>;
}

/** An event that is taken here, with what belongs to it on both sides. */
interface Subject {
  readonly event: RunEvent;
  readonly shared: SharedRun;
  readonly rules: RunRules;
  /** What the event starts or finishes. */
  readonly own: Entity | undefined;
  readonly named: readonly Entity[];
  /** The addresses of its run and its writer. */
  readonly run: number;
  readonly writer: number;
  /** Whether the scanner found what the event names. */
  readonly isFound: boolean;
}

/** What starts inside these has their names. */
const NAMING_KINDS: readonly string[] = ["host", "job", "step"];

const HOST_KIND = SCANNED_KINDS.indexOf("host");

/**
 * Keeps one state in two places. The rules and the summary own it. The scanner
 * folds events without surprise by what it knows of their state; what that
 * changed is handed over before an event that needs it is taken here.
 */
export class Handover {
  readonly #engine: Engine;
  readonly #rules: LifecycleRules;
  readonly #summary: Summary | undefined;
  readonly #things: Things;
  readonly #listings: Listings;
  readonly #types: EventRegistry;
  readonly #runs = new Map<number, SharedRun>();

  /**
   * @param engine The scanner.
   * @param reducers The rules, and the summary where somebody wants it.
   * @param types Custom types, whose events are never folded.
   */
  constructor(
    engine: Engine,
    reducers: { readonly rules: LifecycleRules; readonly summary: Summary | undefined },
    types: EventRegistry,
  ) {
    this.#engine = engine;
    this.#rules = reducers.rules;
    this.#summary = reducers.summary;
    this.#types = types;
    this.#things = new Things(engine);
    this.#listings = new Listings(engine, this.#things);
    if (this.#summary === undefined) engine.calls.keepNoSummary();
  }

  /**
   * Takes an event that the scanner did not fold.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    // Lone surrogates have no UTF-8: the scanner never meets such a run.
    const subject = event.correlation.runId.isWellFormed() ? this.#subjectOf(event) : undefined;
    if (subject !== undefined) this.#prepare(subject);
    const take = (): void => {
      this.#rules.step(event, place);
      this.#summary?.step(event, place);
    };
    const loss = lossOf(event);
    if (loss === undefined) take();
    else this.#changeNumbers(event.correlation.runId, loss.writer, take);
    if (subject !== undefined) this.#mirror(subject);
  }

  /**
   * Takes the number of an event that was refused.
   *
   * @param identity Which event it was.
   * @param place Where it is.
   */
  refuse(identity: EventIdentity, place: Place): void {
    this.#changeNumbers(identity.runId, identity.writer, () => this.#rules.refuse(identity, place));
  }

  /** Hands over everything, at the end of the file. */
  end(): void {
    const { calls } = this.#engine;
    for (const [run, { id }] of this.#runs) {
      this.#takeListed(run, id);
      this.#takeHeld(run, () => true);
    }
    for (let thing = calls.openAt(0); thing !== 0; thing = calls.openAt(calls.nextIndex())) {
      const run = this.#runs.get(calls.runOfThing(thing));
      if (run !== undefined) {
        this.#takeTail(calls.tailOf(thing), run.id, this.#things.entity(thing));
      }
    }
    for (const [run, shared] of this.#runs) {
      this.#takeTail(calls.tailOfRun(run), shared.id);
      const folded = foldedEvents(this.#engine, run, shared.types);
      if (folded !== undefined) this.#summary?.of(shared.id)?.totals.add(folded);
      this.#rules.of(shared.id).sortOpen();
      this.#summary?.of(shared.id)?.sortStarted();
    }
  }

  #subjectOf(event: RunEvent): Subject {
    const { calls } = this.#engine;
    const found = calls.foundWriter();
    const writer = found === 0
      ? this.#writer(event.correlation.runId, event.correlation.writer)
      : found;
    const run = calls.runOf(writer);
    const { runId } = event.correlation;
    let shared = this.#runs.get(run);
    if (shared === undefined) {
      shared = { id: runId, types: new Map(), seen: new Set(), kinds: new Set() };
      this.#runs.set(run, shared);
    }
    return {
      event,
      run,
      writer,
      isFound: found !== 0,
      shared,
      rules: this.#rules.of(runId),
      own: entityOf(event, "starts") ?? entityOf(event, "finishes"),
      named: namedBy(event),
    };
  }

  /** Does on both sides what changes the numbers of a writer without an event of its own. */
  #changeNumbers(runId: string, writer: string | undefined, change: () => void): void {
    // Nor does it meet a writer without a name, which only what is refused has.
    if (!runId.isWellFormed() || writer?.isWellFormed() === false || writer === "") return change();
    const { calls } = this.#engine;
    const address = this.#writer(runId, writer);
    const seq = calls.writerSeq(address);
    if (seq !== 0) this.#rules.of(runId).sequence(writer).skipTo(seq, calls.writerMoment(address));
    change();
    const { highest, lastMs } = this.#rules.of(runId).sequence(writer);
    calls.setWriter(address, highest, lastMs);
  }

  #writer(runId: string, writer = ""): number {
    const name = writer.isWellFormed() ? writer : "";
    const length = this.#engine.put(runId + name);
    const nameLength = name === "" ? 0 : byteLength(name);
    return this.#engine.calls.addWriter(length - nameLength, nameLength);
  }

  /** Looks for what is open and has an id. */
  #find({ run, isFound }: Subject, entity: Entity): number {
    const { calls } = this.#engine;
    const kind = kindIndex(entity);
    return isFound && entity.kind !== "tool"
      ? calls.openNamed(kind)
      : calls.openThing(run, kind, this.#engine.put(entity.id));
  }

  /** Tells the rules and the summary all that they need for an event. */
  #prepare(subject: Subject): void {
    const { calls } = this.#engine;
    const { event: { correlation: { runId, writer } }, rules } = subject;
    if (writer === undefined || writer.isWellFormed()) {
      const sequence = rules.sequence(writer);
      const seq = calls.writerSeq(subject.writer);
      if (seq !== sequence.highest) sequence.skipTo(seq, calls.writerMoment(subject.writer));
    }
    if (calls.isFull() !== 0) {
      for (const [run, { id }] of this.#runs) this.#takeListed(run, id);
    } else if (isListing(subject)) this.#takeListed(subject.run, runId);
    const lent: Entity[] = [];
    for (const entity of subject.named) {
      if (this.#prepareEntity(subject, entity) === "held") lent.push(entity);
    }
    rules.lend(lent);
    if (isOutput(subject)) this.#takeTail(calls.tailOfRun(subject.run), runId);
    this.#prepareParent(subject);
  }

  /** Takes what the event starts, finishes or writes to; what it only names may stay with the scanner. */
  #prepareEntity(subject: Subject, entity: Entity): "held" | "known" {
    const { calls } = this.#engine;
    const { rules, own, shared: { id } } = subject;
    const thing = this.#find(subject, entity);
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
    const parent = this.#find(subject, own);
    if (parent === 0 || calls.hasChildren(parent) === 0) return;
    this.#takeHeld(run, (thing) => calls.isInside(thing, parent) !== 0);
  }

  #takeHeld(run: number, isWanted: (thing: number) => boolean): void {
    const { calls } = this.#engine;
    const { id } = this.#runs.get(run)!;
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

  /** Tells the scanner what an event changed. */
  #mirror(subject: Subject): void {
    const { calls } = this.#engine;
    const { event: { type, correlation: { writer } }, own, rules, run, shared } = subject;
    if (writer === undefined || writer.isWellFormed()) {
      const { highest, lastMs } = rules.sequence(writer);
      calls.setWriter(subject.writer, highest, lastMs);
    }
    if (rules.finished) calls.finishRun(run);
    // What a note says is for the rules and the summary each time.
    if (!shared.seen.has(type) && !isRepairNote(subject.event)) this.#seeType(run, shared, type);
    for (const entity of subject.named) this.#mirrorEntity(subject, entity);
    if (own !== undefined) this.#mirrorKind(subject, own.kind as ItemKind);
    if (isListing(subject)) this.#mirrorListed(subject);
  }

  #seeType(run: number, { seen, types }: SharedRun, type: string): void {
    seen.add(type);
    if (!isKnownType(type) || this.#types.has(type)) return;
    const index = this.#engine.calls.seeType(run, this.#engine.put(type));
    if (index >= 0) types.set(index, type);
  }

  #mirrorEntity(subject: Subject, entity: Entity): void {
    const { calls } = this.#engine;
    const kind = kindIndex(entity);
    const thing = this.#find(subject, entity);
    switch (subject.rules.stateOf(entity)) {
      case "open":
        if (thing === 0) calls.markOpen(kind);
        return;
      case "closed":
        if (calls.isClosed(kind) === 0) calls.markClosed(kind);
        return;
      case "unknown":
        calls.markUnknown(kind);
        return;
      case "unnamed":
    }
  }

  #mirrorKind({ event: { type }, run, shared }: Subject, kind: ItemKind): void {
    const endings = ENDINGS.get(kind);
    if (endings === undefined || (eventRule(type)?.starts === kind && shared.kinds.has(kind))) {
      return;
    }
    shared.kinds.add(kind);
    const summary = this.#summary?.of(shared.id);
    if (summary === undefined) return;
    const statuses = summary.totals.statuses(kind);
    const seen = endings.reduce(
      (mask, { status }, index) => mask | Number(statuses.includes(status)) << index,
      0,
    );
    const { calls } = this.#engine;
    const index = SCANNED_KINDS.indexOf(kind);
    calls.seeKind(run, index, seen);
    const slowestMs = summary.lists.slowestMs(kind);
    if (slowestMs === undefined) return;
    calls.seeSlowest(run, index);
    for (const durationMs of slowestMs) calls.seeSlow(run, index, durationMs);
  }

  #mirrorListed({ run, shared }: Subject): void {
    const listed = this.#summary?.of(shared.id)?.lists.listed();
    if (listed !== undefined) this.#engine.calls.seeListed(run, listed.failures, listed.retried);
  }
}

function kindIndex({ kind }: Entity): number {
  return (SCANNED_KINDS as readonly string[]).indexOf(kind);
}

function isOutput({ event: { type } }: Subject): boolean {
  return outputKey(type) !== undefined;
}

function isRetry({ event: { type } }: Subject): boolean {
  return type === "resource_retry";
}

/** Whether an event may change what a summary lists. */
function isListing(subject: Subject): boolean {
  return subject.own !== undefined || isRetry(subject);
}

/** What an event names, as far as the scanner can meet it. */
function namedBy(event: RunEvent): readonly Entity[] {
  const entities: Entity[] = [];
  for (const kind of ID_KINDS) {
    const id = event.correlation[idKey(kind)];
    if (id !== undefined && id.isWellFormed()) entities.push({ kind, id });
  }
  const own = entityOf(event, "starts") ?? entityOf(event, "finishes");
  if (own?.kind === "tool" && own.id.isWellFormed()) entities.push(own);
  return entities;
}

const UTF8 = new TextEncoder();

function byteLength(text: string): number {
  return UTF8.encode(text).length;
}
