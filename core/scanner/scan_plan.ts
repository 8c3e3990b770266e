import type { RunEvent } from "../event.ts";
import { CORRELATION_FIELDS, EVENT_TABLE, type EventRule, type Fields } from "../event_table.ts";
import type { ItemKind } from "../run_summary.ts";
import { verdict } from "../verdict.ts";

/** What the compiled scanner does by itself with a sound event that holds no surprise. */
export type ScanRole = "plain" | "output" | "start" | "finish" | "retry" | "reference";

/** What the compiled scanner knows of an event type. */
export interface TypePlan {
  /** The type. */
  readonly type: string;
  /** What becomes of its events; those of `reference` always go to the rules and the summary. */
  readonly role: ScanRole;
  /** The index in `SCANNED_KINDS` of what it starts or finishes. */
  readonly kind: number;
  /** The keys that `correlation` must have, one bit each in the order of `SCANNED_IDS`. */
  readonly required: number;
  /** The event's own keys. */
  readonly fields: Fields;
}

/** The keys of `correlation` behind `runId`, in wire order. */
export const SCANNED_IDS: readonly string[] = Object.keys(CORRELATION_FIELDS).slice(1);

/** The kinds of things that the scanner tells apart, those that `correlation` names first, in its order. */
export const SCANNED_KINDS = ["host", "resource", "job", "command", "step", "tool"] as const;

const OUTCOMES = EVENT_TABLE.job_finished.fields.outcome.values;

/** Ways to end, by kind: each with the verdict on it. */
export const ENDINGS: ReadonlyMap<ItemKind, readonly Ending[]> = new Map([
  [
    "resource",
    EVENT_TABLE.resource_finished.fields.status.values.map((status) =>
      endingOf({ type: "resource_finished", status })
    ),
  ],
  ["command", [0, 1].map((exitCode) => endingOf({ type: "command_finished", exitCode }))],
  [
    "host",
    [{ failed: 0 }, { failed: 1 }, { failed: 0, cancelled: true }].map((host) =>
      endingOf({ type: "host_finished", ...host })
    ),
  ],
  ["job", OUTCOMES.map((outcome) => endingOf({ type: "job_finished", outcome }))],
  ["step", OUTCOMES.map((outcome) => endingOf({ type: "step_finished", outcome }))],
  ["tool", [true, false].map((ok) => endingOf({ type: "tool_result", ok }))],
]);

/** A way to end. */
export interface Ending {
  /** As `RunSummary.counts` names it. */
  readonly status: string;
  /** Whether it is listed as a failure. */
  readonly failed: boolean;
}

/** The built-in types; a type's index is the scanner's number for it. */
export const TYPE_PLANS: readonly TypePlan[] = Object.entries(EVENT_TABLE).map(planOf);

function endingOf(event: { readonly type: string; readonly [key: string]: unknown }): Ending {
  const { status, failed } = verdict(event as unknown as RunEvent);
  // What failed on a host is listed by itself.
  return { status, failed: failed && event.type !== "host_finished" };
}

function planOf([type, rule]: readonly [string, EventRule]): TypePlan {
  const kind = rule.starts ?? rule.finishes;
  return {
    type,
    role: roleOf(type, rule),
    kind: SCANNED_KINDS.indexOf(kind as typeof SCANNED_KINDS[number]),
    required: rule.correlation.reduce((mask, key) => mask | 1 << SCANNED_IDS.indexOf(key), 0),
    fields: rule.fields,
  };
}

function roleOf(type: string, { starts, finishes }: EventRule): ScanRole {
  const kind = starts ?? finishes;
  if (kind !== undefined) {
    if (kind === "run") return "reference";
    return starts === undefined ? "finish" : "start";
  }
  if (type === "resource_retry") return "retry";
  return outputKey(type) === undefined ? "plain" : "output";
}

/**
 * Gives the key that holds the text that an event outputs.
 *
 * @param type A built-in type.
 * @returns The key, or undefined where the event is no output.
 */
export function outputKey(type: string): string | undefined {
  switch (type) {
    case "stdout":
    case "stderr":
      return "payload";
    case "resource_output":
      return "chunk";
    default:
      return undefined;
  }
}
