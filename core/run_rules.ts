import type { EventIdentity } from "./correlation.ts";
import { type Entity, entityOf, nameOf } from "./entity.ts";
import { type EntityState, EntityStates } from "./entity_states.ts";
import type { RunEvent } from "./event.ts";
import { HostCountRules, type HostCounts } from "./host_count_rules.ts";
import type { Place, RunReport } from "./issue.ts";
import { keptText } from "./output_tail.ts";
import { ReferenceRules } from "./reference_rules.ts";
import { isRepairNote, lossOf } from "./repair_note.ts";
import { SequenceRules } from "./sequence_rules.ts";

/** Something that was started and not finished yet. */
interface Open {
  readonly entity: Entity;
  readonly place: Place;
  readonly name: string;
}

/**
 * The rules of one run. A reader that judges events without fault by itself
 * tells it afterwards what they changed.
 */
export class RunRules {
  readonly #report: RunReport;
  readonly #writers = new Map<string | undefined, SequenceRules>();
  readonly #states = new EntityStates<Open>();
  readonly #references: ReferenceRules;
  readonly #hosts: HostCountRules;
  #seen = false;
  #finished = false;

  /** @param report Called for each issue. */
  constructor(report: RunReport) {
    this.#report = report;
    this.#references = new ReferenceRules(this.#states, report);
    this.#hosts = new HostCountRules(report);
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
    this.#references.step(event, place, started ?? finished);
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
      this.#report("start_without_finish", place, { path: pathOf(entity), message });
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
    return state !== "unknown" || this.#references.hasNamed(entity) ? state : "unnamed";
  }

  /**
   * Tells what else is open, as far as the next event names it without starting or finishing it.
   *
   * @param entities What earlier events started.
   */
  lend(entities: readonly Entity[]): void {
    this.#references.lend(entities);
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
    if (entity.kind === "host") this.#hosts.close(entity.id);
  }

  /**
   * Counts resources of a host that earlier events finished.
   *
   * @param hostId A host that is open.
   * @param counts How many, by status.
   */
  addResources(hostId: string, counts: Readonly<HostCounts>): void {
    this.#hosts.addResources(hostId, counts);
  }

  /**
   * Counts hosts that earlier events started and finished.
   *
   * @param count How many.
   */
  addHosts(count: number): void {
    this.#hosts.addHosts(count);
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
      writer = new SequenceRules(name, this.#report);
      this.#writers.set(name, writer);
    }
    return writer;
  }

  /** The run's first event and those after its last. */
  #border(event: RunEvent, place: Place): void {
    if (isRepairNote(event)) return;
    if (!this.#seen && event.type !== "run_started") {
      const message = `Found ${event.type} before run_started`;
      this.#report("event_before_start", place, { path: "type", message });
    }
    this.#seen = true;
    if (this.#finished && event.type !== "run_finished" && event.type !== "run_started") {
      const message = `Found ${event.type} after run_finished`;
      this.#report("event_after_finish", place, { path: "type", message });
    }
  }

  #start(entity: Entity, event: RunEvent, place: Place): void {
    const name = `${entity.kind} ${JSON.stringify(keptText(nameOf(event) ?? entity.id))}`;
    if (this.#states.of(entity) !== "unknown") {
      const message = `Found ${event.type} again for ${JSON.stringify(entity.id)}`;
      this.#report("duplicate_start", place, { path: pathOf(entity), message });
      return;
    }
    if (entity.kind === "host") this.#hosts.start(entity.id);
    this.#states.start(entity, { entity, place, name });
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
      this.#report(code, place, { path: pathOf(entity), message });
    }
    if (event.type === "run_finished") {
      this.#finished = true;
      this.#hosts.finishRun(event, place);
    }
    if (event.type === "host_finished") this.#hosts.finishHost(event, place);
    if (event.type === "resource_finished" && open !== undefined) {
      const { status, correlation: { hostId } } = event;
      if (hostId !== undefined) this.#hosts.addResources(hostId, { [status]: 1 });
    }
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
