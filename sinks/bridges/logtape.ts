/**
 * A bridge from LogTape: a LogTape sink that turns records into `log.record`
 * events. It needs LogTape's types no more than its code: nothing is imported.
 *
 * @example Log records as events
 * ```ts
 * import { configure, getLogger, reset } from "@logtape/logtape";
 * import { EventBus } from "@runtrail/runtrail";
 * import { type LogRecordData, logtapeSink } from "@runtrail/runtrail/bridges/logtape";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * const bus = new EventBus();
 * bus.on(capture);
 *
 * await configure({
 *   sinks: { runtrail: logtapeSink(bus) },
 *   loggers: [
 *     { category: "app", sinks: ["runtrail"] },
 *     { category: ["logtape", "meta"], sinks: [] },
 *   ],
 * });
 * getLogger(["app", "db"]).warn("Slow query: {ms} ms", { ms: 512 });
 * await reset();
 *
 * const data = capture.ofType("log.record")[0]?.data as LogRecordData;
 * assertEquals([data.level, data.message], ["warning", "Slow query: 512 ms"]);
 * assertEquals([data.category, data.properties], [["app", "db"], { ms: 512 }]);
 * ```
 *
 * @module
 */

import { plain } from "../../core/plain.ts";
import { formatTimestamp } from "../../core/timestamp.ts";
import { type DraftEmitter, emitBridged, SLOT_EMITTER } from "./draft_emitter.ts";
import { logRecord } from "./log_record.ts";

export type { DraftEmitter } from "./draft_emitter.ts";
export { LOG_RECORD_TYPE } from "./log_record.ts";
export type { LogRecordData } from "./log_record.ts";

/** A record of LogTape, as far as it is used. */
export interface LogTapeRecord {
  /** The logger's category. */
  readonly category: readonly string[];
  /** The level. */
  readonly level: string;
  /** Text and the values between, in turn; text first. */
  readonly message: readonly unknown[];
  /** When the record was made, in milliseconds since 1970. */
  readonly timestamp: number;
  /** The record's properties. */
  readonly properties: { readonly [key: string]: unknown };
}

/**
 * Makes a LogTape sink that emits a `log.record` event for each record. The
 * values in the message are written as they are where they are text, else as JSON.
 *
 * What sinks and listeners of runtrail log while they handle an event is left out, or it
 * would set off the next event. Never throws into the code that logs.
 *
 * @param emitter Where the events go; the slot unless another is given.
 * @returns A sink for LogTape's `configure`.
 *
 * @example By hand
 * ```ts
 * import { clear, install } from "@runtrail/runtrail";
 * import { type LogRecordData, logtapeSink } from "@runtrail/runtrail/bridges/logtape";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * install(capture);
 * logtapeSink()({
 *   category: ["app"],
 *   level: "info",
 *   message: ["Started ", { port: 80 }, ""],
 *   timestamp: 0,
 *   properties: {},
 * });
 * clear();
 *
 * const data = capture.ofType("log.record")[0]?.data as LogRecordData;
 * assertEquals([data.message, data.timestamp], ['Started {"port":80}', "1970-01-01T00:00:00.000Z"]);
 * ```
 */
export function logtapeSink(emitter: DraftEmitter = SLOT_EMITTER): (record: LogTapeRecord) => void {
  return (record) => {
    emitBridged(emitter, () => {
      const { level, message, timestamp, category, properties } = record;
      return logRecord({
        level,
        message: message.map(textOf).join(""),
        timestamp: formatTimestamp(timestamp),
        category,
        properties,
      });
    });
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(plain(value)) ?? String(value);
}
