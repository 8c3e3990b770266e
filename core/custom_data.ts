import { checkData } from "./data_check.ts";
import type { RunEvent } from "./event.ts";
import type { EventRegistry } from "./event_registry.ts";
import { type Issue, issue, type Place } from "./issue.ts";

/** An event whose data was judged. */
export interface JudgedEvent {
  /** The event, without its data where the schema refuses it. */
  readonly event: RunEvent;
  /** What is wrong with the data. */
  readonly issues: readonly Issue[];
}

/**
 * Judges the data of an event of a registered type. Any other event is as it was.
 *
 * @param event An event whose keys the event table allows.
 * @param place Where its line is.
 * @param types The registered types.
 * @returns The event and what is wrong with its data.
 * @throws {AsyncSchemaError} Where the type's schema answers with a promise.
 */
export function judgeData(event: RunEvent, place: Place, types: EventRegistry): JudgedEvent {
  const definition = types.get(event.type);
  if (definition === undefined || !("data" in event)) return { event, issues: [] };
  const problems = checkData(definition, event.data);
  if (problems.length === 0) return { event, issues: [] };
  const { data: _refused, ...kept } = event;
  const { runId } = event.correlation;
  return {
    event: kept as RunEvent,
    issues: problems.map((problem) => issue("schema", place, { ...problem, runId })),
  };
}
