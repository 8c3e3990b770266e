/**
 * A sink that takes events and forgets them: for tools that always install one.
 *
 * @example Install it where nobody wants events
 * ```ts
 * import { clear, emit, install } from "@runtrail/runtrail";
 * import { noopSink } from "@runtrail/runtrail/sinks/noop";
 *
 * install(noopSink());
 * emit({ type: "stdout", payload: "hello\n" });
 * clear();
 * ```
 *
 * @module
 */

import { type CountingSink, countingSink } from "./counting_sink.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { SinkStats } from "../core/sink.ts";

/**
 * Makes a sink that forgets what it is given. It still counts.
 *
 * @returns The sink.
 *
 * @example Count events
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { noopSink } from "@runtrail/runtrail/sinks/noop";
 * import { assertEquals } from "@std/assert";
 *
 * const sink = noopSink();
 * const bus = new EventBus();
 * bus.on(sink);
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * assertEquals(sink.stats().written, 1);
 * ```
 */
export function noopSink(): CountingSink {
  return countingSink({ write: () => {} });
}
