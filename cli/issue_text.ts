import type { Issue } from "../core/issue.ts";
import type { Line } from "../core/lines.ts";
import type { Paint } from "../core/paint.ts";
import { printable } from "../core/printable.ts";

/** How much of a line is shown before and after the fault, in characters. */
const BEFORE = 40;
const AFTER = 32;

/** Issues whose place in the line says more than a key would. */
const SHOWN_IN_PLACE: ReadonlySet<Issue["code"]> = new Set([
  "malformed_json",
  "bad_utf8",
  "torn_line",
  "nul_bytes",
]);

/**
 * Shows an issue: where it is, what it is, and the text at fault.
 *
 * @param file The file's name as it is shown.
 * @param issue The issue.
 * @param options The line at fault, and how to colour.
 * @returns Lines, safe to show in a terminal or a CI log.
 */
export function issueText(
  file: string,
  issue: Issue,
  options: { readonly line: Line | undefined; readonly paint: Paint },
): readonly string[] {
  const { line, paint } = options;
  const place = issue.line === 0 ? file : `${file}:${issue.line}`;
  const severity = issue.severity === "error" ? paint("bad", "error  ") : paint("warn", "warning");
  const path = issue.path === "" ? "" : `  ${paint("note", printable(issue.path))}`;
  const head = `${severity} ${paint("strong", issue.code)}${path}  ${paint("dim", place)}`;
  const message = `        ${printable(issue.message)}`;
  if (line === undefined || !SHOWN_IN_PLACE.has(issue.code)) return [head, message];
  return [head, message, ...excerpt(line, issue, paint)];
}

const UTF8 = new TextDecoder();

/** The text around the fault with a caret under it. */
function excerpt(line: Line, issue: Issue, paint: Paint): readonly string[] {
  const at = issue.code === "torn_line" ? line.bytes.length : issue.offset - line.offset;
  if (at > line.bytes.length) return [];
  const before = UTF8.decode(line.bytes.subarray(Math.max(0, at - 4 * BEFORE), at));
  const after = UTF8.decode(line.bytes.subarray(at, at + 4 * AFTER));
  const shownBefore = printable(lastChars(before, BEFORE));
  const shownAfter = printable([...after].slice(0, AFTER).join(""));
  const lead = before.length > BEFORE || at > 4 * BEFORE ? "…" : "";
  const bar = paint("dim", "│");
  return [
    `        ${bar} ${lead}${shownBefore}${shownAfter}`,
    `        ${bar} ${" ".repeat(lead.length + shownBefore.length)}${paint("bad", "^")}`,
  ];
}

function lastChars(text: string, count: number): string {
  return [...text].slice(-count).join("");
}
