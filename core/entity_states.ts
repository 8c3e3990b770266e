import { type Entity, entityKey } from "./entity.ts";
import type { EntityKind } from "./event_table.ts";
import { IdSet } from "./id_set.ts";

/** What has become of something: `unknown` where it was never started. */
export type EntityState = "unknown" | "open" | "closed";

/**
 * What of a run was started and what was finished, in memory that grows with
 * what is open and with the ids that the run did not take from a bus.
 *
 * @typeParam Detail What is kept of a thing while it is open.
 */
export class EntityStates<Detail> {
  readonly #open = new Map<string, Detail>();
  readonly #closed = new Map<EntityKind, IdSet>();

  /**
   * Tells what has become of something.
   *
   * @param entity The thing.
   * @returns Its state.
   */
  of(entity: Entity): EntityState {
    if (this.#open.has(entityKey(entity))) return "open";
    return this.#closed.get(entity.kind)?.has(entity.id) === true ? "closed" : "unknown";
  }

  /**
   * Gives what is kept of something that is open.
   *
   * @param entity The thing.
   * @returns Undefined where it is not open.
   */
  detail(entity: Entity): Detail | undefined {
    return this.#open.get(entityKey(entity));
  }

  /**
   * Starts something.
   *
   * @param entity The thing.
   * @param detail What to keep while it is open.
   */
  start(entity: Entity, detail: Detail): void {
    this.#open.set(entityKey(entity), detail);
  }

  /**
   * Finishes something.
   *
   * @param entity The thing.
   * @returns What was kept of it; undefined where it was not open.
   */
  finish(entity: Entity): Detail | undefined {
    const detail = this.detail(entity);
    this.#open.delete(entityKey(entity));
    let closed = this.#closed.get(entity.kind);
    if (closed === undefined) {
      closed = new IdSet();
      this.#closed.set(entity.kind, closed);
    }
    closed.add(entity.id);
    return detail;
  }

  /**
   * Puts what is open into another order.
   *
   * @param compare Compares two details as `Array.sort` has it.
   */
  sortOpen(compare: (one: Detail, other: Detail) => number): void {
    const sorted = [...this.#open].sort(([, one], [, other]) => compare(one, other));
    this.#open.clear();
    for (const [key, detail] of sorted) this.#open.set(key, detail);
  }

  /**
   * Gives what is kept of all that is open.
   *
   * @returns The details in order of start.
   */
  open(): Iterable<Detail> {
    return this.#open.values();
  }
}
