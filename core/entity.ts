import type { RunEvent } from "./event.ts";
import { type EntityKind, eventRule } from "./event_table.ts";

/** Something that starts and finishes, as one event speaks of it. */
export interface Entity {
  /** What it is. */
  readonly kind: EntityKind;
  /** Its id, unique per kind within the run. */
  readonly id: string;
}

/**
 * Gives a key that is unique within a run.
 *
 * @param entity The entity.
 * @returns Its kind and id in one text.
 */
export function entityKey({ kind, id }: Entity): string {
  return `${kind} ${id}`;
}

/** The kinds that `correlation` names, from the outermost to the innermost. */
export const ID_KINDS = ["host", "resource", "job", "step", "command"] as const;

/** A kind that `correlation` names. */
export type IdKind = typeof ID_KINDS[number];

/** Looked up, because engines hash a text that is put together anew for each use as a key. */
const ID_KEYS = {
  host: "hostId",
  resource: "resourceId",
  job: "jobId",
  step: "stepId",
  command: "commandId",
} as const satisfies { readonly [Kind in IdKind]: `${Kind}Id` };

/**
 * Gives the key of `correlation` that names a kind.
 *
 * @param kind The kind.
 * @returns The key.
 */
export function idKey(kind: IdKind): `${IdKind}Id` {
  return ID_KEYS[kind];
}

/**
 * Gives what an event starts or finishes.
 *
 * @param event The event.
 * @param role Which of the two.
 * @returns The entity, or undefined where the event does no such thing or lacks the id.
 */
export function entityOf(event: RunEvent, role: "starts" | "finishes"): Entity | undefined {
  const kind = eventRule(event.type)?.[role];
  if (kind === undefined) return undefined;
  const id = idOf(event, kind);
  // An empty callId comes from agents that have no ids: such calls cannot be paired.
  return id === undefined || id === "" ? undefined : { kind, id };
}

function idOf(event: RunEvent, kind: EntityKind): string | undefined {
  switch (kind) {
    case "run":
      return event.correlation.runId;
    case "tool":
      return (event as { readonly callId?: string }).callId;
    default:
      return event.correlation[idKey(kind)];
  }
}

/**
 * Names what an event is about, for people.
 *
 * @param event An event that starts or finishes something.
 * @returns A name, or undefined where the event has none.
 */
export function nameOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case "run_started":
    case "job_started":
    case "tool_call":
      return event.name;
    case "step_started":
      return event.name ?? event.kind;
    case "command_started":
      return event.cmd;
    case "host_started":
    case "host_finished":
      return event.host?.name;
    case "resource_started":
    case "resource_finished":
    case "resource_retry":
      return resourceName(event);
    default:
      return undefined;
  }
}

function resourceName(
  event: { readonly resourceType?: string; readonly resourceName?: string },
): string | undefined {
  const parts = [event.resourceType, event.resourceName].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ");
}
