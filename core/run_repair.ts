import { encodeEventBytes } from "./encode.ts";
import { type Entity, entityKey, entityOf, ID_KINDS, idKey } from "./entity.ts";
import { EntityStates } from "./entity_states.ts";
import type { EventDraft, RunEvent } from "./event.ts";
import { fingerprint } from "./fingerprint.ts";
import type { IssueCode } from "./issue.ts";
import type { ResourceStatus } from "./lifecycle_events.ts";
import { NumberRanges } from "./number_ranges.ts";
import { type Loss, lossOf, LOST, REPAIR_WRITER, SET_ASIDE, type TakenOut } from "./repair_note.ts";
import type { Made } from "./repair_output.ts";
import { Stamper } from "./stamp.ts";
import { type LateStart, neededBy, type RunPlan } from "./survey.ts";
import { syntheticFinish, syntheticStart } from "./synthetic.ts";

/** A line of the damaged file that holds an event. */
export interface EventLine {
  /** The line as it is to be written, with the newline. */
  readonly bytes: Uint8Array;
  /** Where the event is, in bytes from the start of the damaged file. */
  readonly offset: number;
  /** Whether a part that was at fault was left out. */
  readonly made: "kept" | "mended";
}

/** Where a repaired run goes. */
export interface RunOutput {
  /**
   * Writes an event.
   *
   * @param bytes Its line, with the newline.
   * @param made What it is.
   * @param event The event.
   */
  write(bytes: Uint8Array, made: Made, event: RunEvent): void;
  /**
   * Takes note that numbers are lost.
   *
   * @param count How many.
   */
  lost(count: number): void;
}

/** Something open. */
interface Open {
  readonly entity: Entity;
  /** The event that started it. */
  readonly start: RunEvent;
  /** Resources of a host that have finished. */
  readonly counts: { [Status in ResourceStatus]: number };
  /** What belongs to it and is never finished. */
  readonly orphans: Entity[];
}

/** How far a writer's numbers have been written. */
interface WriterState {
  highest: number;
  /** Numbers that were said to be lost. */
  readonly lost: NumberRanges;
  /** Of numbers that are repeated, the line that had them first. */
  readonly firsts: Map<number, number>;
}

/** Writes one run again, so that it is sound. */
export class RunRepair {
  readonly #plan: RunPlan;
  readonly #output: RunOutput;
  readonly #states = new EntityStates<Open>();
  readonly #writers = new Map<string | undefined, WriterState>();
  readonly #lateStarts: Map<string, LateStart>;
  readonly #moved = new Set<number>();
  readonly #stamper: Stamper;
  /** The time of what is stamped. */
  #stampTime = "";
  #latest = "";

