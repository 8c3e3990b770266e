import type { EventIdentity } from "./correlation.ts";
import { type Entity, entityOf, ID_KINDS, idKey, nameOf } from "./entity.ts";
import { type EntityState, EntityStates } from "./entity_states.ts";
import type { RunEvent } from "./event.ts";
import { IdSet } from "./id_set.ts";
import { type Issue, issue, type IssueCode, type Place } from "./issue.ts";
import type { HostFinished, ResourceStatus, RunFinished } from "./lifecycle_events.ts";
import { keptText } from "./output_tail.ts";
import { isRepairNote, lossOf } from "./repair_note.ts";
import { SequenceRules } from "./sequence_rules.ts";

type Counts = { [Status in ResourceStatus]: number };

const STATUSES = ["ok", "changed", "failed"] as const;

/** Something that was started and not finished yet. */
interface Open {
  readonly entity: Entity;
  readonly place: Place;
  readonly name: string;
  /** Resources of a host that have finished. */
  readonly counts: Counts;
}

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
      run = new RunRules(runId, this.#report);
      this.#runs.set(runId, run);
    }
    return run;
  }

  /** Ends the stream: reports what was lost and what was never finished. */
  end(): void {
    for (const run of this.#runs.values()) run.end();
  }
}

/**
 * The rules of one run. A reader that judges events without fault by itself
 * tells it afterwards what they changed.
 */
export class RunRules {
  readonly #runId: string;
  readonly #report: (issue: Issue) => void;
  readonly #writers = new Map<string | undefined, SequenceRules>();
  readonly #states = new EntityStates<Open>();
  /** What `correlation` named and nothing started: reported once each. */
  readonly #unknown = new Map<Entity["kind"], IdSet>();
  /** What is open without being known here. */
  #lent: readonly Entity[] = [];
  #seen = false;
  #finished = false;
  #hosts = 0;

  /**
   * @param runId The run.
   * @param report Called for each issue.
   */
  constructor(runId: string, report: (issue: Issue) => void) {
    this.#runId = runId;
    this.#report = report;
  }

  /** Whether it has events. */
  get hasEvents(): boolean {
    return this.#seen;
  }

  /** Whether the run has finished. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * Takes the run's next event.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    this.sequence(event.correlation.writer).step(event, place);
    const loss = lossOf(event);
    if (loss !== undefined) this.sequence(loss.writer).lose(loss, place);
    this.#border(event, place);
    const started = entityOf(event, "starts");
    const finished = entityOf(event, "finishes");
    this.#references(event, place, started ?? finished);
    if (started !== undefined) this.#start(started, event, place);
    if (finished !== undefined) this.#finish(finished, event, place);
  }

  /**
   * Takes the number of an event that was refused.
   *
   * @param identity Which event it was.
   * @param place Where it is.
   */
  refuse({ writer, seq }: EventIdentity, place: Place): void {
    this.sequence(writer).refuse(seq, place);
  }

  /** Ends the stream. */
  end(): void {
    for (const writer of this.#writers.values()) writer.end();
    for (const { entity, place, name } of this.#states.open()) {
      const message = `Found no ${finishType(entity)} for ${name}`;
      this.#issue("start_without_finish", place, { path: pathOf(entity), message });
    }
  }

  /**
   * Tells how the run knows an id.
   *
   * @param entity What the id is of.
   * @returns Its state; `unnamed` where nothing has named it either.
   */
  stateOf(entity: Entity): EntityState | "unnamed" {
    const state = this.#states.of(entity);
    const isNamed = state !== "unknown" || this.#unknown.get(entity.kind)?.has(entity.id) === true;
    return isNamed ? state : "unnamed";
  }

  /**
   * Tells what else is open, as far as the next event names it without starting or finishing it.
   *
   * @param entities What earlier events started.
   */
  lend(entities: readonly Entity[]): void {
    this.#lent = entities;
  }

  /**
   * Opens what an earlier event started.
   *
   * @param event The event that started it.
   * @param place Where it is.
   */
  resume(event: RunEvent, place: Place): void {
    const started = entityOf(event, "starts");
    if (started !== undefined) this.#start(started, event, place);
  }

  /**
   * Closes what earlier events started and finished.
   *
   * @param entity What they started.
   */
  close(entity: Entity): void {
    this.#states.finish(entity);
  }

  /**
   * Counts resources of a host that earlier events finished.
   *
   * @param hostId A host that is open.
   * @param counts How many, by status.
   */
  addResources(hostId: string, counts: Readonly<Counts>): void {
    const host = this.#states.detail({ kind: "host", id: hostId });
    if (host === undefined) return;
    for (const status of STATUSES) host.counts[status] += counts[status];
  }

  /**
   * Counts hosts that earlier events started and finished.
   *
   * @param count How many.
   */
  addHosts(count: number): void {
    this.#hosts += count;
  }

  /** Puts what is open into the order of its start, after some of it was resumed late. */
  sortOpen(): void {
    this.#states.sortOpen((a, b) => a.place.line - b.place.line);
  }

  /**
   * Gives the rules for the numbers of one writer.
   *
   * @param name The writer; undefined for the run's first process.
   * @returns Its rules; they begin with this where the writer is new.
   */
  sequence(name: string | undefined): SequenceRules {
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = new SequenceRules(this.#runId, name, this.#report);
      this.#writers.set(name, writer);
    }
    return writer;
  }

  /** The run's first event and those after its last. */
  #border(event: RunEvent, place: Place): void {
    if (isRepairNote(event)) return;
    if (!this.#seen && event.type !== "run_started") {
      const message = `Found ${event.type} before run_started`;
      this.#issue("event_before_start", place, { path: "type", message });
    }
    this.#seen = true;
    if (this.#finished && event.type !== "run_finished" && event.type !== "run_started") {
      const message = `Found ${event.type} after run_finished`;
      this.#issue("event_after_finish", place, { path: "type", message });
    }
  }

