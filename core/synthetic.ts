import type { Correlation } from "./correlation.ts";
import { type Entity, ID_KINDS, idKey } from "./entity.ts";
import type { EventDraft, RunEvent } from "./event.ts";
import type { ResourceStatus } from "./lifecycle_events.ts";
import { elapsedBetween } from "./timestamp.ts";

/** What stands where only the lost event knew. */
const UNKNOWN = "unknown";

const SYNTHETIC = { synthetic: true } as const;

/**
 * Makes the start of something whose own start was lost.
 *
 * @param entity The thing.
 * @param event The first event that speaks of it, with what it knows.
 * @returns A draft marked as synthetic.
 */
export function syntheticStart(entity: Entity, event: RunEvent): EventDraft {
  const { kind, id } = entity;
  const outer = outerIds(event.correlation, kind);
  switch (kind) {
    case "run":
      return { type: "run_started", ...SYNTHETIC };
    case "host": {
      const host = event.type === "host_finished"
        ? event.host
        : { name: id, hostname: "", user: "", port: 0, vars: {} };
      return { type: "host_started", correlation: { hostId: id }, host, ...SYNTHETIC };
    }
    case "resource": {
      const correlation = { ...outer, resourceId: id };
      return { type: "resource_started", correlation, ...resourceOf(event, id), ...SYNTHETIC };
    }
    case "job":
      return { type: "job_started", correlation: { ...outer, jobId: id }, ...SYNTHETIC };
    case "step":
      return { type: "step_started", correlation: { ...outer, stepId: id }, ...SYNTHETIC };
    case "command": {
      const correlation = { ...outer, commandId: id };
      return { type: "command_started", correlation, cmd: UNKNOWN, ...SYNTHETIC };
    }
    case "tool": {
      const call = { callId: id, name: UNKNOWN, args: null, startedAt: event.timestamp };
      return { type: "tool_call", correlation: outer, ...call, ...SYNTHETIC };
    }
    default:
      return kind satisfies never;
  }
}

function resourceOf(
  event: RunEvent,
  id: string,
): { readonly resourceType: string; readonly resourceName: string } {
  const { resourceType = UNKNOWN, resourceName = id } = event as {
    readonly resourceType?: string;
    readonly resourceName?: string;
  };
  return { resourceType, resourceName };
}

/** The ids of what something can be a part of. */
function outerIds(correlation: Correlation, kind: Entity["kind"]): Partial<Correlation> {
  const kinds: readonly Entity["kind"][] = ID_KINDS;
  const inner = kinds.indexOf(kind);
  const outer = inner === -1 ? ID_KINDS : ID_KINDS.slice(0, inner);
  return Object.fromEntries(
    outer.map((each) => [idKey(each), correlation[idKey(each)]] as const)
      .filter(([, id]) => id !== undefined),
  );
}

/** Why something ends that never ended by itself. */
const NEVER_FINISHED = {
  message: "It never finished: the run broke off, or its end was lost",
  name: "NeverFinished",
} as const;

/** What the end of something needs beside its start. */
export interface Ending {
  /** When it ends. */
  readonly timestamp: string;
  /** How many resources of a host finished, by status. */
  readonly counts: { readonly [Status in ResourceStatus]: number };
}

/**
 * Makes the end of something that never ended. It is never a success.
 *
 * @param start The event that started it.
 * @param ending When it ends, and what a host counts.
 * @returns A draft marked as synthetic; undefined where the event starts nothing.
 */
export function syntheticFinish(start: RunEvent, ending: Ending): EventDraft | undefined {
  const durationMs = elapsedBetween(start.timestamp, ending.timestamp);
  const failed = { durationMs, error: NEVER_FINISHED, ...SYNTHETIC };
  const errored = { outcome: "error", ...failed } as const;
  switch (start.type) {
    case "run_started":
      return { type: "run_finished", hasFailures: true, ...errored };
    case "host_started": {
      const { correlation, host } = start;
      // Without `cancelled` a host of which no resource failed would look well.
      const rest = { ...ending.counts, durationMs, cancelled: true, ...SYNTHETIC };
      return { type: "host_finished", correlation, host, ...rest };
    }
    case "resource_started": {
      const { correlation, resourceType, resourceName } = start;
      const resource = { resourceType, resourceName, status: "failed" } as const;
      return { type: "resource_finished", correlation, ...resource, ...failed };
    }
    case "job_started":
      return { type: "job_finished", correlation: start.correlation, ...errored };
    case "step_started":
      return { type: "step_finished", correlation: start.correlation, ...errored };
    case "command_started": {
      const { correlation } = start;
      return { type: "command_finished", correlation, exitCode: -1, durationMs, ...SYNTHETIC };
    }
    case "tool_call": {
      const answer = { callId: start.callId, ok: false, result: NEVER_FINISHED.message };
      return { type: "tool_result", correlation: start.correlation, ...answer, ...SYNTHETIC };
    }
    default:
      return undefined;
  }
}
