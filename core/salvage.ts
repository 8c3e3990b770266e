import { decodeLine } from "./decode.ts";
import { encodeEvent } from "./encode.ts";
import type { RunEvent } from "./event.ts";
import { CORRELATION_FIELDS, ENVELOPE_FIELDS, EVENT_TABLE, type ValueRule } from "./event_table.ts";
import type { Issue, IssueCode } from "./issue.ts";
import { findJsonFault } from "./json_fault.ts";
import type { Line } from "./lines.ts";

/** Where a piece is, in bytes from the start of its line. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A part of a line, by what can be made of it. */
export type Piece =
  /** A whole event, sound by itself. */
  | (Span & { readonly kind: "event"; readonly event: RunEvent })
  /** An event that is sound without the part of it that is at fault. */
  | (Span & { readonly kind: "mended"; readonly event: RunEvent; readonly reason: IssueCode })
  /** Bytes that are no event. */
  | (Span & { readonly kind: "broken"; readonly reason: IssueCode })
  /** A line of blanks. */
  | (Span & { readonly kind: "blank" });

/**
 * Takes a line apart into whole events and broken bytes. Never throws. The
 * pieces cover the line from its first byte to its last.
 *
 * @param line The line.
 * @returns The pieces in order; at least one.
 */
export function salvageLine(line: Line): readonly Piece[] {
  const { event, issues } = decodeLine(line);
  const faults = issues.filter(isError);
  const whole = { start: 0, end: line.length };
  const [first] = faults;
  if (first === undefined) {
    return [event === undefined ? { kind: "blank", ...whole } : { kind: "event", event, ...whole }];
  }
  if (event === undefined) {
    const isText = line.length === line.bytes.length && BREAKING.has(first.code);
    return isText
      ? fragments(line, first.code)
      : [{ kind: "broken", reason: first.code, ...whole }];
  }
  const inside = faults.find(({ code }) => !AROUND.has(code));
  if (inside !== undefined) {
    const reason = inside.code;
    if (!isSoundAlone(event)) return [{ kind: "broken", reason, ...whole }];
    return [{ kind: "mended", event, reason, ...whole }];
  }
  const start = leadBytes(line.bytes);
  const kept = { kind: "event", event, start, end: line.length } as const;
  return start === 0
    ? [kept]
    : [{ kind: "broken", reason: first.code, start: 0, end: start }, kept];
}

function isError({ severity }: Issue): boolean {
  return severity === "error";
}

/** Faults around an event that is whole. */
const AROUND: ReadonlySet<IssueCode> = new Set(["torn_line", "nul_bytes", "byte_order_mark"]);

/** Faults of a line that is not JSON: there may be an event before or after them. */
const BREAKING: ReadonlySet<IssueCode> = new Set([...AROUND, "malformed_json", "bad_utf8"]);

const REPLACEMENT = "\ufffd";

/** Whether what was read of an event stands by itself, and still names what it named. */
function isSoundAlone(event: RunEvent): boolean {
  const names = JSON.stringify([event.type, event.correlation]);
  if (names.includes(REPLACEMENT)) return false;
  const bytes = new TextEncoder().encode(encodeEvent(event).slice(0, -1));
  return soundEvent(bytes) !== undefined;
}

/** The event of bytes that are nothing but one, sound. */
function soundEvent(bytes: Uint8Array): RunEvent | undefined {
  // No byte order mark may stand inside of a file.
  const place = { number: 1, offset: 1 };
  const { event, issues } = decodeLine({
    ...place,
    bytes,
    length: bytes.length,
    terminated: true,
  });
  return issues.some(isError) ? undefined : event;
}

/** How many bytes are a byte order mark and NUL bytes. */
function leadBytes(bytes: Uint8Array): number {
  let start = bytes[0] === 0xef ? 3 : 0;
  while (bytes[start] === 0) start++;
  return start;
}

/** One character for each byte: an index in the text is one in the bytes. */
const BYTEWISE = new TextDecoder("latin1");

/** How an event begins on the wire. In a text inside of an event the quotes are escaped. */
const EVENT_START = /\{"v":\d/g;

const RUN_ID = /"runId":"((?:[^"\\]|\\.)*)"/;

/** What follows shows that an object is a part of something larger. */
const GOES_ON: ReadonlySet<string | undefined> = new Set([",", "}", "]", '"']);

/** Bounds the work on a line that is made to be slow: so many times its length. */
const MAX_SCANS = 8;

/** Finds the whole events of a line that is not JSON, such as one that was glued to a torn one. */
function fragments(line: Line, reason: IssueCode): readonly Piece[] {
  const text = BYTEWISE.decode(line.bytes);
  const pieces: Piece[] = [];
  const outer = new TornEvent();
  let done = 0;
  let budget = MAX_SCANS * text.length;
  const passOver = (to: number): void => {
    if (to > done) pieces.push({ kind: "broken", reason, start: done, end: to });
    done = to;
  };
  for (const { index: start } of text.matchAll(EVENT_START)) {
    if (start < done) continue;
    const scanned = text.slice(start);
    const length = findJsonFault(scanned)?.index ?? scanned.length;
    const end = start + length;
    budget -= length;
    const event = GOES_ON.has(text[end]) ? undefined : soundEvent(line.bytes.subarray(start, end));
    if (event === undefined) outer.add({ start, end });
    else if (!outer.holds(text, { start, end })) {
      passOver(start);
      pieces.push({ kind: "event", event, start, end });
      done = end;
    }
    if (budget < 0) break;
  }
  passOver(text.length);
  return pieces;
}

const SCALARS: ReadonlySet<ValueRule["kind"]> = new Set([
  "string",
  "integer",
  "number",
  "boolean",
  "enum",
]);

const FIELDS: readonly (readonly [key: string, rule: ValueRule])[] = [
  ENVELOPE_FIELDS,
  CORRELATION_FIELDS,
  ...Object.values(EVENT_TABLE).map(({ fields }) => fields),
].flatMap((fields) => Object.entries(fields));

/** Keys that hold no object in any event: what stands after one was glued there. */
const SCALAR_KEYS: ReadonlySet<string | undefined> = new Set(
  FIELDS.map(([key]) => key)
    .filter((key) => FIELDS.every(([other, { kind }]) => other !== key || SCALARS.has(kind))),
);

/** The key that a value follows. */
const KEY_BEFORE = /"(\w+)":$/;

/**
 * An event that was torn while another one may have been written as a value
 * of it. Such a value is no event of the stream, unless the same run wrote it: an event that
 * was cut before a value, and the next one glued to it, look alike.
 */
class TornEvent {
  #start = 0;
  #end = -1;

  add({ start, end }: Span): void {
    if (end <= this.#end) return;
    this.#start = start;
    this.#end = end;
  }

  holds(text: string, { start, end }: Span): boolean {
    if (
      end > this.#end ||
      SCALAR_KEYS.has(KEY_BEFORE.exec(text.slice(Math.max(0, start - 40), start))?.[1])
    ) return false;
    const own = RUN_ID.exec(text.slice(this.#start, start))?.[1];
    return own !== undefined && own !== RUN_ID.exec(text.slice(start, end))?.[1];
  }
}
