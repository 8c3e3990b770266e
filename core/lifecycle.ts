import type { EventIdentity } from "./correlation.ts";
import { type Entity, entityOf, ID_KINDS, idKey, nameOf } from "./entity.ts";
import { EntityStates } from "./entity_states.ts";
import type { RunEvent } from "./event.ts";
import { IdSet } from "./id_set.ts";
import { type Issue, issue, type IssueCode, type Place } from "./issue.ts";
import type { HostFinished, ResourceStatus, RunFinished } from "./lifecycle_events.ts";
import { keptText } from "./output_tail.ts";
import { isRepairNote, lossOf } from "./repair_note.ts";
import { SequenceRules } from "./sequence_rules.ts";

type Counts = { [Status in ResourceStatus]: number };

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
    this.#run(event.correlation.runId).step(event, place);
  }

  /**
   * Takes the number of an event that was refused: it came, so that it is not lost.
   *
   * @param identity Which event it was.
   * @param place Where it is.
   */
  refuse(identity: EventIdentity, place: Place): void {
    this.#run(identity.runId).refuse(identity, place);
  }

  /** Ends the stream: reports what was lost and what was never finished. */
  end(): void {
    for (const run of this.#runs.values()) run.end();
  }

  #run(runId: string): RunRules {
    let run = this.#runs.get(runId);
    if (run === undefined) {
      run = new RunRules(runId, this.#report);
      this.#runs.set(runId, run);
    }
    return run;
  }
}

/** The rules of one run. */
class RunRules {
  readonly #runId: string;
  readonly #report: (issue: Issue) => void;
  readonly #writers = new Map<string | undefined, SequenceRules>();
  readonly #states = new EntityStates<Open>();
  /** What `correlation` named and nothing started: reported once each. */
  readonly #unknown = new Map<Entity["kind"], IdSet>();
  #seen = false;
  #finished = false;
  #hosts = 0;

  constructor(runId: string, report: (issue: Issue) => void) {
    this.#runId = runId;
    this.#report = report;
  }

  get hasEvents(): boolean {
    return this.#seen;
  }

  step(event: RunEvent, place: Place): void {
    this.#writer(event.correlation.writer).step(event, place);
    const loss = lossOf(event);
    if (loss !== undefined) this.#writer(loss.writer).lose(loss, place);
    this.#border(event, place);
    const started = entityOf(event, "starts");
    const finished = entityOf(event, "finishes");
    this.#references(event, place, started ?? finished);
    if (started !== undefined) this.#start(started, event, place);
    if (finished !== undefined) this.#finish(finished, event, place);
  }

  refuse({ writer, seq }: EventIdentity, place: Place): void {
    this.#writer(writer).refuse(seq, place);
  }

  end(): void {
    for (const writer of this.#writers.values()) writer.end();
    for (const { entity, place, name } of this.#states.open()) {
      const message = `Found no ${finishType(entity)} for ${name}`;
      this.#issue("start_without_finish", place, { path: pathOf(entity), message });
    }
  }

  #writer(name: string | undefined): SequenceRules {
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
      const state = this.#states.of({ kind, id });
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
    for (const status of ["ok", "changed", "failed"] as const) {
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
