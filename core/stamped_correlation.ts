import type { Correlation } from "./correlation.ts";
import type { DraftCorrelation } from "./event.ts";

/** Gives the key its place in the line. */
const RUN_ID_FIRST: Correlation = { runId: "" };

/** What nobody can change any more, nor anything in it. */
const SHARED = new WeakSet<object>();

/**
 * Tells whether a correlation stays as it is, so that it need not be looked at again.
 *
 * @param correlation Any correlation.
 * @returns Whether it is one that events share.
 */
export function isShared(correlation: object): boolean {
  return SHARED.has(correlation);
}

type Ids = { readonly [key: string]: unknown };

/**
 * Makes the correlations of one writer's events. Events that follow each other and have the same
 * ids share one.
 */
export class StampedCorrelations {
  readonly #writer: Pick<Correlation, "runId" | "writer">;
  readonly #own: Correlation;
  /** What the last draft gave. */
  #keys: readonly string[] = [];
  #values: readonly unknown[] = [];
  /** What was made of it; shared from the second time on, as most scopes emit in turns. */
  #last: Correlation;

  /** @param writer The run, and the writer where the run has several. */
  constructor(writer: Pick<Correlation, "runId" | "writer">) {
    this.#writer = { ...writer };
    this.#own = shared(this.#writer);
    this.#last = this.#own;
  }

  /**
   * Adds the run and the writer to what a draft gives.
   *
   * @param given What the draft gives, which stays as it is.
   * @returns The correlation, in wire order.
   * @throws What reading it throws.
   */
  of(given: DraftCorrelation | undefined): Correlation {
    if (given === undefined) return this.#own;
    // Read once, whatever it is: from here on all are data.
    const ids: Ids = { ...given };
    if (!this.#isLast(ids)) {
      this.#keys = Object.keys(ids);
      this.#values = Object.values(ids);
      this.#last = this.#made(ids);
    } else if (!isShared(this.#last)) {
      // Whoever had the first one may have changed it.
      this.#last = shared(this.#made(ids));
    }
    return this.#last;
  }

  /** Only texts and numbers stay what they are. */
  #isLast(ids: Ids): boolean {
    let at = 0;
    for (const key in ids) {
      const id = ids[key];
      if (this.#keys[at] !== key || this.#values[at] !== id) return false;
      if (typeof id !== "string" && typeof id !== "number") return false;
      at++;
    }
    return at === this.#keys.length;
  }

  #made(ids: Ids): Correlation {
    const made: { runId: string; writer?: string } = { ...RUN_ID_FIRST, ...ids, ...this.#writer };
    // Numbers count per writer: under another's name this one would look like a gap.
    if (this.#writer.writer === undefined && made.writer !== undefined) delete made.writer;
    return made;
  }
}

function shared(correlation: Correlation): Correlation {
  const copy = Object.freeze({ ...correlation });
  SHARED.add(copy);
  return copy;
}
