/**
 * A sink that writes each event as one line of JSON to anything that has
 * `writeSync`: standard output, a file, a buffer. Runs on every runtime.
 *
 * @example Events on standard output
 * ```ts
 * import { clear, emit, install } from "@runtrail/runtrail";
 * import { ndjsonSink } from "@runtrail/runtrail/sinks/ndjson";
 *
 * install(ndjsonSink({ writeSync: (bytes) => bytes.length }));
 * emit({ type: "stdout", payload: "hello\n" });
 * clear();
 * ```
 *
 * @module
 */

import { LineEncoder } from "../core/encode.ts";
import { type CountingSink, countingSink } from "./counting_sink.ts";
import { lineWriter } from "./io/line_writer.ts";
import type { SyncWriter } from "./io/port.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { SyncWriter } from "./io/port.ts";
export type { SinkStats } from "../core/sink.ts";

/**
 * Makes a sink that writes one line for each event before `emit` returns.
 *
 * A writer that takes only a part of the bytes is called again for the rest; one
 * that throws `EAGAIN` is tried again until it takes them. What else it throws
 * is the sink's failure: the bus counts and reports it, and the next event begins a
 * new line, because a part of the failed one may have been written. The writer is not closed;
 * closing the sink throws where events were lost.
 *
 * @param writer Such as `Deno.stdout`, a `Deno.FsFile`, or
 * `{ writeSync: (bytes) => fs.writeSync(1, bytes) }` in Node.
 * @returns The sink.
 *
 * @example Collect the lines
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { ndjsonSink } from "@runtrail/runtrail/sinks/ndjson";
 * import { assertEquals } from "@std/assert";
 *
 * let text = "";
 * const writer = {
 *   writeSync(bytes: Uint8Array) {
 *     text += new TextDecoder().decode(bytes);
 *     return bytes.length;
 *   },
 * };
 * const bus = new EventBus({ runId: "r1" });
 * bus.on(ndjsonSink(writer));
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * assertEquals(JSON.parse(text).payload, "hello\n");
 * ```
 */
export function ndjsonSink(writer: SyncWriter): CountingSink {
  const write = lineWriter(writer);
  const lines = new LineEncoder();
  return countingSink({
    write: (event) => write(lines.encode(event)),
    close(loss) {
      if (loss === undefined) return;
      const { failed, emitted, error } = loss;
      throw new Error(`Cannot write ${failed} of ${emitted} events`, { cause: error });
    },
  });
}
