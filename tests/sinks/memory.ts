import type { RunEvent } from "../../core/event.ts";
import type { OutputStream, SyncWriter } from "../../sinks/io/port.ts";

/** An error as a system call throws it. */
export function systemError(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

/** A writer that keeps what it is given. */
export interface MemoryWriter extends SyncWriter {
  /** All that was written. */
  readonly text: string;
  /** How many bytes each call took. */
  readonly writes: readonly number[];
}

/**
 * Makes a writer that keeps what it is given.
 *
 * @param take How many of the bytes a call takes; what it throws the call throws.
 */
export function memoryWriter(
  take: (bytes: Uint8Array) => number = (bytes) => bytes.length,
): MemoryWriter {
  const bytes: number[] = [];
  const writes: number[] = [];
  return {
    get text() {
      return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
    },
    get writes() {
      return writes;
    },
    writeSync(given) {
      const count = take(given);
      for (const byte of given.subarray(0, count)) bytes.push(byte);
      writes.push(count);
      return count;
    },
  };
}

/** A stream that keeps what it is given; a terminal where asked. */
export function memoryStream(
  shownBy: "terminal" | "nothing" = "nothing",
): MemoryWriter & OutputStream {
  const writer = memoryWriter();
  return Object.defineProperties(
    { isTerminal: () => shownBy === "terminal" },
    Object.getOwnPropertyDescriptors(writer),
  ) as MemoryWriter & OutputStream;
}

/** The records of NDJSON text, strictly: each line is one JSON value and ends in a newline. */
export function recordsOf(text: string): readonly unknown[] {
  if (text === "") return [];
  if (!text.endsWith("\n")) throw new Error("Cannot read records: the last line is torn");
  return text.slice(0, -1).split("\n").map((line) => JSON.parse(line));
}

/** An event of output. */
export function stdout(payload: string, seq = 1): RunEvent {
  return {
    v: 1,
    seq,
    type: "stdout",
    timestamp: "2026-01-02T03:04:05.000Z",
    correlation: { runId: "r1" },
    payload,
  };
}
