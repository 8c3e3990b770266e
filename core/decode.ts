import type { RunEvent } from "./event.ts";
import { interpret } from "./interpret.ts";
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
  const event = line.length > line.bytes.length ? tooLong(line, issues) : decode(line, issues);
  return event === undefined ? { issues } : { event, issues };
}

function tooLong(line: Line, issues: Issue[]): undefined {
  const message = `The line has ${line.length} bytes, which is over the limit`;
  issues.push(issue(line.terminated ? "line_too_long" : "torn_line", place(line), { message }));
}

function decode(line: Line, issues: Issue[]): RunEvent | undefined {
  const start = skipLead(line, issues);
  const bytes = line.bytes.subarray(start);
  if (isBlank(bytes)) {
    if (start > 0 && !line.terminated) tear(line, "nothing but NUL bytes", issues);
    return undefined;
  }
  const { text, sound } = decodeText(bytes, line, issues);
  const parsed = parse(text);
  if (parsed === undefined) {
    const fault = findJsonFault(text) ?? { index: 0, expected: "a JSON value" };
    if (!line.terminated) tear(line, "an event that is not whole", issues);
    if (line.terminated || fault.index < text.length) {
      const before = sound ? UTF8.encode(text.slice(0, fault.index)).length : 0;
      const place = { line: line.number, offset: line.offset + start + before };
      issues.push(issue("malformed_json", place, { message: faultMessage(text, fault) }));
    }
    return undefined;
  }
  if (!line.terminated) tear(line, "a whole event", issues);
  return interpret(parsed.value, place(line), issues);
}

function place(line: Line): Place {
  return { line: line.number, offset: line.offset };
}

function tear(line: Line, what: string, issues: Issue[]): void {
  const message = `The last line has no newline: ${line.length} bytes, ${what}`;
  issues.push(issue("torn_line", place(line), { message }));
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
  if (start > afterMark && line.terminated) {
    const message = `Found ${start - afterMark} NUL bytes at the line's start`;
    issues.push(issue("nul_bytes", place(line), { message }));
  }
  return start;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LENIENT_UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
const UTF8 = new TextEncoder();

function decodeText(
  bytes: Uint8Array,
  line: Line,
  issues: Issue[],
): { readonly text: string; readonly sound: boolean } {
  try {
    return { text: STRICT_UTF8.decode(bytes), sound: true };
  } catch {
    const at = firstInvalidUtf8(bytes);
    if (line.terminated || !isCutSequence(bytes.subarray(at))) {
      const offset = line.offset + line.bytes.length - bytes.length + at;
      const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, "0");
      const message = `Expected UTF-8, found byte ${byte} at byte ${at + 1} of the line`;
      issues.push(issue("bad_utf8", { line: line.number, offset }, { message }));
    }
    return { text: LENIENT_UTF8.decode(bytes), sound: false };
  }
}

/** Whether bytes are the beginning of one character whose end was cut off. */
function isCutSequence(bytes: Uint8Array): boolean {
  if (bytes.length > 3) return false;
  for (
    const rest of [[0x80], [0xbf], [0x80, 0x80], [0xbf, 0x80], [0x80, 0x80, 0x80], [
      0xbf,
      0x80,
      0x80,
    ]]
  ) {
    if (firstInvalidUtf8(Uint8Array.of(...bytes, ...rest)) === -1) return true;
  }
  return false;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function faultMessage(text: string, fault: JsonFault): string {
  const found = fault.index >= text.length
    ? "the line's end"
    : JSON.stringify(String.fromCodePoint(text.codePointAt(fault.index)!).toWellFormed());
  return `Expected ${fault.expected}, found ${found} at column ${fault.index + 1}`;
}
