import { type Entity, ID_KINDS, idKey } from "./entity.ts";
import type { EntityStates } from "./entity_states.ts";
import type { RunEvent } from "./event.ts";
import { IdSet } from "./id_set.ts";
import type { Place, RunReport } from "./issue.ts";

/** The rules for what `correlation` names: it must have been started, and better not be finished. */
export class ReferenceRules {
  readonly #states: Pick<EntityStates<unknown>, "of">;
  readonly #report: RunReport;
  /** What was named and nothing started: reported once each. */
  readonly #unknown = new Map<Entity["kind"], IdSet>();
  #lent: readonly Entity[] = [];

  /**
   * @param states What was started and finished.
   * @param report Called for each issue.
   */
  constructor(states: Pick<EntityStates<unknown>, "of">, report: RunReport) {
    this.#states = states;
    this.#report = report;
  }

  /**
   * Takes the next event.
   *
   * @param event The event.
   * @param place Where it is.
   * @param own What it starts or finishes itself.
   */
  step(event: RunEvent, place: Place, own: Entity | undefined): void {
    for (const kind of ID_KINDS) {
      const id = event.correlation[idKey(kind)];
      if (id === undefined || own?.kind === kind) continue;
      const state = this.#isLent({ kind, id }) ? "open" : this.#states.of({ kind, id });
      if (state === "open") continue;
      const path = `correlation.${idKey(kind)}`;
      if (state === "closed") {
        const message = `Found ${event.type} after ${kind}_finished of ${JSON.stringify(id)}`;
        this.#report("child_after_parent", place, { path, message });
        continue;
      }
      if (this.hasNamed({ kind, id })) continue;
      this.#addUnknown({ kind, id });
      const message = `Found no ${kind}_started for ${JSON.stringify(id)}`;
      this.#report("unknown_reference", place, { path, message });
    }
  }

  /**
   * Tells whether something was named that nothing had started.
   *
   * @param entity The thing.
   * @returns Whether it was.
   */
  hasNamed({ kind, id }: Entity): boolean {
    return this.#unknown.get(kind)?.has(id) === true;
  }

  /**
   * Takes as open, for the next event, what is not known to be.
   *
   * @param entities What earlier events started.
   */
  lend(entities: readonly Entity[]): void {
    this.#lent = entities;
  }

  #isLent(entity: Entity): boolean {
    return this.#lent.some(({ kind, id }) => kind === entity.kind && id === entity.id);
  }

  #addUnknown({ kind, id }: Entity): void {
    let set = this.#unknown.get(kind);
    if (set === undefined) {
      set = new IdSet();
      this.#unknown.set(kind, set);
    }
    set.add(id);
  }
}
