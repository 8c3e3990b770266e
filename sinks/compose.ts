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
import { FanOut } from "../core/fan_out.ts";
import type { Sink } from "../core/sink.ts";

export type { RunEvent } from "../core/event.ts";
export type { Sink } from "../core/sink.ts";

/**
 * Makes a sink that hands every event to all of the given ones. One that fails
 * keeps no other from the event; the failures are thrown together afterwards,
 * so that the bus counts them.
 *
 * @param sinks The sinks, in the order in which they get each event.
 * @returns The sink; closing it closes them all.
 */
export function tee(...sinks: readonly Sink[]): Sink {
  let errors: unknown[] = [];
  const fanOut = new FanOut(({ error }) => errors.push(error));
  for (const sink of sinks) fanOut.on(sink);
  return {
    emit(event) {
      fanOut.emit(event);
      const thrown = errors;
      errors = [];
      if (thrown.length > 0) {
        throw new AggregateError(
          thrown,
          `Cannot hand an event to ${thrown.length} of ${sinks.length} sinks`,
        );
      }
    },
    flush: () => fanOut.flush(),
    close: () => fanOut.close(),
  };
}

/**
 * Makes a sink that hands on only some events. The others leave gaps in `seq`,
 * which `validate` reports: the file no longer proves that nothing was lost.
 *
 * @param sink The sink that gets the events that are wanted.
 * @param predicate Tells whether an event is wanted.
 * @returns The sink; closing it closes the inner one.
 */
export function filter(sink: Sink, predicate: (event: RunEvent) => boolean): Sink {
  return {
    emit: (event) => predicate(event) ? sink.emit(event) : undefined,
    flush: () => sink.flush?.(),
    close: () => sink.close?.(),
  };
}
