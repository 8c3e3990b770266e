/**
 * A sink that keeps the latest events of a run, for readers that come late,
 * come back, or are slow: it gives each what it has missed, then what comes.
 *
 * @example Come late
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { historySink } from "@runtrail/runtrail/sinks/history";
 * import { assertEquals } from "@std/assert";
 *
 * const history = historySink();
 * const bus = new EventBus();
 * bus.on(history);
 * bus.emit({ type: "stdout", payload: "early\n" });
 *
 * const reader = history.read();
 * bus.emit({ type: "stdout", payload: "late\n" });
 * await bus.close();
 *
 * const ids: unknown[] = [];
 * for await (const item of reader) ids.push(item.kind === "event" ? item.id : item.reason);
 * assertEquals(ids, ["1", "2"]);
 * ```
 *
 * @module
 */

import { EventHistory, type Missed } from "../core/event_history.ts";
import { formatEventId } from "../core/event_id.ts";
import { type Feed, makeFeed } from "../core/feed.ts";
import { type CountingSink, countingSink } from "./counting_sink.ts";

export type { Missed, MissedReason } from "../core/event_history.ts";
export type { Feed } from "../core/feed.ts";
export type { SinkStats } from "../core/sink.ts";
export type { CountingSink } from "./counting_sink.ts";

/** How much is kept. */
export interface HistoryOptions {
  /**
   * How many events are kept at most.
   *
   * @default 10_000
   */
  readonly maxEvents?: number;
  /**
   * How many characters the lines of these events have at most, all together. The latest event
   * is kept whatever its length.
   *
   * @default 16 Mi, which is 16_777_216
   */
  readonly maxChars?: number;
}

/** An event from the history. */
export interface HistoryEvent {
  /** Tells it from what is missed. */
  readonly kind: "event";
  /**
   * Where to go on reading after it: `seq`, such as `7`, and for a writer with a name
   * `writer:seq`, such as `worker-1:7`, the name percent-encoded. Absent where an event that was
   * stamped elsewhere has no sound stamp.
   */
  readonly id?: string;
  /** The event's type. */
  readonly type: string;
  /** The event as one line of JSON, its newline included, as it was when it was emitted. */
  readonly line: string;
}

/** Stands where events would, had they been kept. */
export interface HistoryGap extends Missed {
  /** Tells it from an event. */
  readonly kind: "missed";
}

/** What a reader of the history gets. */
export type HistoryItem = HistoryEvent | HistoryGap;

/** A sink that keeps the latest events. */
export interface HistorySink extends CountingSink {
  /**
   * Reads what is kept, then what comes, until the sink is closed. Any number
   * may read at once; they share what is kept, and none makes another or the emitter wait.
   *
   * @param options `after` is the id of the last event that was read; all that is kept comes
   * where it is left out, and `0` stands for none read. An id that the run has not had is told
   * as missed.
   * @returns The reader, in order and with a `missed` item for each gap.
   */
  read(options?: { readonly after?: string }): Feed<HistoryItem>;
}

/**
 * Makes a sink that keeps the latest events of one run in memory, encoded. Put
 * it on the bus before the first event; each run has a history of its own, since
 * ids tell events apart within a run.
 *
 * With several writers the order is that in which their events came here. An
 * event that a transport delivered twice is read twice, with the same id.
 *
 * @param options How much is kept.
 * @returns The sink.
 * @throws {RangeError} Where a limit is not 1 or more.
 *
 * @example Come back
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { historySink } from "@runtrail/runtrail/sinks/history";
 * import { assertEquals } from "@std/assert";
 *
 * const history = historySink({ maxEvents: 2 });
 * const bus = new EventBus();
 * bus.on(history);
 * for (const payload of ["a", "b", "c", "d"]) bus.emit({ type: "stdout", payload });
 *
 * const reader = history.read({ after: "1" });
 * assertEquals(reader.take(), { kind: "missed", reason: "not_kept", count: 1 });
 * const event = reader.take();
 * assertEquals(event?.kind === "event" && event.id, "3");
 * ```
 */
export function historySink(options: HistoryOptions = {}): HistorySink {
  const { maxEvents = 10_000, maxChars = 16 * 2 ** 20 } = options;
  for (const [name, limit] of Object.entries({ maxEvents, maxChars })) {
    if (!(limit >= 1)) throw new RangeError(`Cannot keep events: ${name} is ${limit}`);
  }
  const history = new EventHistory(maxEvents, maxChars);
  const wakers = new Set<() => void>();
  let phase: "open" | "closed" = "open";
  const wakeAll = (): void => {
    for (const wake of wakers) wake();
  };
  const sink = countingSink({
    write(event) {
      history.add(event);
      wakeAll();
    },
    close() {
      phase = "closed";
      wakeAll();
    },
  });
  const read = ({ after }: { readonly after?: string } = {}): Feed<HistoryItem> => {
    const start = history.after(after);
    let { index } = start;
    let gap = start.missed;
    let dropped = 0;
    const missed = (missed: Missed): HistoryGap => {
      dropped += missed.count ?? 1;
      return { kind: "missed", ...missed };
    };
    const { feed, wake } = makeFeed<HistoryItem>({
      state() {
        if (gap !== undefined || index < history.end) return "ready";
        return phase === "closed" ? "ended" : "waiting";
      },
      take() {
        if (gap !== undefined) {
          const told = missed(gap);
          gap = undefined;
          return told;
        }
        if (index < history.first) {
          const count = history.first - index;
          index = history.first;
          return missed({ reason: "too_slow", count });
        }
        const { key, type, line } = history.at(index++)!;
        return { kind: "event", ...(key && { id: formatEventId(key) }), type, line };
      },
      dropped: () => dropped,
      release: () => void wakers.delete(wake),
    });
    wakers.add(wake);
    return feed;
  };
  return { ...sink, read };
}
