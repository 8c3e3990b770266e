import type { RunEvent } from "./event.ts";
import type { Place, RunReport } from "./issue.ts";
import type { Loss } from "./repair_note.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

/** Numbers that have not come yet, and where they were missed. */
interface Missing {
  readonly from: number;
  readonly to: number;
  /** The number that came instead, and where. */
  readonly found: number;
  readonly place: Place;
}

/** Ranges kept per writer to tell late from lost; beyond it the oldest counts as lost. */
const MAX_MISSING = 1000;

/** The rules for `seq` and `timestamp` of one writer of one run. */
export class SequenceRules {
  readonly #writer: string | undefined;
  readonly #report: RunReport;
  #highest = 0;
  #missing: readonly Missing[] = [];
  #lastMs = -Infinity;

  /**
   * @param writer The writer; undefined for the run's first process.
   * @param report Called for each issue.
   */
  constructor(writer: string | undefined, report: RunReport) {
    this.#writer = writer;
    this.#report = report;
  }

  /**
   * Takes the writer's next event.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    this.#number(event.seq, place);
    const ms = parseTimestamp(event.timestamp) ?? this.#lastMs;
    if (ms < this.#lastMs) {
      this.#report("time_backwards", place, {
        path: "timestamp",
        message: `Found ${event.timestamp} after ${formatTimestamp(this.#lastMs)}`,
      });
    }
    this.#lastMs = ms;
  }

  /** The highest number so far; 0 before the first. */
  get highest(): number {
    return this.#highest;
  }

  /** The last timestamp in milliseconds since 1970. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /**
   * Goes on behind events that were judged elsewhere, in order and without a gap.
   *
   * @param highest The number of the last of them.
   * @param lastMs Its timestamp in milliseconds since 1970.
   */
  skipTo(highest: number, lastMs: number): void {
    this.#highest = highest;
    this.#lastMs = lastMs;
  }

  /**
   * Takes the number of an event of the writer that was refused.
   *
   * @param seq The number.
   * @param place Where it is.
   */
  refuse(seq: number, place: Place): void {
    this.#number(seq, place);
  }

  /**
   * Takes note of numbers that are known to be lost: no gap is reported for them.
   *
   * @param loss The numbers.
   * @param place Where it is said.
   */
  lose({ from, to }: Loss, place: Place): void {
    if (from > this.#highest + 1) this.#miss(from, place);
    this.#missing = this.#missing.flatMap((range) => without(range, from, to));
    this.#highest = Math.max(this.#highest, to);
  }

  /** Ends the file: what is still missing is lost. */
  end(): void {
    for (const missing of this.#missing) this.#lost(missing);
    this.#missing = [];
  }

  #number(seq: number, place: Place): void {
    if (seq === this.#highest + 1) this.#highest = seq;
    else if (seq > this.#highest) {
      this.#miss(seq, place);
      this.#highest = seq;
    } else this.#late(seq, place);
  }

  /** Takes note of what is missing before a number. */
  #miss(found: number, place: Place): void {
    const range = { from: this.#highest + 1, to: found - 1, found, place };
    this.#missing = [...this.#missing, range];
    if (this.#missing.length > MAX_MISSING) this.#lost(this.#missing[0]!);
    this.#missing = this.#missing.slice(-MAX_MISSING);
  }

  #late(seq: number, place: Place): void {
    const range = this.#missing.find(({ from, to }) => from <= seq && seq <= to);
    if (range === undefined) {
      const message = `Found ${seq} again${this.#ofWriter()}`;
      this.#report("seq_duplicate", place, { path: "seq", message });
      return;
    }
    this.#missing = this.#missing.flatMap((other) => without(other, seq, seq));
    const message = `Found ${seq} after ${this.#highest}${this.#ofWriter()}`;
    this.#report("seq_disorder", place, { path: "seq", message });
  }

  #lost({ from, to, found, place }: Missing): void {
    const what = from === to ? `${from} is` : `${from} to ${to} are`;
    const message = `Found ${found} where ${from} was expected: ${what} missing${this.#ofWriter()}`;
    this.#report("seq_gap", place, { path: "seq", message });
  }

  #ofWriter(): string {
    return this.#writer === undefined ? "" : ` of writer ${JSON.stringify(this.#writer)}`;
  }
}

/** What is left of a range without the numbers from one to another. */
function without(range: Missing, from: number, to: number): readonly Missing[] {
  if (to < range.from || range.to < from) return [range];
  return [{ ...range, to: from - 1 }, { ...range, from: to + 1 }]
    .filter((rest) => rest.from <= rest.to);
}
