import type { RunEvent } from "./event.ts";
import { type Feed, makeFeed } from "./feed.ts";
import type { Sink } from "./sink.ts";
import { SlidingWindow } from "./sliding_window.ts";

/**
 * What becomes of events when the buffer is full:
 *
 * - `drop-oldest` gives up what has waited longest: the reader catches up with the present.
 * - `drop-newest` gives up what comes: the reader sees what led up to the overflow.
 * - `fail` ends the subscription: the reader gets what is buffered, then a `RangeError`, so
 *   that it never takes a part of the run for the whole.
 */
export type LiveOverflow = "drop-oldest" | "drop-newest" | "fail";

/** What can be followed: an `EventBus`. */
export interface LiveSource {
  /**
   * Subscribes a sink to all events from now on.
   *
   * @param sink The sink.
   * @returns Ends the subscription.
   */
  on(sink: Sink): () => void;
}

/** How a bus is followed. */
export interface LiveEventsOptions {
  /**
   * How many events wait for the reader at most.
   *
   * @default 1000
   */
  readonly maxBuffered?: number;
  /**
   * What becomes of events when so many wait.
   *
   * @default "drop-oldest"
   */
  readonly overflow?: LiveOverflow;
  /**
   * Stops the reader, which then ends without an error and without what was buffered.
   *
   * @default none
   */
  readonly signal?: AbortSignal;
}

/**
 * Follows a bus from now on: an async iteration, or with `readable` a web
 * stream. The emitter never waits for the reader and never fails because of it.
 * What a slow reader is not given is missing in `seq` and counted in `dropped`.
 *
 * It ends when the bus is closed, after what is buffered; at once when the
 * loop is left, `return()` is called, it is disposed, or the signal aborts.
 * Each call makes a reader of its own. `flush` of the bus does not wait for readers.
 * The events are those that the sinks get, not copies: what is changed in their
 * payloads after the emit shows.
 *
 * @param bus The bus.
 * @param options How much is buffered, and what becomes of the rest.
 * @returns The reader. It takes events from the bus until it ends.
 * @throws {RangeError} Where `maxBuffered` is no integer of 1 or more.
 *
 * @example Follow a run
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { liveEvents } from "@runtrail/runtrail/streams";
 * import { assertEquals } from "@std/assert";
 *
 * const bus = new EventBus();
 * const live = liveEvents(bus);
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * await bus.close();
 *
 * const types: string[] = [];
 * for await (const event of live) types.push(event.type);
 * assertEquals(types, ["stdout"]);
 * ```
 *
 * @example Too slow
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { liveEvents } from "@runtrail/runtrail/streams";
 * import { assertEquals } from "@std/assert";
 *
 * const bus = new EventBus();
 * const live = liveEvents(bus, { maxBuffered: 2 });
 * for (const payload of ["a", "b", "c"]) bus.emit({ type: "stdout", payload });
 * await bus.close();
 *
 * const seqs: number[] = [];
 * for await (const event of live) seqs.push(event.seq);
 * assertEquals(seqs, [2, 3]);
 * assertEquals(live.dropped, 1);
 * ```
 */
export function liveEvents(
  bus: LiveSource,
  options: LiveEventsOptions = {},
): Feed<RunEvent> {
  const { maxBuffered = 1000, overflow = "drop-oldest", signal } = options;
  if (!Number.isInteger(maxBuffered) || maxBuffered < 1) {
    throw new RangeError(`Cannot buffer ${maxBuffered} events: not an integer of 1 or more`);
  }
  const buffer = new SlidingWindow<RunEvent>();
  let dropped = 0;
  let phase: "open" | "closed" | "overflown" = "open";
  const { feed, wake } = makeFeed<RunEvent>({
    state() {
      if (buffer.size > 0 || phase === "overflown") return "ready";
      return phase === "closed" ? "ended" : "waiting";
    },
    take() {
      const event = buffer.shift();
      if (event !== undefined) return event;
      throw new RangeError(`Cannot follow the run: over ${maxBuffered} events were waiting`);
    },
    dropped: () => dropped,
    release() {
      unsubscribe();
      buffer.clear();
    },
  });
  const makeRoom = (): "room" | "full" => {
    if (buffer.size < maxBuffered) return "room";
    dropped++;
    switch (overflow) {
      case "drop-oldest":
        buffer.shift();
        return "room";
      case "drop-newest":
        return "full";
      case "fail":
        phase = "overflown";
        unsubscribe();
        return "full";
      default:
        return overflow satisfies never;
    }
  };
  const abort = (): void => feed[Symbol.dispose]();
  const subscription = bus.on({
    emit(event) {
      if (makeRoom() === "full") return;
      buffer.push(event);
      wake();
    },
    close() {
      phase = "closed";
      wake();
    },
  });
  const unsubscribe = (): void => {
    subscription();
    signal?.removeEventListener("abort", abort);
  };
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  return feed;
}
