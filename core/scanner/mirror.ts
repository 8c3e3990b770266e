import { isKnownType } from "../check.ts";
import type { Entity } from "../entity.ts";
import type { EventRegistry } from "../event_registry.ts";
import { eventRule } from "../event_table.ts";
import { isRepairNote } from "../repair_note.ts";
import type { ItemKind } from "../run_summary.ts";
import type { Summary } from "../summary.ts";
import type { Engine } from "./engine.ts";
import { ENDINGS, SCANNED_KINDS } from "./scan_plan.ts";
import type { Sides } from "./sides.ts";
import { isListing, kindIndex, type SharedRun, type Subject, type Subjects } from "./subjects.ts";

/** Tells the scanner what events changed that the reference took. */
export class Mirror {
  readonly #engine: Engine;
  readonly #summary: Summary | undefined;
  readonly #subjects: Subjects;
  readonly #types: EventRegistry;

  /**
   * @param sides Who keeps the state.
   * @param subjects What events speak of.
   * @param types Custom types, whose events are never folded.
   */
  constructor({ engine, summary }: Sides, subjects: Subjects, types: EventRegistry) {
    this.#engine = engine;
    this.#summary = summary;
    this.#subjects = subjects;
    this.#types = types;
  }

  /**
   * Tells what an event changed.
   *
   * @param subject The event, which the rules and the summary have taken.
   */
  step(subject: Subject): void {
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
    const thing = this.#subjects.find(subject, entity);
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
