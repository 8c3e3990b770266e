/** How bad an issue is: errors fail `validate`, warnings fail it under `--strict`. */
export type Severity = "error" | "warning";

/** What is known of one kind of issue. */
export interface IssueRule {
  /** How bad it is. */
  readonly severity: Severity;
  /** Why it is reported. */
  readonly reason: string;
}

/**
 * Every issue code with its severity and reason. Codes are contract: one may be
 * added in a minor version, none changes its meaning.
 *
 * Real streams break strict nesting (a resource may finish after its host on a
 * timeout, a clock may be set back): such things are warnings.
 */
export const ISSUE_RULES = {
  empty_file: {
    severity: "error",
    reason: "No event at all: the run never wrote, or the file is not the one that was meant.",
  },
  torn_line: {
    severity: "error",
    reason: "The last line has no newline: the writer was cut off. Every event before it is whole.",
  },
  line_too_long: {
    severity: "error",
    reason: "A line is longer than the limit. It is skipped, so that reading is bounded in memory.",
  },
  byte_order_mark: {
    severity: "error",
    reason: "The file starts with a byte order mark, which JSON forbids (RFC 8259, section 8.1).",
  },
  nul_bytes: {
    severity: "error",
    reason: "NUL bytes stand before a line: what was there was lost, as in a power cut.",
  },
  bad_utf8: {
    severity: "error",
    reason: "JSON is UTF-8 (RFC 8259, section 8.1). The event is read with U+FFFD for bad bytes.",
  },
  malformed_json: {
    severity: "error",
    reason: "The line is not one JSON value (RFC 8259). It is skipped.",
  },
  schema: {
    severity: "error",
    reason:
      "A value is missing or not what the event table or a custom event's schema says. Other keys are still used.",
  },
  negative_duration: {
    severity: "error",
    reason: "A duration below zero: it was not measured on a monotonic clock.",
  },
  newer_version: {
    severity: "error",
    reason: "`v` is newer than this reader: the line is not interpreted.",
  },
  unknown_type: {
    severity: "warning",
    reason: "A type without a dot that is not built in: misspelt, or of a newer minor version.",
  },
  seq_gap: {
    severity: "error",
    reason: "Numbers of a writer are missing to the end of the file: events were lost.",
  },
  seq_duplicate: {
    severity: "error",
    reason: "A number of a writer occurs again: an event was written or delivered twice.",
  },
  seq_disorder: {
    severity: "warning",
    reason: "A number of a writer comes after a later one: nothing is lost, the order is.",
  },
  time_backwards: {
    severity: "warning",
    reason: "A writer's timestamp is before its last one: the clock was set back.",
  },
  event_before_start: {
    severity: "warning",
    reason: "A run's first event is not `run_started`. Reported once for each run.",
  },
  event_after_finish: {
    severity: "warning",
    reason: "An event of a run comes after its `run_finished`.",
  },
  duplicate_start: {
    severity: "error",
    reason: "Something is started a second time: two things share an id.",
  },
  duplicate_finish: {
    severity: "error",
    reason: "Something is finished a second time.",
  },
  finish_without_start: {
    severity: "error",
    reason: "Something is finished that was never started: its start was lost or never emitted.",
  },
  start_without_finish: {
    severity: "error",
    reason: "Something was started and never finished: an absent end is never guessed.",
  },
  unknown_reference: {
    severity: "error",
    reason: "`correlation` names something that was never started. Reported once for each id.",
  },
  child_after_parent: {
    severity: "warning",
    reason: "Something starts, goes on or finishes after what it belongs to has finished.",
  },
  host_counts: {
    severity: "warning",
    reason: "Counts in `host_finished` or `run_finished` differ from the events before it.",
  },
} as const satisfies { readonly [code: string]: IssueRule };

/** A stable code of an issue. */
export type IssueCode = keyof typeof ISSUE_RULES;

/** Something that is wrong with an event file. Bad data is never an exception. */
export interface Issue {
  /** What kind of issue it is. */
  readonly code: IssueCode;
  /** How bad it is, by the code. */
  readonly severity: Severity;
  /** The line, counted from 1; 0 where the issue is the whole file's. */
  readonly line: number;
  /** Where the fault is, in bytes from the start of the file. */
  readonly offset: number;
  /** The key that is at fault, such as `correlation.hostId`; empty where there is none. */
  readonly path: string;
  /** What was expected and what was found, for people. */
  readonly message: string;
  /** The run that the issue belongs to, where it is known. */
  readonly runId?: string;
}

/** Where an issue is. */
export interface Place {
  /** The line, counted from 1; 0 where the issue is the whole file's. */
  readonly line: number;
  /** Where the fault is, in bytes from the start of the file. */
  readonly offset: number;
}

/**
 * Makes an issue: the one place that does.
 *
 * @param code What kind of issue it is.
 * @param place The line and the offset.
 * @param details The message, and the path and run where there are any.
 * @returns The issue with its severity.
 */
export function issue(
  code: IssueCode,
  place: Place,
  details: { readonly message: string; readonly path?: string; readonly runId?: string },
): Issue {
  const { severity } = ISSUE_RULES[code];
  const { path = "", message, runId } = details;
  const base = { code, severity, line: place.line, offset: place.offset, path, message };
  return runId === undefined ? base : { ...base, runId };
}

/** Reports an issue of one run. */
export type RunReport = (
  code: IssueCode,
  place: Place,
  details: { readonly path: string; readonly message: string },
) => void;

/**
 * Makes what the rules of a run report with.
 *
 * @param runId The run.
 * @param report Called for each issue.
 * @returns Reports that name the run.
 */
export function runReport(runId: string, report: (issue: Issue) => void): RunReport {
  return (code, place, details) => report(issue(code, place, { ...details, runId }));
}
