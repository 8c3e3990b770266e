/**
 * Sinks made of sinks: `tee` copies, `filter` picks.
 *
 * @example Errors to one sink, everything to another
 * ```ts
 * import { install, clear, emit } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { filter, tee } from "@runtrail/runtrail/sinks/compose";
 * import { assertEquals } from "@std/assert";
 *
 * const all = captureSink();
 * const errors = captureSink();
 * install(tee(all, filter(errors, (event) => event.type === "stderr")));
 * emit({ type: "stdout", payload: "fine\n" });
 * emit({ type: "stderr", payload: "not fine\n" });
 * clear();
 * assertEquals([all.events.length, errors.events.length], [2, 1]);
 * ```
 *
 * @module
 */

import type { RunEvent } from "../core/event.ts";
import { isThenable } from "../core/isolation.ts";
import { closeSink, type Sink } from "../core/sink.ts";

export type { RunEvent } from "../core/event.ts";
export type { Sink } from "../core/sink.ts";

/**
 * Makes a sink that hands every event to all of the given ones. One that fails
 * keeps no other from the event; the failures come together afterwards, so that
 * the bus counts them.
 *
 * @param sinks The sinks, in the order in which they get each event.
 * @returns The sink; flushing or closing it does so to all. It throws an
 * `AggregateError` where sinks throw, and rejects with one where any gives a promise.
 *
 * @example A file and a capture
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { tee } from "@runtrail/runtrail/sinks/compose";
 * import { assertEquals } from "@std/assert";
 *
 * const [one, other] = [captureSink(), captureSink()];
 * const bus = new EventBus();
 * bus.on(tee(one, other));
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * assertEquals([one.events.length, other.events.length], [1, 1]);
 * ```
 */
export function tee(...sinks: readonly Sink[]): Sink {
  return {
    emit: (event) => toEach(sinks, "hand an event to", (sink) => sink.emit(event)),
    flush: () => toEach(sinks, "flush", (sink) => sink.flush?.()),
    close: () => toEach(sinks, "close", closeSink),
  };
}

/** Calls all before it throws, or rejects where any call gave a promise. */
function toEach(
  sinks: readonly Sink[],
  verb: string,
  call: (sink: Sink) => unknown,
): void | Promise<void> {
  const errors: unknown[] = [];
  const pending: PromiseLike<unknown>[] = [];
  for (const sink of sinks) {
    try {
      const result = call(sink);
      if (isThenable(result)) pending.push(result);
    } catch (error) {
      errors.push(error);
    }
  }
  const report = (): void => {
    if (errors.length === 0) return;
    throw new AggregateError(errors, `Cannot ${verb} ${errors.length} of ${sinks.length} sinks`);
  };
  if (pending.length === 0) return report();
  return Promise.allSettled(pending).then((results) => {
    for (const result of results) {
      if (result.status === "rejected") errors.push(result.reason);
    }
    report();
  });
}

/**
 * Makes a sink that hands on only some events. The others leave gaps in `seq`,
 * which `validate` reports: the file no longer proves that nothing was lost.
 *
 * @param sink The sink that gets the events that are wanted.
 * @param predicate Tells whether an event is wanted.
 * @returns The sink; flushing or closing it does so to the inner one.
 *
 * @example Only what went wrong
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { filter } from "@runtrail/runtrail/sinks/compose";
 * import { assertEquals } from "@std/assert";
 *
 * const errors = captureSink();
 * const bus = new EventBus();
 * bus.on(filter(errors, (event) => event.type === "stderr"));
 * bus.emit({ type: "stdout", payload: "fine\n" });
 * assertEquals(errors.events, []);
 * ```
 */
export function filter(sink: Sink, predicate: (event: RunEvent) => boolean): Sink {
  return {
    emit: (event) => predicate(event) ? sink.emit(event) : undefined,
    flush: () => sink.flush?.(),
    close: () => closeSink(sink),
  };
}
