import type { CustomEventDefinition } from "../../core/custom_event.ts";
import type { RunEvent } from "../../core/event.ts";
import { EventReader } from "../../core/event_reader.ts";
import type { Issue } from "../../core/issue.ts";
import { bytesOf, type Draft, linesOf, streamOf } from "../fixtures/reading.ts";

/** The data of an event, as JSON, and what was found of it. */
export interface ReadData {
  readonly data: string | undefined;
  readonly issues: readonly Issue[];
}

/** An event of run `r1`. */
export function eventOf(...draft: Draft): RunEvent {
  return streamOf(draft)[0]!;
}

/** Reads one event with types registered. */
export function readData(
  event: RunEvent,
  types: readonly CustomEventDefinition[],
): ReadData {
  const issues: Issue[] = [];
  let data: string | undefined;
  const reader = new EventReader({
    types,
    onEvent: (event) => data = "data" in event ? JSON.stringify(event.data) : undefined,
    onIssue: (issue) => issues.push(issue),
  });
  reader.push(bytesOf(linesOf([event])));
  reader.end();
  return { data, issues };
}
