import type { MaybeSynthetic } from "./correlation.ts";
import type { RunEvent } from "./event.ts";
import { present } from "./present_keys.ts";
import { lossOf } from "./repair_note.ts";
import type { ItemKind, KindCounts, RunSummary } from "./run_summary.ts";

/** How many were started, and how they ended. */
export type FinishedCounts = { total: number; byStatus: { [status: string]: number } };

/** What events that were folded elsewhere add to the totals of a run. */
export interface FoldedEvents {
  /** How many there were of each type. */
  readonly types: ReadonlyMap<string, number>;
  /** The latest timestamp. */
  readonly lastEventAt: string;
  /** How many were started and ended, by kind. */
  readonly kinds: ReadonlyMap<ItemKind, FinishedCounts>;
  /** How many failed. */
  readonly failures: number;
  /** How many attempts were made again. */
  readonly retries: number;
}

/** What of a run is counted, and how late it is. */
export class RunTotals {
  readonly #types = new Map<string, number>();
  readonly #kinds = new Map<ItemKind, FinishedCounts>();
  #lastEventAt: string;
  #events = 0;
  #synthetic = 0;
  #lost = 0;
  #failures = 0;
  #retries = 0;

  /** @param startedAt The first event's time. */
  constructor(startedAt: string) {
    this.#lastEventAt = startedAt;
  }

  /** The latest timestamp. */
  get lastEventAt(): string {
    return this.#lastEventAt;
  }

  /** How many things failed. */
  get failures(): number {
    return this.#failures;
  }

  /** How many attempts were made again. */
  get retries(): number {
    return this.#retries;
  }

  /**
   * Counts an event.
   *
   * @param event The event.
   */
  step(event: RunEvent): void {
    this.#addType(event.type, 1);
    if (event.timestamp > this.#lastEventAt) this.#lastEventAt = event.timestamp;
    if ((event as MaybeSynthetic).synthetic === true) this.#synthetic++;
    if (event.type === "resource_retry") this.#retries++;
    const loss = lossOf(event);
    if (loss !== undefined) this.#lost += loss.to - loss.from + 1;
  }

  /**
   * Counts a thing that was started, or finished without a start.
   *
   * @param kind Its kind.
   */
  start(kind: ItemKind): void {
    this.#count(kind).total++;
  }

  /**
   * Counts a thing that was finished.
   *
   * @param kind Its kind.
   * @param status How it ended.
   */
  finish(kind: ItemKind, status: string): void {
    const { byStatus } = this.#count(kind);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }

  /** Counts a failure. */
  fail(): void {
    this.#failures++;
  }

  /**
   * Adds what earlier events come to.
   *
   * @param folded The events.
   */
  add(folded: FoldedEvents): void {
    for (const [type, count] of folded.types) this.#addType(type, count);
    if (folded.lastEventAt > this.#lastEventAt) this.#lastEventAt = folded.lastEventAt;
    for (const [kind, { total, byStatus }] of folded.kinds) {
      const counts = this.#count(kind);
      counts.total += total;
      for (const [status, count] of Object.entries(byStatus)) {
        counts.byStatus[status] = (counts.byStatus[status] ?? 0) + count;
      }
    }
    this.#failures += folded.failures;
    this.#retries += folded.retries;
  }

  /**
   * Tells in which ways things of a kind ended.
   *
   * @param kind The kind.
   * @returns The ways that occurred.
   */
  statuses(kind: ItemKind): readonly string[] {
    return Object.keys(this.#kinds.get(kind)?.byStatus ?? {});
  }

  /**
   * Gives the numbers of events.
   *
   * @returns All, those that are made up, those that are lost, and those of each type.
   */
  events(): Pick<RunSummary, "events" | "synthetic" | "lost" | "types"> {
    return {
      events: this.#events,
      ...present({ synthetic: this.#synthetic || undefined, lost: this.#lost || undefined }),
      types: Object.fromEntries(this.#types),
    };
  }

  /**
   * Gives the numbers of things.
   *
   * @param unfinished How many of each kind are open.
   * @returns Those of each kind.
   */
  kinds(
    unfinished: ReadonlyMap<ItemKind, number>,
  ): { readonly [Kind in ItemKind]?: KindCounts } {
    return Object.fromEntries(
      [...this.#kinds].map(([kind, { total, byStatus }]) => [
        kind,
        { total, unfinished: unfinished.get(kind) ?? 0, byStatus },
      ]),
    );
  }

  #addType(type: string, count: number): void {
    this.#events += count;
    this.#types.set(type, (this.#types.get(type) ?? 0) + count);
  }

  #count(kind: ItemKind): FinishedCounts {
    let counts = this.#kinds.get(kind);
    if (counts === undefined) {
      counts = { total: 0, byStatus: {} };
      this.#kinds.set(kind, counts);
    }
    return counts;
  }
}
