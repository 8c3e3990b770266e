import { CUSTOM_TYPE, eventRule } from "../../core/event_table.ts";
import type { HistoryItem } from "../history.ts";

/**
 * The name of the event that tells of missed ones. No event of a run can have
 * it: built-in types have no hyphen, others have a dot.
 */
const MISSED_EVENTS = "missed-events";

/** A comment, which readers skip. */
export const COMMENT_FRAME = ":\n\n";

/**
 * Writes when a reader that was cut off is to come back.
 *
 * @param retryMs Milliseconds; undefined to leave it to the reader.
 * @returns The block; nothing where there is nothing to say.
 * @throws {RangeError} Where it is no integer of 0 or more, which readers would ignore.
 */
export function retryFrame(retryMs: number | undefined): string {
  if (retryMs === undefined) return "";
  if (Number.isSafeInteger(retryMs) && retryMs >= 0) return `retry: ${retryMs}\n\n`;
  throw new RangeError(`Cannot let readers retry after ${retryMs} ms: not an integer of 0 or more`);
}

/** What an event is called in the stream. */
export type SseNaming = "type" | "message";

/**
 * Writes an item as a block of a Server-Sent Events stream. Nothing in an event
 * can end the block or begin a field: its JSON has no line ends inside, its id no
 * white space, and a type that is not sound gives no name.
 *
 * @param item What is sent.
 * @param naming Whether an event is named after its type, or not at all.
 * @returns The block, its blank line included.
 */
export function sseFrame(item: HistoryItem, naming: SseNaming): string {
  switch (item.kind) {
    case "event": {
      const id = item.id === undefined ? "" : `id: ${item.id}\n`;
      const name = naming === "type" && isSound(item.type) ? `event: ${item.type}\n` : "";
      return `${id}${name}data: ${item.line}\n`;
    }
    case "missed": {
      const { reason, count } = item;
      return `event: ${MISSED_EVENTS}\ndata: ${JSON.stringify({ reason, count })}\n\n`;
    }
    default:
      return item satisfies never;
  }
}

function isSound(type: unknown): boolean {
  return typeof type === "string" && (eventRule(type) !== undefined || CUSTOM_TYPE.test(type));
}
