import type { RunEvent } from "./event.ts";
import { MOST_BYTES_PER_UNIT } from "./line_bytes.ts";
import { plain } from "./plain.ts";
import { StampedLine } from "./stamped_line.ts";

const UTF8 = new TextEncoder();

/**
 * Writes an event as one line of JSON, its newline included. Never throws:
 * whatever the event holds, one event is one line that every JSON parser takes.
 *
 * Errors become `{name, message, stack, cause}`, big integers, NaN and infinities
 * strings, bytes base64, lone surrogates U+FFFD; cycles become `"[Circular]"`,
 * getters and `toJSON` that throw `"[Throws: …]"`, values nested over 500 deep `"[Too deep]"`.
 *
 * @param event A stamped event.
 * @returns One line that ends in `\n`.
 *
 * @example One event, one line
 * ```ts
 * import { encodeEvent, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const event: RunEvent = {
 *   v: 1,
 *   seq: 1,
 *   type: "stdout",
 *   timestamp: "2026-01-02T03:04:05.678Z",
 *   correlation: { runId: "r1" },
 *   payload: "two\nlines\n",
 * };
 * assertEquals(
 *   encodeEvent(event),
 *   `{"v":1,"seq":1,"type":"stdout","timestamp":"2026-01-02T03:04:05.678Z",` +
 *     `"correlation":{"runId":"r1"},"payload":"two\\nlines\\n"}\n`,
 * );
 * ```
 */
export function encodeEvent(event: RunEvent): string {
  return jsonOf(event) + "\n";
}

function jsonOf(event: RunEvent): string {
  try {
    return JSON.stringify(plain(event) ?? null);
  } catch (error) {
    return jsonOfStub(event, error);
  }
}

function jsonOfStub(event: RunEvent, cause: unknown): string {
  try {
    return JSON.stringify(stub(event, cause));
  } catch {
    return UNREADABLE;
  }
}

/**
 * What is left where JSON.stringify fails on plain data: text over the engine's
 * limit, or a getter that answers otherwise the second time. The event keeps
 * its identity, so that the loss is one event's fields and not a gap.
 */
function stub(event: RunEvent, error: unknown): unknown {
  const { v, seq, type, timestamp, correlation } = event;
  return plain({ v, seq, type, timestamp, correlation, encodingError: error });
}

/** Even the identity cannot be read: a line all the same, which readers report. */
const UNREADABLE = `{"encodingError":"[Throws]"}`;

/**
 * Writes an event as the bytes of one line, its newline included.
 *
 * @param event A stamped event.
 * @returns UTF-8, ending in byte 10.
 *
 * @example The bytes of a line
 * ```ts
 * import { encodeEventBytes, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const event: RunEvent = {
 *   v: 1,
 *   seq: 1,
 *   type: "stderr",
 *   timestamp: "2026-01-02T03:04:05.678Z",
 *   correlation: { runId: "r1" },
 *   payload: "",
 * };
 * assertEquals(encodeEventBytes(event).at(-1), 10);
 * ```
 */
export function encodeEventBytes(event: RunEvent): Uint8Array<ArrayBuffer> {
  return new Uint8Array(SHARED.encode(event));
}

const NEWLINE = 10;

/** Longer lines get an array of their own. */
const MOST_KEPT_BYTES = 256 * 1024;

/**
 * Writes events as bytes into one array that it keeps: to make one for each event costs as much
 * as to encode it, as does a newline that is put to the text instead of the bytes.
 */
export class LineEncoder {
  readonly #stamped = new StampedLine();
  #bytes = new Uint8Array(4096);
  #view = this.#bytes;
  /** What the view is a part of: to ask it for its buffer is a call to the engine. */
  #viewed = this.#bytes;

  /**
   * Writes an event as `encodeEventBytes` does.
   *
   * @param event A stamped event.
   * @returns UTF-8, ending in byte 10; valid until the next call.
   */
  encode(event: RunEvent): Uint8Array<ArrayBuffer> {
    const length = this.#stamped.write(event);
    return length === 0 ? this.#encodeAny(event) : this.#viewOf(this.#stamped.bytes, length);
  }

  #encodeAny(event: RunEvent): Uint8Array<ArrayBuffer> {
    const text = jsonOf(event);
    const mostBytes = text.length * MOST_BYTES_PER_UNIT + 1;
    if (mostBytes > MOST_KEPT_BYTES) return UTF8.encode(`${text}\n`);
    if (mostBytes > this.#bytes.length) this.#bytes = new Uint8Array(mostBytes * 2);
    const { written } = UTF8.encodeInto(text, this.#bytes);
    this.#bytes[written] = NEWLINE;
    return this.#viewOf(this.#bytes, written + 1);
  }

  /** Most lines are as long as the one before, and a view costs as much as a short line. */
  #viewOf(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
    if (this.#viewed !== bytes || this.#view.length !== length) {
      this.#viewed = bytes;
      this.#view = bytes.subarray(0, length);
    }
    return this.#view;
  }
}

const SHARED = new LineEncoder();
