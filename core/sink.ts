import type { EventDraft, RunEvent } from "./event.ts";

/**
 * Where events go.
 *
 * The whole contract:
 *
 * - `emit` takes one stamped event, in order, and hands it on before it returns
 *   or before the promise that it returns settles. What it returns else is ignored.
 *   It does not change the event.
 * - `emit` may throw or reject: the bus isolates it, counts it and reports it.
 * - After `close`, `emit` does not throw; what it is given is dropped and counted.
 * - `flush` and `close` may be called more than once.
 * - The bus's `flush` and `close` wait for the promises of `emit`: a sink that awaited them in
 *   its `emit` would wait for itself. A function that is subscribed may; nobody waits for it.
 *
 * `sinkConformance` of `@runtrail/runtrail/testing` checks a sink against it.
 *
 * @example A sink in one line
 * ```ts
 * import { EventBus, type Sink } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const types: string[] = [];
 * const sink: Sink = { emit: (event) => types.push(event.type) };
 *
 * const bus = new EventBus();
 * bus.on(sink);
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * assertEquals(types, ["stdout"]);
 * ```
 */
export interface Sink {
  /** Takes one event. */
  emit(event: RunEvent): unknown;
  /** Settles when everything that was emitted before has been handed on. */
  flush?(): void | PromiseLike<void>;
  /** Flushes and releases what the sink holds; rejects or throws where events were lost. */
  close?(): void | PromiseLike<void>;
}

/**
 * Closes a sink; one that has nothing to close is flushed, so that what it holds
 * is not lost.
 *
 * @param sink The sink.
 * @returns What the sink gives.
 */
export function closeSink(sink: Sink): void | PromiseLike<void> {
  return sink.close === undefined ? sink.flush?.() : sink.close();
}

/**
 * A sink that stamps what it is given, as `EventBus` does. The slot hands it
 * drafts; every other sink gets stamped events only.
 */
export interface StampingSink {
  /** Tells a stamping sink from others, also across two copies of the package. */
  readonly stamps: true;
  /** Takes one draft, or an event that was stamped elsewhere, which keeps its stamp. */
  emit(event: EventDraft | RunEvent): void;
}

/** What a sink that counts says of itself. What it was given and is in no other count it still holds. */
export interface SinkStats {
  /** How many events the sink was given. */
  readonly emitted: number;
  /** How many of them it handed on. */
  readonly written: number;
  /** How many could not be handed on because of an error, or were lost after that. */
  readonly failed: number;
  /** How many were refused because the sink was closed. */
  readonly dropped: number;
}
