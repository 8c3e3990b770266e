import type { RunEvent } from "./event.ts";
import { SCHEMA_VERSION } from "./event_table.ts";
import { isPlain } from "./plain.ts";
import { sharedJson } from "./stamped_correlation.ts";

const UTF8 = new TextEncoder();

const ENVELOPE = ["v", "seq", "type", "timestamp", "correlation"] as const;
const START = UTF8.encode(`{"v":${SCHEMA_VERSION},"seq":`);
const TYPE = UTF8.encode(`,"type":`);
const TIMESTAMP = UTF8.encode(`,"timestamp":`);
const CORRELATION = UTF8.encode(`,"correlation":`);
const TRUE = UTF8.encode("true");
const FALSE = UTF8.encode("false");

/** Longer lines are left to whoever writes any event. */
const MOST_BYTES = 256 * 1024;

/** Longer texts are left to JSON.stringify: its start costs as much as to write these here. */
const SHORT = 96;

/** No short text takes more bytes, its quotes included. */
const SHORT_BYTES = 2 * SHORT + 2;

/** No UTF-16 unit takes more bytes in UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

const NEWLINE = 10;
const QUOTE = 34;
const ZERO = 48;
const BACKSLASH = 92;
const CLOSE = 125;

/** What is not written here: control characters, and all that is not ASCII. */
const ELSEWHERE = 1;

/** By ASCII character: 0 where it stands for itself in JSON, else what follows the backslash. */
const ESCAPES = new Uint8Array(128).fill(ELSEWHERE, 0, 32);
for (const [character, escape] of ['""', "\\\\", "\nn", "\rr", "\tt", "\bb", "\ff"]) {
  ESCAPES[character!.charCodeAt(0)] = escape!.charCodeAt(0);
}

/** A key of the line before. */
interface Place {
  readonly key: string;
  /** The key in JSON, with the comma before and the colon after it. */
  readonly head: Uint8Array;
  /** Where in the line the head stands. */
  at: number;
}

/**
 * Writes events that this process has stamped, each over the one before: most of a line is
 * what the last one was, and is not written anew. The bytes are those that JSON.stringify and a
 * `TextEncoder` make, in a third of the time or less. Texts that were concatenated or cut out,
 * as output mostly is, cost no more than others, where JSON.stringify takes twice as long.
 */
export class StampedLine {
  #bytes = new Uint8Array(4096);
  readonly #places: Place[] = [];
  /** How many of the places are those of the last line. */
  #placed = 0;
  #type = "";
  #timestamp = "";
  #correlation: unknown;
  #envelopeAt = -1;
  #envelopeEnd = 0;

  constructor() {
    this.#bytes.set(START);
  }

  /** The array that `write` has written to; another one after a longer line. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  /**
   * Writes an event.
   *
   * @param event Any event.
   * @returns How many bytes its line has, with the newline; 0 where this cannot tell that
   * JSON.stringify would write the same, or the line is long.
   */
  write(event: RunEvent): number {
    const placed = this.#placed;
    // Until the line is whole, nothing is known of what the array holds.
    this.#placed = 0;
    try {
      const at = this.#writeEnvelope(event);
      return at === 0 ? 0 : this.#writeFields(event, at, placed);
    } catch {
      // Reading it throws, or it is long: who writes any event knows what to do.
      return 0;
    }
  }

