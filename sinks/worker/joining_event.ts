import { isRecord } from "../../core/check.ts";
import type { RunEvent } from "../../core/event.ts";

/** Which events may join. */
export interface Admission {
  /** The run that they must belong to. */
  readonly runId: string;
  /** The writer that they must have; undefined for any, but none without. */
  readonly writer: string | undefined;
}

/**
 * Reads the line of an event that is to join a run. Only its stamp is judged: what
 * else it holds passes as it would from this process, for `validate` to judge.
 *
 * @param line One line of JSON, which may be anything.
 * @param admission Which events may join.
 * @returns The event; undefined where it may not join.
 */
export function joiningEvent(line: string, admission: Admission): RunEvent | undefined {
  const event = parsed(line);
  if (!isRecord(event)) return undefined;
  const { v, seq, type, timestamp, correlation } = event;
  const isStamped = Number.isSafeInteger(v) && Number.isSafeInteger(seq) && (seq as number) >= 1 &&
    typeof type === "string" && typeof timestamp === "string" && isRecord(correlation);
  if (!isStamped || !isAdmitted(correlation, admission)) return undefined;
  return event as unknown as RunEvent;
}

/** Without a writer its numbers would be taken for those of the run's first process. */
function isAdmitted(
  { runId, writer }: { readonly runId?: unknown; readonly writer?: unknown },
  admission: Admission,
): boolean {
  if (runId !== admission.runId || typeof writer !== "string" || writer === "") return false;
  return admission.writer === undefined || writer === admission.writer;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