  /**
   * @param runId The run.
   * @param plan What is known of it.
   * @param output Where it goes.
   */
  constructor(runId: string, plan: RunPlan, output: RunOutput) {
    this.#plan = plan;
    this.#output = output;
    this.#lateStarts = new Map(plan.lateStarts);
    const lastSeq = plan.writers.get(REPAIR_WRITER)?.seen.highest ?? 0;
    this.#stamper = new Stamper({ runId, writer: REPAIR_WRITER }, () => this.#stampTime, {
      lastSeq,
    });
  }

  /**
   * Takes the run's next event.
   *
   * @param event The event.
   * @param line Its line.
   * @returns Why the event has no place in the run; undefined where it was written.
   */
  take(event: RunEvent, line: EventLine): IssueCode | undefined {
    if (this.#moved.has(line.offset)) return undefined;
    return this.#take(event, line.bytes, line.made);
  }

  /**
   * Says in the run that bytes were taken out.
   *
   * @param what The bytes.
   * @param next The event that comes next, where the run has none yet.
   */
  note(what: TakenOut, next?: RunEvent): void {
    this.#add({ type: SET_ASIDE, data: what }, "noted", this.#latest || next?.timestamp);
  }

  /** Ends the run: closes what is open, the last to start first. */
  end(): void {
    for (const open of [...this.#states.open()].reverse()) this.#close(open);
  }

  #take(event: RunEvent, bytes: Uint8Array, made: Made): IssueCode | undefined {
    const taken = this.#isTaken(event, bytes);
    if (taken === "same") return "seq_duplicate";
    const started = entityOf(event, "starts");
    const finished = entityOf(event, "finishes");
    for (const entity of neededBy(event, started ?? finished)) this.#need(entity, event);
    const again = this.#again(started, finished);
    if (again !== undefined) {
      if (taken === undefined) this.#lose(event, event.seq, event.seq);
      return again;
    }
    if (finished !== undefined) this.#closeOrphans(finished);
    if (taken === undefined) this.#write(event, bytes, made);
    else this.#renumber(event);
    if (started !== undefined) this.#start(started, event);
    if (finished !== undefined) this.#finish(finished, event);
    return taken === undefined ? undefined : "seq_duplicate";
  }

  /** Whether the event's number was written before: with the same line, or with another. */
  #isTaken(event: RunEvent, bytes: Uint8Array): "same" | "other" | undefined {
    const { seq, correlation } = event;
    const writer = this.#writer(correlation.writer);
    if (!this.#plan.writers.get(correlation.writer)?.repeated.has(seq)) return undefined;
    const own = fingerprint(bytes);
    const first = writer.firsts.get(seq);
    if (first === own) return "same";
    if (first !== undefined || writer.lost.has(seq)) return "other";
    writer.firsts.set(seq, own);
    return undefined;
  }

  #again(started: Entity | undefined, finished: Entity | undefined): IssueCode | undefined {
    if (started !== undefined && this.#states.of(started) !== "unknown") return "duplicate_start";
    if (finished !== undefined && this.#states.of(finished) === "closed") return "duplicate_finish";
    return undefined;
  }

  /** Sees to it that something is started: by its own start, where that only comes late. */
  #need(entity: Entity, event: RunEvent): void {
    if (this.#states.of(entity) !== "unknown") return;
    const key = entityKey(entity);
    const late = this.#lateStarts.get(key);
    // Taken out first, so that starts that need each other come to an end.
    this.#lateStarts.delete(key);
    if (late !== undefined && this.#take(late.event, late.bytes, "moved") === undefined) {
      this.#moved.add(late.offset);
      return;
    }
    if (this.#states.of(entity) !== "unknown") return;
    this.#start(entity, this.#add(syntheticStart(entity, event), "opened", event.timestamp));
  }

  #start(entity: Entity, event: RunEvent): void {
    const counts = { ok: 0, changed: 0, failed: 0 };
    this.#states.start(entity, { entity, start: event, counts, orphans: [] });
    if (entity.kind === "run" || !this.#plan.unfinished.has(entityKey(entity))) return;
    for (const kind of ID_KINDS) {
      const id = event.correlation[idKey(kind)];
      if (id !== undefined && kind !== entity.kind) {
        this.#states.detail({ kind, id })?.orphans.push(entity);
      }
    }
    const run = { kind: "run", id: event.correlation.runId } as const;
    this.#states.detail(run)?.orphans.push(entity);
  }

  #finish(entity: Entity, event: RunEvent): void {
    this.#states.finish(entity);
    if (event.type !== "resource_finished") return;
    const { hostId } = event.correlation;
    const host = hostId === undefined
      ? undefined
      : this.#states.detail({ kind: "host", id: hostId });
    if (host !== undefined) host.counts[event.status]++;
  }

  /** What never finishes ends before what it belongs to. */
  #closeOrphans(entity: Entity): void {
    for (const orphan of this.#states.detail(entity)?.orphans.reverse() ?? []) {
      const open = this.#states.detail(orphan);
      if (open !== undefined) this.#close(open);
    }
  }

  #close({ entity, start, counts }: Open): void {
    this.#closeOrphans(entity);
    const draft = syntheticFinish(start, { timestamp: this.#latest, counts });
    if (draft !== undefined) this.#finish(entity, this.#add(draft, "closed", this.#latest));
  }

  #write(event: RunEvent, bytes: Uint8Array, made: Made): void {
    const { seq, correlation: { writer: name } } = event;
    const writer = this.#writer(name);
    if (seq > writer.highest + 1) {
      const missing = this.#plan.writers.get(name)?.seen.missing(writer.highest + 1, seq - 1);
      for (const [from, to] of missing ?? []) this.#lose(event, from, to);
    }
    writer.highest = Math.max(writer.highest, seq);
    const loss = lossOf(event);
    if (loss !== undefined) this.#writer(loss.writer).lost.addRange(loss.from, loss.to);
    this.#latest = later(this.#latest, event.timestamp);
    this.#output.write(bytes, made, event);
  }

  /** Gives an event whose number another one has a number of the repair's own. */
  #renumber(event: RunEvent): void {
    const { seq, correlation: { writer } } = event;
    const original = writer === undefined
      ? { originalSeq: seq }
      : { originalSeq: seq, originalWriter: writer };
    this.#add({ ...event, ...original } as EventDraft, "renumbered", event.timestamp);
  }

  #lose({ timestamp, correlation: { writer } }: RunEvent, from: number, to: number): void {
    const loss: Loss = writer === undefined ? { from, to } : { writer, from, to };
    this.#writer(writer).lost.addRange(from, to);
    this.#output.lost(to - from + 1);
    this.#add({ type: LOST, data: loss }, "noted", timestamp);
  }

  #add(draft: EventDraft, made: Made, timestamp = ""): RunEvent {
    this.#stampTime = made === "renumbered" ? timestamp : later(this.#stampTime, timestamp);
    const event = this.#stamper.stamp(draft);
    this.#latest = later(this.#latest, event.timestamp);
    this.#output.write(encodeEventBytes(event), made, event);
    return event;
  }

  #writer(name: string | undefined): WriterState {
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = { highest: 0, lost: new NumberRanges(), firsts: new Map() };
      this.#writers.set(name, writer);
    }
    return writer;
  }
}

/** The later of two timestamps of the wire format. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}
