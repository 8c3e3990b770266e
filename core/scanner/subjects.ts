import { type Entity, entityOf, ID_KINDS, idKey } from "../entity.ts";
import type { RunEvent } from "../event.ts";
import type { LifecycleRules } from "../lifecycle.ts";
import type { RunRules } from "../run_rules.ts";
import type { ItemKind } from "../run_summary.ts";
import type { Engine } from "./engine.ts";
import { outputKey, SCANNED_KINDS } from "./scan_plan.ts";

/** A run that both sides know. */
export interface SharedRun {
  /** Its id. */
  readonly id: string;
  /** The types whose events the scanner folds, by its number for them. */
  readonly types: Map<number, string>;
  /** The types that occurred. */
  readonly seen: Set<string>;
  /** The kinds whose starts the scanner folds. */
  readonly kinds: Set<ItemKind>;
}

/** An event that the reference takes, with what belongs to it on both sides. */
export interface Subject {
  /** The event. */
  readonly event: RunEvent;
  /** Its run. */
  readonly shared: SharedRun;
  /** The rules of its run. */
  readonly rules: RunRules;
  /** What the event starts or finishes. */
  readonly own: Entity | undefined;
  /** What the event names, as far as the scanner can meet it. */
  readonly named: readonly Entity[];
  /** The address of its run. */
  readonly run: number;
  /** The address of its writer. */
  readonly writer: number;
  /** Whether the scanner found what the event names. */
  readonly isFound: boolean;
}

/** Finds on both sides what belongs to events that the reference takes. */
export class Subjects {
  readonly #engine: Engine;
  readonly #rules: LifecycleRules;
  readonly #runs = new Map<number, SharedRun>();

  /**
   * @param engine The scanner.
   * @param rules The rules.
   */
  constructor(engine: Engine, rules: LifecycleRules) {
    this.#engine = engine;
    this.#rules = rules;
  }

  /** The runs that both sides know, by address. */
  get runs(): ReadonlyMap<number, SharedRun> {
    return this.#runs;
  }

  /**
   * Finds what belongs to an event.
   *
   * @param event The event that the scanner did not fold, of a run whose id is well-formed.
   * @returns The event, and all of it.
   */
  of(event: RunEvent): Subject {
    const { calls } = this.#engine;
    const found = calls.foundWriter();
    const writer = found === 0
      ? this.writer(event.correlation.runId, event.correlation.writer)
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

  /**
   * Gives the scanner's address of a writer.
   *
   * @param runId The run.
   * @param writer The writer's name; without one it is the run's first process.
   * @returns The address; the scanner knows the writer with this.
   */
  writer(runId: string, writer = ""): number {
    const name = writer.isWellFormed() ? writer : "";
    const length = this.#engine.put(runId + name);
    const nameLength = name === "" ? 0 : byteLength(name);
    return this.#engine.calls.addWriter(length - nameLength, nameLength);
  }

  /**
   * Looks for something that the scanner holds open.
   *
   * @param subject An event that names it.
   * @param entity The thing.
   * @returns Its address; 0 where it is not open there.
   */
  find({ run, isFound }: Subject, entity: Entity): number {
    const { calls } = this.#engine;
    const kind = kindIndex(entity);
    return isFound && entity.kind !== "tool"
      ? calls.openNamed(kind)
      : calls.openThing(run, kind, this.#engine.put(entity.id));
  }
}

/**
 * Gives the scanner's number of a kind.
 *
 * @param entity A thing of the kind.
 * @returns The number; -1 for runs.
 */
export function kindIndex({ kind }: Entity): number {
  return (SCANNED_KINDS as readonly string[]).indexOf(kind);
}

/**
 * Tells whether an event carries output.
 *
 * @param subject The event.
 * @returns Whether it does.
 */
export function isOutput({ event: { type } }: Subject): boolean {
  return outputKey(type) !== undefined;
}

/**
 * Tells whether an event says that a resource is tried again.
 *
 * @param subject The event.
 * @returns Whether it does.
 */
export function isRetry({ event: { type } }: Subject): boolean {
  return type === "resource_retry";
}

/**
 * Tells whether an event may change what a summary lists.
 *
 * @param subject The event.
 * @returns Whether it may.
 */
export function isListing(subject: Subject): boolean {
  return subject.own !== undefined || isRetry(subject);
}

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