  #writeEnvelope(event: RunEvent & { readonly toJSON?: unknown }): number {
    const { v, seq, type, timestamp, correlation } = event;
    if (
      v !== SCHEMA_VERSION || !isDigits(seq) || event.toJSON !== undefined ||
      Object.getPrototypeOf(event) !== Object.prototype
    ) return 0;
    const knownAt = this.#envelopeAt;
    this.#envelopeAt = -1;
    const at = this.#writeDigits(seq, START.length);
    if (
      at === knownAt && type === this.#type && timestamp === this.#timestamp &&
      correlation === this.#correlation
    ) {
      this.#envelopeAt = at;
      return this.#envelopeEnd;
    }
    const ids = sharedJson(correlation);
    if (ids === undefined || typeof type !== "string" || typeof timestamp !== "string") return 0;
    const typeEnd = this.#writeText(type, this.#writeBytes(TYPE, at));
    const timestampEnd = this.#writeText(timestamp, this.#writeBytes(TIMESTAMP, typeEnd));
    this.#envelopeEnd = this.#writeJson(ids, this.#writeBytes(CORRELATION, timestampEnd));
    this.#envelopeAt = at;
    this.#type = type;
    this.#timestamp = timestamp;
    this.#correlation = correlation;
    return this.#envelopeEnd;
  }

  #writeFields(event: RunEvent, start: number, placed: number): number {
    let at = start;
    let count = -ENVELOPE.length;
    for (const key in event) {
      const index = count++;
      if (index < 0) {
        if (key !== ENVELOPE[index + ENVELOPE.length]) return 0;
        continue;
      }
      const value: unknown = (event as unknown as { readonly [key: string]: unknown })[key];
      const place = this.#places[index];
      // Keys of a changed Object.prototype come up here, and are none of the event's.
      if (!Object.hasOwn(event, key)) return 0;
      if (index < placed && place!.key === key && place!.at === at) at += place!.head.length;
      else if (key.isWellFormed()) at = this.#place(key, index, at);
      else return 0;
      switch (typeof value) {
        case "string":
          at = this.#writeText(value, at);
          break;
        case "number":
          if (!Number.isFinite(value)) return 0;
          at = isDigits(value) ? this.#writeDigits(value, at) : this.#writeJson(String(value), at);
          break;
        case "boolean":
          at = this.#writeBytes(value ? TRUE : FALSE, at);
          break;
        default:
          if (value === undefined || !isPlain(value)) return 0;
          at = this.#writeJson(JSON.stringify(value), at);
      }
    }
    if (count < 0) return 0;
    this.#reserve(at, 2);
    this.#bytes[at] = CLOSE;
    this.#bytes[at + 1] = NEWLINE;
    this.#placed = count;
    return at + 2;
  }

  #place(key: string, index: number, at: number): number {
    const known = this.#places[index];
    const place = known?.key === key
      ? known
      : { key, head: UTF8.encode(`,${JSON.stringify(key)}:`), at };
    place.at = at;
    this.#places[index] = place;
    return this.#writeBytes(place.head, at);
  }

  /** Writes what `isDigits` is true of. */
  #writeDigits(value: number, at: number): number {
    this.#reserve(at, 10);
    let end = at + 1;
    for (let limit = 10; limit <= value; limit *= 10) end++;
    let rest = value;
    for (let digit = end - 1; digit >= at; digit--) {
      const tens = (rest / 10) | 0;
      this.#bytes[digit] = ZERO + rest - tens * 10;
      rest = tens;
    }
    return end;
  }

  #writeText(text: string, start: number): number {
    if (text.length > SHORT) return this.#writeAnyText(text, start);
    this.#reserve(start, SHORT_BYTES);
    const bytes = this.#bytes;
    let at = start;
    bytes[at++] = QUOTE;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const escape = unit < 128 ? ESCAPES[unit]! : ELSEWHERE;
      if (escape === 0) bytes[at++] = unit;
      else if (escape === ELSEWHERE) return this.#writeAnyText(text, start);
      else {
        bytes[at++] = BACKSLASH;
        bytes[at++] = escape;
      }
    }
    bytes[at++] = QUOTE;
    return at;
  }

  #writeAnyText(text: string, at: number): number {
    return this.#writeJson(JSON.stringify(text.toWellFormed()), at);
  }

  #writeJson(json: string, at: number): number {
    this.#reserve(at, json.length * MOST_BYTES_PER_UNIT);
    return at + UTF8.encodeInto(json, this.#bytes.subarray(at)).written;
  }

  #writeBytes(bytes: Uint8Array, at: number): number {
    this.#reserve(at, bytes.length);
    this.#bytes.set(bytes, at);
    return at + bytes.length;
  }

  #reserve(at: number, count: number): void {
    const needed = at + count;
    if (needed <= this.#bytes.length) return;
    if (needed > MOST_BYTES) throw new RangeError(`Cannot write a line: it has ${needed} bytes`);
    const longer = new Uint8Array(needed * 2);
    longer.set(this.#bytes);
    this.#bytes = longer;
  }
}

/** Whether a number is its digits and nothing else, and fits in an integer of the machine. */
function isDigits(value: number): boolean {
  return value >= 0 && (value | 0) === value;
}
