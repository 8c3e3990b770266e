import type { Correlation } from "./correlation.ts";
import type { DraftCorrelation } from "./event.ts";

/** A correlation that was given out, and what it was made of. */
interface Known {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly correlation: Correlation;
}

/** How many are kept for a writer: more scopes are seldom open at once. */
const MOST_KNOWN = 1024;

/** Longer ones, in characters of JSON, are not kept. */
const MOST_KEPT_LENGTH = 1024;

/** Gives the key its place in the line. */
const RUN_ID_FIRST: Correlation = { runId: "" };

/** The JSON of each correlation that cannot change any more. */
const JSON_OF = new WeakMap<object, string>();

/**
 * Gives the JSON of a correlation that events share.
 *
 * @param correlation Anything.
 * @returns The JSON; undefined where it is none that was given out as shared.
 */
export function sharedJson(correlation: object): string | undefined {
  return JSON_OF.get(correlation);
}

/**
 * Makes the correlations of one writer's events. Events with the same ids share one, frozen,
 * whose texts are flat: one text that was concatenated or cut out makes the JSON of the whole
 * event cost twice as much.
 */
export class StampedCorrelations {
  readonly #writer: Pick<Correlation, "runId" | "writer">;
  readonly #own: Correlation;
  readonly #known = new Map<unknown, Known>();
  #last: Known;

  /** @param writer The run, and the writer where the run has several. */
  constructor(writer: Pick<Correlation, "runId" | "writer">) {
    this.#writer = { ...writer };
    this.#own = shared(this.#writer) ?? Object.freeze({ ...this.#writer });
    this.#last = { keys: [], values: [], correlation: this.#own };
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
    const ids: { readonly [key: string]: unknown } = { ...given };
    if (isMadeOf(this.#last, ids)) return this.#last.correlation;
    const id = lastText(ids);
    const known = this.#known.get(id);
    if (known !== undefined && isMadeOf(known, ids)) {
      this.#last = known;
      return known.correlation;
    }
    return this.#make(ids, id);
  }

  #make(ids: { readonly [key: string]: unknown }, id: unknown): Correlation {
    const made: { runId: string; writer?: string } = { ...RUN_ID_FIRST, ...ids, ...this.#writer };
    // Numbers count per writer: under another's name this one would look like a gap.
    if (this.#writer.writer === undefined && made.writer !== undefined) delete made.writer;
    const correlation = shared(made);
    if (correlation === undefined) return made;
    const keys = Object.keys(ids);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#last = { keys, values: keys.map((key) => ids[key]), correlation };
    this.#known.set(id, this.#last);
    return correlation;
  }
}

function isMadeOf({ keys, values }: Known, ids: { readonly [key: string]: unknown }): boolean {
  let at = 0;
  for (const key in ids) {
    if (keys[at] !== key || values[at] !== ids[key]) return false;
    at++;
  }
  return at === keys.length;
}

/** Mostly the id of the innermost thing that the event belongs to. */
function lastText(ids: { readonly [key: string]: unknown }): unknown {
  let last: unknown;
  for (const key in ids) if (typeof ids[key] === "string") last = ids[key];
  return last;
}

/** A frozen copy with flat texts; undefined where JSON would not give back the same, or where it is long. */
function shared(correlation: Correlation): Correlation | undefined {
  if (!Object.entries(correlation).every(([key, value]) => isPlain(key) && isPlain(value))) {
    return undefined;
  }
  const json = JSON.stringify(correlation);
  if (json.length > MOST_KEPT_LENGTH) return undefined;
  const copy: Correlation = Object.freeze(JSON.parse(json));
  JSON_OF.set(copy, json);
  return copy;
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" ? value.isWellFormed() : Number.isFinite(value);
}
