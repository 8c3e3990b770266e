import type { EventDraft } from "../../core/event.ts";

/** The type of the events that loggers' records become, whatever the level. */
export const LOG_RECORD_TYPE = "log.record";

/** The `data` of a `log.record` event. */
export interface LogRecordData {
  /** The level, in the logger's own word: LogTape says `warning`, pino `warn`. */
  readonly level: string;
  /** The message as text; empty where the record has none. */
  readonly message: string;
  /** When the record was made, as the logger says; the event's own time is when it was emitted. */
  readonly timestamp?: string;
  /** The logger's category, from the root down. */
  readonly category?: readonly string[];
  /** What the record says beside its message. */
  readonly properties: { readonly [key: string]: unknown };
}

/**
 * Makes the event of a logger's record. One type for all levels: a level is
 * data that users add to, and one type has one schema.
 *
 * @param data The record.
 * @returns The event.
 */
export function logRecord(data: LogRecordData): EventDraft {
  return { type: LOG_RECORD_TYPE, data };
}
