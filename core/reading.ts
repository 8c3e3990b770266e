/**
 * Reading event files: bytes to events, issues and summaries, in bounded
 * memory. Runs on every runtime.
 *
 * @example Validate and summarise
 * ```ts
 * import { inspect, type Issue } from "@runtrail/runtrail/reading";
 * import { assertEquals } from "@std/assert";
 *
 * const issues: Issue[] = [];
 * const { events, errors } = await inspect([new TextEncoder().encode("{}\n")], {
 *   onIssue: (issue) => issues.push(issue),
 * });
 * assertEquals([events, errors], [0, 5]);
 * assertEquals(issues[0]?.path, "v");
 * ```
 *
 * @module
 */

export type { EventIdentity } from "./correlation.ts";
export { EventReader } from "./event_reader.ts";
export type { EventReaderOptions } from "./event_reader.ts";
export { eventStream } from "./event_stream.ts";
export type { StreamItem } from "./event_stream.ts";
export { inspect } from "./inspection.ts";
export type { Inspection } from "./inspection.ts";
export { ISSUE_RULES } from "./issue.ts";
export type { Issue, IssueCode, IssueRule, Place, Severity } from "./issue.ts";
export type { Line } from "./lines.ts";
export type { Validation } from "./validation.ts";
export type {
  Failure,
  HostSummary,
  Item,
  ItemKind,
  KindCounts,
  Retried,
  RunState,
  RunSummary,
  Timed,
  Unfinished,
} from "./run_summary.ts";
