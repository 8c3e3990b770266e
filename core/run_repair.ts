import { encodeEventBytes } from "./encode.ts";
import { type Entity, entityKey, entityOf, ID_KINDS, idKey } from "./entity.ts";
import { EntityStates } from "./entity_states.ts";
import type { EventDraft, RunEvent } from "./event.ts";
import type { IssueCode } from "./issue.ts";
import type { ResourceStatus } from "./lifecycle_events.ts";
import { type Loss, lossOf, LOST, REPAIR_WRITER, SET_ASIDE, type TakenOut } from "./repair_note.ts";
import type { Made } from "./repair_output.ts";
import { Stamper } from "./stamp.ts";
import { type LateStart, neededBy, type RunPlan } from "./survey.ts";
import { syntheticFinish, syntheticStart } from "./synthetic.ts";
import { WrittenNumbers } from "./written_numbers.ts";

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

/** Writes one run again, so that it is sound. */
export class RunRepair {
  readonly #plan: RunPlan;
  readonly #output: RunOutput;
  readonly #states = new EntityStates<Open>();
  readonly #numbers: WrittenNumbers;
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
    this.#numbers = new WrittenNumbers(plan);
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
    const taken = this.#numbers.taken(event, bytes);
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
    for (const [from, to] of this.#numbers.write(event)) this.#lose(event, from, to);
    const loss = lossOf(event);
    if (loss !== undefined) this.#numbers.lose(loss);
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
    this.#numbers.lose(loss);
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
}

/** The later of two timestamps of the wire format. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}
