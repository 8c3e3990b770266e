import { printable } from "../core/printable.ts";
import type { Drawing } from "./columns.ts";
import { cutTo } from "./text_width.ts";

const MAX_NAME_COLUMNS = 60;
const MAX_MESSAGE_COLUMNS = 120;

/** Colours and bold face, in any form (ECMA-48, SGR). */
// deno-lint-ignore no-control-regex
const COLOURING = /\u001b\[[\d;:]*m/g;

/**
 * Shows a line of output as a terminal would, but without its colours, and
 * without what a progress bar drew over.
 *
 * @param line The line.
 * @returns Safe text.
 */
export function outputLine(line: string): string {
  const drawnOver = line.lastIndexOf("\r");
  return printable(line.slice(drawnOver + 1).replace(COLOURING, ""));
}

/**
 * Shows a name from an event.
 *
 * @param name The name, any text.
 * @param drawing How to measure.
 * @returns Safe text of at most 60 columns.
 */
export function nameText(name: string, { width }: Drawing): string {
  return cutTo(printable(name.trim()), MAX_NAME_COLUMNS, width);
}

/**
 * Shows a message from an event. It may have many lines: the first says what it is.
 *
 * @param message The message, any text.
 * @param drawing How to measure.
 * @returns Safe text of at most 120 columns.
 */
export function firstLine(message: string, { width }: Drawing): string {
  const [first = "", ...others] = message.trim().split(/\r?\n/, 2);
  return cutTo(outputLine(first) + (others.length > 0 ? " …" : ""), MAX_MESSAGE_COLUMNS, width);
}

/**
 * Shows when a run started.
 *
 * @param startedAtMs Milliseconds since 1970, where it is known.
 * @returns Date and time in UTC, or a dash.
 */
export function startText(startedAtMs: number | undefined): string {
  return startedAtMs === undefined
    ? "-"
    : new Date(startedAtMs).toISOString().replace(/\.\d+Z$/, "").replace("T", " ");
}
