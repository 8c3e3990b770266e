import type { RunEvent } from "./event.ts";

/** What tells an event from all others of its run. */
export interface EventKey {
  /** The writer; undefined for the run's first process. */
  readonly writer: string | undefined;
  /** The writer's number for it. */
  readonly seq: number;
}

/**
 * Reads an event's key.
 *
 * @param event A stamped event.
 * @returns The key; undefined where a foreign stamp is not sound.
 */
export function eventKey({ seq, correlation }: RunEvent): EventKey | undefined {
  const { writer } = correlation;
  const sound = Number.isSafeInteger(seq) && seq >= 0 &&
    (writer === undefined || typeof writer === "string");
  return sound ? { writer, seq } : undefined;
}

/**
 * Writes a key as one word: `7`, or `worker-1:7` where a writer has a name. It
 * has no white space, whatever the name: it may stand in a header or a line.
 *
 * @param key The key.
 * @returns The word, in ASCII.
 */
export function formatEventId({ writer, seq }: EventKey): string {
  // A lone surrogate would make encodeURIComponent throw.
  return writer === undefined ? String(seq) : `${encodeURIComponent(writer.toWellFormed())}:${seq}`;
}

const SHAPE = /^(?:([^:\s]*):)?(\d{1,16})$/;

/**
 * Reads what `formatEventId` writes.
 *
 * @param id Any text.
 * @returns The key; undefined where the text is no such word.
 */
export function parseEventId(id: string): EventKey | undefined {
  const match = SHAPE.exec(id);
  if (match === null) return undefined;
  const seq = Number(match[2]);
  if (!Number.isSafeInteger(seq)) return undefined;
  try {
    return { writer: match[1] === undefined ? undefined : decodeURIComponent(match[1]), seq };
  } catch {
    // An escape that is not UTF-8.
    return undefined;
  }
}
