import { describe } from "./describe.ts";
import type { EventDraft, EventFields, RunEvent } from "./event.ts";
import type { HostFinished, RunFinished } from "./lifecycle_events.ts";
import { keptText } from "./output_tail.ts";

/** How something ended. */
export interface Verdict {
  /** `ok`, `changed`, `failed`, `cancelled` or an outcome; `unknown` where the event lacks it. */
  readonly status: string;
  /** Whether it did not end well. */
  readonly failed: boolean;
  /** What went wrong, for people: at most 400 characters. */
  readonly message: string;
}

/**
 * Reads from a finish event how it went: the one place that decides it. A key that broke
 * the event table is absent here, and an absent end is never guessed to be a success.
 *
 * @param event An event that finishes something, stamped or not.
 * @returns How it went.
 */
export function verdict(event: RunEvent | EventDraft): Verdict {
  const judged = judge(event);
  return { ...judged, message: keptText(textOf(judged.message)) };
}

function judge(event: RunEvent | EventDraft): Verdict {
  switch (event.type) {
    case "run_finished": {
      const status = event.outcome ?? outcomeOf(event);
      return { status, failed: isBad(status), message: event.error?.message ?? status };
    }
    case "resource_finished": {
      const { status = "unknown", error } = event;
      const failed = status !== "ok" && status !== "changed";
      return { status, failed, message: error?.message ?? status };
    }
    case "command_finished": {
      const { exitCode = "unknown", signal } = event;
      const failed = exitCode !== 0;
      const message = signal === undefined
        ? `exit code ${textOf(exitCode)}`
        : `killed by ${textOf(signal)}`;
      return { status: failed ? "failure" : "success", failed, message };
    }
    case "job_finished":
    case "step_finished": {
      const { outcome = "unknown", error } = event;
      return { status: outcome, failed: isBad(outcome), message: error?.message ?? outcome };
    }
    case "tool_result": {
      const status = event.ok === true ? "success" : "failure";
      return { status, failed: status === "failure", message: resultText(event.result) ?? status };
    }
    case "host_finished": {
      const status = hostStatus(event);
      return { status, failed: status !== "ok", message: status };
    }
    default:
      return { status: "finished", failed: false, message: "finished" };
  }
}

/**
 * Reads from its finish how a host stands.
 *
 * @param event The finish; without a count of failures it has failed.
 * @returns How it stands.
 */
export function hostStatus(
  { cancelled, failed }: Pick<HostFinished, "cancelled" | "failed">,
): "ok" | "failed" | "cancelled" {
  if (cancelled) return "cancelled";
  return failed === 0 ? "ok" : "failed";
}

/** What was emitted by code without types may be anything. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : describe(value);
}

function isBad(outcome: string): boolean {
  return outcome !== "success" && outcome !== "skip";
}

/** The outcome of a run that names none: whatever says that it failed is believed. */
function outcomeOf(
  { hasFailures, exitCode = 0, error }: Partial<EventFields<RunFinished>>,
): string {
  if (hasFailures === true || exitCode !== 0 || error !== undefined) return "failure";
  return hasFailures === false ? "success" : "unknown";
}

/** Tools that fail often answer with the reason. */
function resultText(result: unknown): string | undefined {
  return typeof result === "string" ? result : undefined;
}
