import { isRecord } from "../../core/check.ts";

/** What the worker's side sends. */
export type WorkerMessage =
  | {
    /** One event. */
    readonly kind: "event";
    /** The event as one line of JSON: nothing in it can fail to be cloned. */
    readonly line: string;
  }
  | {
    /** Asks for an answer, as the last message or not. */
    readonly kind: "flush" | "close";
    /** Comes back in the answer. */
    readonly id: number;
  };

/** What the parent's side answers. */
export interface Answer {
  /** What was asked. */
  readonly id: number;
  /** How many events were handed to the bus so far. */
  readonly handed: number;
}

/** Tells these messages from others on the same port, and carries the protocol's version. */
const TAG = "runtrail.port";
const VERSION = 1;

/**
 * Tags a message.
 *
 * @param message What to send.
 * @returns What goes through the port: plain data of numbers and text.
 */
export function tagged(message: WorkerMessage | Answer): object {
  return { [TAG]: VERSION, ...message };
}

/**
 * Reads a message from a worker, which may be anything.
 *
 * @param data What came through the port.
 * @returns The message; undefined where it is none of ours, or not sound.
 */
export function readWorkerMessage(data: unknown): WorkerMessage | undefined {
  if (!isRecord(data) || data[TAG] !== VERSION) return undefined;
  const { kind, line, id } = data;
  if (kind === "event" && typeof line === "string") return { kind, line };
  if ((kind === "flush" || kind === "close") && Number.isSafeInteger(id)) {
    return { kind, id: id as number };
  }
  return undefined;
}

/**
 * Reads an answer of the parent.
 *
 * @param data What came through the port.
 * @returns The answer; undefined where it is none.
 */
export function readAnswer(data: unknown): Answer | undefined {
  if (!isRecord(data) || data[TAG] !== VERSION) return undefined;
  const { id, handed } = data;
  if (!Number.isSafeInteger(id) || !Number.isSafeInteger(handed)) return undefined;
  return { id: id as number, handed: handed as number };
}
