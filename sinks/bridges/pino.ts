/**
 * A bridge from pino: a destination that turns its lines into `log.record`
 * events. Nothing of pino is imported.
 *
 * `pinoStream` works in the process, in order with the run's other events, and is the one to
 * use. For pino's worker transports there is `@runtrail/runtrail/bridges/pino_transport`.
 *
 * @example Log records as events
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { type LogRecordData, pinoStream } from "@runtrail/runtrail/bridges/pino";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 * import { pino } from "pino";
 *
 * const capture = captureSink();
 * const bus = new EventBus();
 * bus.on(capture);
 *
 * const logger = pino({ base: { name: "app" } }, pinoStream(bus));
 * logger.warn({ ms: 512 }, "slow query");
 *
 * const data = capture.ofType("log.record")[0]?.data as LogRecordData;
 * assertEquals([data.level, data.message], ["warn", "slow query"]);
 * assertEquals(data.properties, { name: "app", ms: 512 });
 * ```
 *
 * @module
 */

import type { EventDraft } from "../../core/event.ts";
import { formatTimestamp } from "../../core/timestamp.ts";
import { type DraftEmitter, emitBridged, SLOT_EMITTER } from "./draft_emitter.ts";
import { logRecord } from "./log_record.ts";

export type { DraftEmitter } from "./draft_emitter.ts";
export { LOG_RECORD_TYPE } from "./log_record.ts";
export type { LogRecordData } from "./log_record.ts";

/** How lines are read. */
export interface PinoOptions {
  /**
   * Names of levels beside pino's own, as in pino's `customLevels`. A level without a name is
   * shown as its number.
   *
   * @default none
   */
  readonly levels?: { readonly [name: string]: number };
}

/** A destination of pino. */
export interface PinoStream {
  /** Takes lines, cut anywhere. */
  write(chunk: string | Uint8Array): void;
  /** Takes what was written as a line, though no newline ends it. */
  end(): void;
}

/** pino's own, and those of `options.levels`. */
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/** An unfinished line that is longer is handed on as text. */
const MAX_UNFINISHED_LENGTH = 1024 * 1024;

/**
 * Makes a destination for `pino(options, destination)` that emits a
 * `log.record` event for each line before pino's call returns. What is no JSON object
 * becomes a `stderr` event, so that nothing is lost. Never throws into the code that logs.
 *
 * Read are pino's own keys `level`, `time` (milliseconds, or text) and `msg`; the others are
 * the record's `properties`. What sinks and listeners of runtrail log while they handle an event
 * is left out, or it would set off the next event.
 *
 * @param emitter Where the events go; the slot unless another is given.
 * @param options Names of custom levels.
 * @returns The destination.
 *
 * @example Lines of another process
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { pinoStream } from "@runtrail/runtrail/bridges/pino";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus();
 * bus.on((event) => seen.push(event));
 *
 * const stream = pinoStream(bus);
 * stream.write('{"level":30,"msg":"star');
 * stream.write('ted"}\nSegmentation fault\n');
 * assertEquals(seen.map(({ type }) => type), ["log.record", "stderr"]);
 * ```
 */
export function pinoStream(
  emitter: DraftEmitter = SLOT_EMITTER,
  options: PinoOptions = {},
): PinoStream {
  const names = new Map(
    Object.entries({ ...LEVELS, ...options.levels }).map(([name, level]) => [level, name]),
  );
  const decoder = new TextDecoder();
  let unfinished = "";
  const take = (text: string): void => {
    const lines = (unfinished + text).split("\n");
    unfinished = lines.pop()!;
    for (const line of lines) {
      if (line.trim() !== "") {
        emitBridged(emitter, () => recordOf(line, names) ?? stderr(`${line}\n`));
      }
    }
  };
  return {
    write(chunk) {
      take(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
      if (unfinished.length <= MAX_UNFINISHED_LENGTH) return;
      const text = unfinished;
      unfinished = "";
      emitBridged(emitter, () => stderr(text));
    },
    end() {
      take(decoder.decode());
      take("\n");
    },
  };
}

function recordOf(line: string, names: ReadonlyMap<number, string>): EventDraft | undefined {
  const record = parsed(line);
  if (record === undefined) return undefined;
  const { level, time, msg, ...others } = record;
  const message = typeof msg === "string" ? msg : "";
  const timestamp = typeof time === "number" ? formatTimestamp(time) : time;
  return logRecord({
    level: typeof level === "number" ? names.get(level) ?? String(level) : String(level ?? ""),
    message,
    ...(typeof timestamp === "string" ? { timestamp } : {}),
    properties: message === msg || msg === undefined ? others : { msg, ...others },
  });
}

function parsed(line: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // No JSON: a message of the runtime, or a line that was cut.
  }
  return undefined;
}

function stderr(payload: string): EventDraft {
  return { type: "stderr", payload };
}
