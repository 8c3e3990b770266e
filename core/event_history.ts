import { encodeEvent } from "./encode.ts";
import type { RunEvent } from "./event.ts";
import { type EventKey, eventKey, parseEventId } from "./event_id.ts";
import { SlidingWindow } from "./sliding_window.ts";

/** An event as the history keeps it: as it was when it was emitted. */
export interface KeptEvent {
  /** What tells it from the others; undefined where its stamp is not sound. */
  readonly key: EventKey | undefined;
  /** The event's type. */
  readonly type: string;
  /** The event as one line of JSON, its newline included. */
  readonly line: string;
}

/** Why a reader was not given events. */
export type MissedReason = "not_kept" | "too_slow" | "unknown_id";

/** Tells a reader that it was not given events. */
export interface Missed {
  /**
   * `not_kept`: they came before what is kept. `too_slow`: they left before the reader took
   * them. `unknown_id`: the id is none that the run has had, so that all that is kept is read.
   */
  readonly reason: MissedReason;
  /** How many; absent where nobody can tell. */
  readonly count?: number;
}

/** Where a reader begins. */
export interface StartingPoint {
  /** The index of the first event to read. */
  readonly index: number;
  /** What came between where the reader was and `index`; absent where nothing did. */
  readonly missed?: Missed;
}

/** The latest events of one run as lines, within limits. */
export class EventHistory {
  readonly #kept = new SlidingWindow<KeptEvent>();
  readonly #maxEvents: number;
  readonly #maxChars: number;
  #chars = 0;
  #writers: "none" | "several" | { readonly only: string | undefined } = "none";

  /**
   * @param maxEvents How many events are kept at most.
   * @param maxChars How many characters their lines have at most; the latest event is always kept.
   */
  constructor(maxEvents: number, maxChars: number) {
    this.#maxEvents = maxEvents;
    this.#maxChars = maxChars;
  }

  /** The index of the oldest event that is kept. */
  get first(): number {
    return this.#kept.first;
  }

  /** The index that the next event gets. */
  get end(): number {
    return this.#kept.end;
  }

  /**
   * Keeps an event, and lets go of the oldest ones that are over the limits.
   *
   * @param event The event.
   */
  add(event: RunEvent): void {
    const kept = { key: eventKey(event), type: event.type, line: encodeEvent(event) };
    this.#note(kept.key?.writer);
    this.#kept.push(kept);
    this.#chars += kept.line.length;
    while (this.#kept.size > 1 && this.#isOver()) this.#chars -= this.#kept.shift()!.line.length;
  }

  /**
   * Looks at an event.
   *
   * @param index Its index.
   * @returns The event; undefined where it is not kept.
   */
  at(index: number): KeptEvent | undefined {
    return this.#kept.at(index);
  }

  /**
   * Finds where to go on reading.
   *
   * @param id The id of the last event that was read, or `0` for none; undefined to read all
   * that is kept.
   * @returns Where to begin, and what is missing before it.
   */
  after(id: string | undefined): StartingPoint {
    if (id === undefined) return this.#oldest("not_kept", this.first);
    const key = parseEventId(id);
    return key === undefined ? this.#oldest("unknown_id") : this.#afterKey(key);
  }

  #afterKey({ writer, seq }: EventKey): StartingPoint {
    let next: number | undefined;
    // From the latest: who comes back was away for a moment only.
    for (let index = this.end - 1; index >= this.first; index--) {
      const key = this.at(index)?.key;
      if (key === undefined || key.writer !== writer) continue;
      // Without the very event, others came after it: it was dropped before it came here.
      if (key.seq === seq || key.seq < seq && next !== undefined) return { index: index + 1 };
      if (key.seq < seq) return this.#oldest("unknown_id");
      next = key.seq;
    }
    return this.#beforeAll(seq, next);
  }

  /** Nothing that is kept of the writer has this number or a smaller one. */
  #beforeAll(seq: number, next: number | undefined): StartingPoint {
    if (next === undefined) {
      if (this.first > 0) return this.#oldest("not_kept");
      return seq === 0 ? { index: 0 } : this.#oldest("unknown_id");
    }
    // Only one writer's numbers tell how much there was in between.
    if (this.#writers !== "several") return this.#oldest("not_kept", next - seq - 1);
    return this.first === 0 && next === seq + 1 ? { index: 0 } : this.#oldest("not_kept");
  }

  #oldest(reason: MissedReason, count?: number): StartingPoint {
    const index = this.first;
    if (count === undefined) return { index, missed: { reason } };
    return count === 0 ? { index } : { index, missed: { reason, count } };
  }

  #note(writer: string | undefined): void {
    if (this.#writers === "none") this.#writers = { only: writer };
    else if (this.#writers !== "several" && this.#writers.only !== writer) {
      this.#writers = "several";
    }
  }

  #isOver(): boolean {
    return this.#kept.size > this.#maxEvents || this.#chars > this.#maxChars;
  }
}
