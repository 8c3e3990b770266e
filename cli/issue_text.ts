import type { Issue } from "../core/issue.ts";
import type { Line } from "../core/lines.ts";
import type { Paint } from "../core/paint.ts";
import { printable } from "../core/printable.ts";

/** How much of a line is shown before and after the fault, in characters. */
const BEFORE = 40;
const AFTER = 32;

/** No character has more bytes than this. */
const UTF8_BYTES = 4;

/** Issues whose place in the line says more than a key would. */
const SHOWN_IN_PLACE: ReadonlySet<Issue["code"]> = new Set([
  "malformed_json",
  "bad_utf8",
  "torn_line",
  "nul_bytes",
]);

const SEVERITY_WIDTH = "warning".length;
const INDENT = " ".repeat(SEVERITY_WIDTH + 4);

/** What an issue is shown with. */
export interface IssueShowing {
  /** The line at fault, where the issue has one. */
  readonly line: Line | undefined;
  /** Colours by meaning, or not at all. */
  readonly paint: Paint;
}

/**
 * Shows where an issue is.
 *
 * @param file The file's name as it is shown.
 * @param issue The issue.
 * @returns Such as `run.jsonl:12`; the file alone where the issue is the whole file's.
 */
export function placeText(file: string, issue: Issue): string {
  return issue.line === 0 ? file : `${file}:${issue.line}`;
}

/**
 * Shows an issue: how bad it is, what is wrong with the key at fault, its code,
 * and the text at fault with a caret under it.
 *
 * @param issue The issue.
 * @param showing The line at fault, and how to colour.
 * @returns Lines, safe to show in a terminal or a CI log.
 */
export function issueText(issue: Issue, showing: IssueShowing): readonly string[] {
  const { line, paint } = showing;
  const severity = issue.severity === "error" ? paint("bad", "error") : paint("warn", "warning");
  const blanks = " ".repeat(SEVERITY_WIDTH - issue.severity.length);
  const path = issue.path === "" ? "" : `${paint("note", printable(issue.path))}: `;
  const message = printable(issue.message);
  const head = `  ${severity}${blanks}  ${path}${message}  ${paint("dim", issue.code)}`;
  const at = line && SHOWN_IN_PLACE.has(issue.code) ? faultIn(line, issue) : undefined;
  return line === undefined || at === undefined ? [head] : [head, ...excerpt(line, at, paint)];
}

/** Where in the line the fault is; undefined where that part of a long line was not kept. */
function faultIn(line: Line, { code, offset }: Issue): number | undefined {
  const at = code === "torn_line" ? line.length : offset - line.offset;
  return at <= line.bytes.length ? at : undefined;
}

const UTF8 = new TextDecoder();

/** The text around the fault with a caret under it. */
function excerpt({ bytes }: Line, at: number, paint: Paint): readonly string[] {
  const start = Math.max(0, at - UTF8_BYTES * (BEFORE + 1));
  const before = [...UTF8.decode(bytes.subarray(start, at))];
  const after = [...UTF8.decode(bytes.subarray(at, at + UTF8_BYTES * (AFTER + 1)))];
  const lead = (before.length > BEFORE ? "…" : "") + printable(before.slice(-BEFORE).join(""));
  const rest = printable(after.slice(0, AFTER).join("")) + (after.length > AFTER ? "…" : "");
  const bar = INDENT + paint("dim", "│");
  return [`${bar} ${lead}${rest}`, `${bar} ${" ".repeat(roughWidth(lead))}${paint("bad", "^")}`];
}

/**
 * Measures text without tables: good enough to put a caret under a fault. That
 * another module could load the tables would already slow the start of `validate`.
 *
 * @param text The text.
 * @returns About how many columns it takes.
 */
export function roughWidth(text: string): number {
  const wide =
    /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
  let columns = 0;
  for (const char of text) {
    if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) columns += wide.test(char) ? 2 : 1;
  }
  return columns;
}
