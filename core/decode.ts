import type { EventIdentity } from "./correlation.ts";
import type { RunEvent } from "./event.ts";
import { identityOf, interpret } from "./interpret.ts";
import { type Issue, issue, type Place } from "./issue.ts";
import { findJsonFault, type JsonFault } from "./json_fault.ts";
import type { Line } from "./lines.ts";
import { firstInvalidUtf8 } from "./utf8.ts";

/** What became of one line. */
export interface Decoded {
  /**
   * The event, where the line holds one whose envelope is sound. Keys that
   * break the event table are left out: what is there has the right type.
   */
  readonly event?: RunEvent;
  /** Which event the line held, where it is refused for the rest of its envelope. */
  readonly refused?: EventIdentity;
  /** What is wrong with the line. */
  readonly issues: readonly Issue[];
}

/**
 * Reads one line. Never throws: what is wrong becomes issues, and what is good
 * is kept. A line that was cut off has one `torn_line`; what the cut explains
 * is not reported again.
 *
 * @param line The line.
 * @returns The event and the issues; neither for a blank line.
 */
export function decodeLine(line: Line): Decoded {
  const issues: Issue[] = [];
  if (line.length > line.bytes.length) return { issues: [tooLong(line)] };
  const parsed = parsedValue(line, issues);
  if (parsed === undefined) return { issues };
  const event = interpret(parsed.value, place(line), issues);
  if (event !== undefined) return { event, issues };
  const refused = identityOf(parsed.value);
  return refused === undefined ? { issues } : { refused, issues };
}

function tooLong(line: Line): Issue {
  return line.terminated
    ? issue("line_too_long", place(line), {
      message: `The line has ${line.length} bytes, which is over the limit`,
    })
    : tornLine(line, "more than the limit");
}

function parsedValue(line: Line, issues: Issue[]): ParsedValue | undefined {
  const start = skipLead(line, issues);
  const bytes = line.bytes.subarray(start);
  if (isBlank(bytes)) {
    const lead = line.bytes[start - 1] === 0 ? "NUL bytes" : "a byte order mark";
    if (start > 0 && !line.terminated) issues.push(tornLine(line, `nothing but ${lead}`));
    return undefined;
  }
  const parsed = parse(decodeText(bytes, line, issues));
  if (parsed === undefined) {
    const fault = findFault(bytes);
    if (!line.terminated) issues.push(tornLine(line, "an event that is not whole"));
    if (line.terminated || fault.index < bytes.length) {
      const place = { line: line.number, offset: line.offset + start + fault.index };
      issues.push(issue("malformed_json", place, { message: faultMessage(bytes, fault) }));
    }
    return undefined;
  }
  if (!line.terminated) issues.push(tornLine(line, "a whole event"));
  return parsed;
}

function place(line: Line): Place {
  return { line: line.number, offset: line.offset };
}

function tornLine(line: Line, what: string): Issue {
  const message = `The last line has no newline: ${byteCount(line.length)}, ${what}`;
  return issue("torn_line", place(line), { message });
}

function byteCount(count: number, kind = ""): string {
  return `${count} ${kind}byte${count === 1 ? "" : "s"}`;
}

/** Skips what may stand before the event and is not it; returns how many bytes. */
function skipLead(line: Line, issues: Issue[]): number {
  const { bytes } = line;
  let start = 0;
  if (line.offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    start = 3;
    const message = "The file starts with a byte order mark (EF BB BF)";
    issues.push(issue("byte_order_mark", place(line), { message }));
  }
  const afterMark = start;
  while (bytes[start] === 0) start++;
  // Of a last line of nothing else, `torn_line` says it.
  if (start > afterMark && (line.terminated || !isBlank(bytes.subarray(start)))) {
    const message = `Found ${byteCount(start - afterMark, "NUL ")} at the line's start`;
    issues.push(issue("nul_bytes", place(line), { message }));
  }
  return start;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text with U+FFFD for what is no UTF-8. Its decoder is made where a line has a fault. */
function decodeLeniently(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** One character for each byte, ASCII as it is: all of JSON's own characters are ASCII. */
function decodeBytewise(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function decodeText(bytes: Uint8Array, line: Line, issues: Issue[]): string {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    const at = firstInvalidUtf8(bytes);
    if (line.terminated || !isCutSequence(bytes.subarray(at))) {
      const offset = line.offset + line.bytes.length - bytes.length + at;
      const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, "0");
      const message = `Expected UTF-8, found byte ${byte} at byte ${at + 1} of the line`;
      issues.push(issue("bad_utf8", { line: line.number, offset }, { message }));
    }
    return decodeLeniently(bytes);
  }
}

/** Of these, one makes any beginning of a character a whole one. */
const SEQUENCE_ENDS: readonly (readonly number[])[] = [
  [0x80],
  [0xbf],
  [0x80, 0x80],
  [0xbf, 0x80],
  [0x80, 0x80, 0x80],
  [0xbf, 0x80, 0x80],
];

/** Whether bytes are the beginning of one character whose end was cut off. */
function isCutSequence(bytes: Uint8Array): boolean {
  return bytes.length <= 3 &&
    SEQUENCE_ENDS.some((end) => firstInvalidUtf8(Uint8Array.of(...bytes, ...end)) === -1);
}

interface ParsedValue {
  readonly value: unknown;
}

function parse(text: string): ParsedValue | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The fault with its index in bytes; of a text that only this engine refuses, its start. */
function findFault(bytes: Uint8Array): JsonFault {
  return findJsonFault(decodeBytewise(bytes)) ?? { index: 0, expected: "a JSON value" };
}

function faultMessage(bytes: Uint8Array, { index, expected }: JsonFault): string {
  const [char] = decodeLeniently(bytes.subarray(index, index + 4));
  const found = char === undefined ? "the line's end" : JSON.stringify(char);
  const column = decodeLeniently(bytes.subarray(0, index)).length + 1;
  return `Expected ${expected}, found ${found} at column ${column}`;
}
