import type { RunEvent } from "./event.ts";
import { cutOut } from "./output_tail.ts";

/** How something ended. */
export interface Verdict {
  /** `ok`, `changed`, `failed`, `cancelled` or an outcome; `unknown` where the event lacks it. */
  readonly status: string;
  /** Whether it is listed as a failure. */
  readonly failed: boolean;
  /** What went wrong, for people. */
  readonly message: string;
}

/**
 * Reads from a finish event how it went. A key that broke the event table is
 * absent here, and an absent end is never guessed to be a success.
 *
 * @param event An event that finishes something.
 * @returns How it went.
 */
export function verdict(event: RunEvent): Verdict {
  switch (event.type) {
    case "resource_finished": {
      const { status = "unknown", error } = event;
      const failed = status !== "ok" && status !== "changed";
      return { status, failed, message: error?.message ?? status };
    }
    case "command_finished": {
      const { exitCode = "unknown", signal } = event;
      const failed = exitCode !== 0;
      const message = signal === undefined ? `exit code ${exitCode}` : `killed by ${signal}`;
      return { status: failed ? "failure" : "success", failed, message };
    }
    case "job_finished":
    case "step_finished": {
      const { outcome = "unknown", error } = event;
      const failed = outcome !== "success" && outcome !== "skip";
      return { status: outcome, failed, message: error?.message ?? outcome };
    }
    case "tool_result": {
      const status = event.ok === true ? "success" : "failure";
      return { status, failed: status === "failure", message: resultText(event.result) ?? status };
    }
    case "host_finished": {
      const status = event.cancelled ? "cancelled" : event.failed === 0 ? "ok" : "failed";
      // What failed on a host is listed by itself.
      return { status, failed: false, message: status };
    }
    default:
      return { status: "finished", failed: false, message: "finished" };
  }
}

const MAX_MESSAGE_CHARS = 400;

/** Tools that fail often answer with the reason. */
function resultText(result: unknown): string | undefined {
  return typeof result === "string" ? cutOut(result, 0, MAX_MESSAGE_CHARS) : undefined;
}
