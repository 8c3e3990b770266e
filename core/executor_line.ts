import type { RunEvent } from "./event.ts";
import { eventRule } from "./event_table.ts";
import { plain } from "./plain.ts";
import { printable } from "./printable.ts";
import { verdict } from "./verdict.ts";

const TYPE_WIDTH = 38;

/**
 * Shows an event as workflow executors log it:
 * `event <type padded to 38> exec=<run> step=<step> status=<status> <context as JSON>`.
 * The context is the data of a custom event, and all own keys of a built-in one.
 *
 * @param event The event.
 * @returns One line without its newline, safe to show in a terminal or a CI log.
 */
export function executorLine(event: RunEvent): string {
  const { v: _v, seq: _seq, type, timestamp: _timestamp, correlation, ...own } = event;
  const context = eventRule(type) === undefined && "data" in own ? own.data : own;
  const fields = [
    "event",
    type.padEnd(TYPE_WIDTH),
    `exec=${correlation.runId}`,
    `step=${correlation.stepId ?? ""}`,
    `status=${statusOf(event)}`,
    JSON.stringify(plain(context) ?? null),
  ];
  return printable(fields.join(" "));
}

type Status = "RUNNING" | "COMPLETED" | "FAILED";

/** Executors take a status that is missing from the last word of the type. */
const STATUS_WORDS: ReadonlyMap<string, Status> = new Map([
  ["done", "COMPLETED"],
  ["exit", "COMPLETED"],
  ["completed", "COMPLETED"],
  ["error", "FAILED"],
  ["failed", "FAILED"],
]);

function statusOf(event: RunEvent): Status {
  const rule = eventRule(event.type);
  if (rule === undefined) {
    return STATUS_WORDS.get(event.type.split(/[._-]/).at(-1) ?? "") ?? "RUNNING";
  }
  if (rule.finishes === undefined) return "RUNNING";
  return verdict(event).failed ? "FAILED" : "COMPLETED";
}
