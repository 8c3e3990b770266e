import { MAX_LISTED } from "./item.ts";
import type { ResourceRetry } from "./lifecycle_events.ts";
import { keptText, type OutputTail } from "./output_tail.ts";
import { Ranking } from "./ranking.ts";
import type { Failure, Item, ItemKind, Retried, Timed } from "./run_summary.ts";

/** How many of the slowest are kept per kind. */
const MAX_SLOWEST = 10;

/** How a thing went that failed. */
export interface FailureDetails {
  /** How long it took, in milliseconds; undefined where that is not known. */
  readonly durationMs: number | undefined;
  /** The end of its output; undefined where it wrote nothing. */
  readonly tail: OutputTail | undefined;
}

/** How much is listed already. */
export interface Listed {
  /** How many failures. */
  readonly failures: number;
  /** How many resources that were tried again. */
  readonly retried: number;
}

/** All that is listed, for other lists to begin with. */
export interface ListedItems {
  /** The failures, in order. */
  readonly failures: readonly Failure[];
  /** The resources that were tried again, in order. */
  readonly retries: readonly Retried[];
  /** The slowest of each kind that has any. */
  readonly slowest: readonly (readonly [kind: ItemKind, items: readonly Timed[]])[];
}

/** What of a run is listed with details: lists that have an end, however many events there are. */
export class SummaryLists {
  readonly #failures: Failure[];
  readonly #retries: Map<string, Retried>;
  readonly #slowest: Map<ItemKind, Ranking<Timed>>;

  /** @param listed What is listed already. */
  constructor({ failures = [], retries = [], slowest = [] }: Partial<ListedItems> = {}) {
    this.#failures = [...failures];
    this.#retries = new Map(retries.map((item) => [item.id, item]));
    this.#slowest = new Map(slowest.map(([kind, items]) => [kind, rankingOf(items)]));
  }

  /**
   * Lists a failure, if it is among the first 100.
   *
   * @param item What failed.
   * @param message Why.
   * @param details How it went.
   */
  addFailure(item: Item, message: string, { durationMs, tail }: FailureDetails): void {
    if (this.#failures.length >= MAX_LISTED) return;
    const failure = { ...item, message, output: tail?.lines() ?? [] };
    this.#failures.push(durationMs === undefined ? failure : { ...failure, durationMs });
  }

  /**
   * Lists a resource that was tried again, if it is among the first 100.
   *
   * @param item The resource; the first one that is given for it is listed.
   * @param last Its last attempt.
   * @param count How many attempts are new.
   */
  addRetries(item: Item, last: ResourceRetry, count = 1): void {
    const known = this.#retries.get(item.id);
    if (known === undefined && this.#retries.size >= MAX_LISTED) return;
    const { phase, error } = last;
    this.#retries.set(item.id, {
      ...(known ?? item),
      count: (known?.count ?? 0) + count,
      ...(phase === undefined ? {} : { phase }),
      ...(error === undefined ? {} : { message: keptText(error.message) }),
    });
  }

  /**
   * Considers something for the ten slowest of its kind.
   *
   * @param timed The thing, and how long it took.
   */
  addSlow(timed: Timed): void {
    let ranking = this.#slowest.get(timed.kind);
    if (ranking === undefined) {
      ranking = rankingOf([]);
      this.#slowest.set(timed.kind, ranking);
    }
    ranking.add(timed);
  }

  /**
   * Tells how much is listed.
   *
   * @returns The numbers.
   */
  listed(): Listed {
    return { failures: this.#failures.length, retried: this.#retries.size };
  }

  /**
   * Tells how long the slowest of a kind took.
   *
   * @param kind The kind.
   * @returns Milliseconds, the longest first; undefined where none is listed yet.
   */
  slowestMs(kind: ItemKind): readonly number[] | undefined {
    return this.#slowest.get(kind)?.items.map(({ durationMs }) => durationMs);
  }

  /**
   * Gives all that is listed.
   *
   * @returns The lists.
   */
  listedItems(): ListedItems {
    return {
      failures: this.#failures,
      retries: [...this.#retries.values()],
      slowest: [...this.#slowest].map(([kind, { items }]) => [kind, items]),
    };
  }

  /**
   * Gives the failures.
   *
   * @returns At most 100, in order.
   */
  failures(): readonly Failure[] {
    return this.#failures;
  }

  /**
   * Gives the slowest.
   *
   * @returns At most ten of each kind, the slowest first.
   */
  slowest(): { readonly [Kind in ItemKind]?: readonly Timed[] } {
    return Object.fromEntries(this.listedItems().slowest);
  }

  /**
   * Gives the resources that were tried again.
   *
   * @returns At most 100, the one with most attempts first.
   */
  retries(): readonly Retried[] {
    return [...this.#retries.values()].sort((one, other) => other.count - one.count);
  }
}

function rankingOf(items: readonly Timed[]): Ranking<Timed> {
  const ranking = new Ranking<Timed>(MAX_SLOWEST, ({ durationMs }) => durationMs);
  for (const item of items) ranking.add(item);
  return ranking;
}