  /** What `correlation` names must have been started, and better not be finished. */
  #references(event: RunEvent, place: Place, own: Entity | undefined): void {
    for (const kind of ID_KINDS) {
      const id = event.correlation[idKey(kind)];
      if (id === undefined || own?.kind === kind) continue;
      const state = this.#isLent({ kind, id }) ? "open" : this.#states.of({ kind, id });
      if (state === "open") continue;
      const path = `correlation.${idKey(kind)}`;
      if (state === "closed") {
        const message = `Found ${event.type} after ${kind}_finished of ${JSON.stringify(id)}`;
        this.#issue("child_after_parent", place, { path, message });
        continue;
      }
      if (this.#unknown.get(kind)?.has(id)) continue;
      this.#addUnknown({ kind, id });
      const message = `Found no ${kind}_started for ${JSON.stringify(id)}`;
      this.#issue("unknown_reference", place, { path, message });
    }
  }

  #isLent(entity: Entity): boolean {
    return this.#lent.some(({ kind, id }) => kind === entity.kind && id === entity.id);
  }

  #start(entity: Entity, event: RunEvent, place: Place): void {
    const name = `${entity.kind} ${JSON.stringify(keptText(nameOf(event) ?? entity.id))}`;
    if (this.#states.of(entity) !== "unknown") {
      const message = `Found ${event.type} again for ${JSON.stringify(entity.id)}`;
      this.#issue("duplicate_start", place, { path: pathOf(entity), message });
      return;
    }
    if (entity.kind === "host") this.#hosts++;
    const counts = { ok: 0, changed: 0, failed: 0 };
    this.#states.start(entity, { entity, place, name, counts });
  }

  #finish(entity: Entity, event: RunEvent, place: Place): void {
    const state = this.#states.of(entity);
    const open = this.#states.finish(entity);
    if (open === undefined) {
      const again = state === "closed";
      const message = again
        ? `Found ${event.type} again for ${JSON.stringify(entity.id)}`
        : `Found no ${startType(entity)} for ${JSON.stringify(entity.id)}`;
      const code = again ? "duplicate_finish" : "finish_without_start";
      this.#issue(code, place, { path: pathOf(entity), message });
    }
    if (event.type === "run_finished") this.#finishRun(event, place);
    if (event.type === "host_finished" && open !== undefined) {
      this.#compareCounts(event, open, place);
    }
    if (event.type === "resource_finished" && event.status !== undefined) {
      const { hostId } = event.correlation;
      const host = hostId === undefined
        ? undefined
        : this.#states.detail({ kind: "host", id: hostId });
      if (host !== undefined && open !== undefined) host.counts[event.status]++;
    }
  }

  #addUnknown({ kind, id }: Entity): void {
    let set = this.#unknown.get(kind);
    if (set === undefined) {
      set = new IdSet();
      this.#unknown.set(kind, set);
    }
    set.add(id);
  }

  #finishRun(event: RunFinished, place: Place): void {
    this.#finished = true;
    if (event.hostCount === undefined || event.hostCount === this.#hosts) return;
    const message =
      `Expected ${this.#hosts} by the hosts that were started, found ${event.hostCount}`;
    this.#issue("host_counts", place, { path: "hostCount", message });
  }

  #compareCounts(event: HostFinished, { counts }: Open, place: Place): void {
    for (const status of STATUSES) {
      if (event[status] === undefined || event[status] === counts[status]) continue;
      const message = `Expected ${counts[status]} by the resources that finished, found ${
        event[status]
      }`;
      this.#issue("host_counts", place, { path: status, message });
    }
  }

  #issue(
    code: IssueCode,
    place: Place,
    details: { readonly path: string; readonly message: string },
  ): void {
    this.#report(issue(code, place, { ...details, runId: this.#runId }));
  }
}

function pathOf({ kind }: Entity): string {
  return kind === "tool" ? "callId" : `correlation.${kind}Id`;
}

function startType({ kind }: Entity): string {
  return kind === "tool" ? "tool_call" : `${kind}_started`;
}

function finishType({ kind }: Entity): string {
  return kind === "tool" ? "tool_result" : `${kind}_finished`;
}
