/**
 * One ordered, typed, correlated event stream per run: the event schema, the
 * bus, and a process-wide slot to emit to.
 *
 * A tool emits from anywhere and pays next to nothing while nobody listens. Who
 * runs the tool installs where the stream goes: a file, standard output, a test.
 *
 * @example Emit, install, clear
 * ```ts
 * import { clear, emit, EventBus, install, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus();
 * bus.on((event) => seen.push(event));
 *
 * install(bus);
 * emit({ type: "stdout", payload: "hello\n" });
 * clear();
 *
 * assertEquals(seen[0]?.correlation.runId, bus.runId);
 * ```
 *
 * @module
 */

export { EventBus } from "./core/bus.ts";
export type { EventBusOptions } from "./core/bus.ts";
export { EventBuilders } from "./core/builders.ts";
export type {
  AttemptCorrelation,
  CommandCorrelation,
  Correlation,
  EventEnvelope,
  HostCorrelation,
  JobCorrelation,
  MaybeSynthetic,
  ResourceCorrelation,
  StepCorrelation,
} from "./core/correlation.ts";
export { defineEvent, isEvent } from "./core/custom_event.ts";
export type {
  CustomEvent,
  CustomEventBuilder,
  CustomEventDefinition,
  CustomEventDraft,
  CustomEventOptions,
  CustomEventType,
} from "./core/custom_event.ts";
export { encodeEvent, encodeEventBytes } from "./core/encode.ts";
export type {
  BuiltInEvent,
  DraftCorrelation,
  EventDraft,
  EventFields,
  EventOf,
  RunEvent,
} from "./core/event.ts";
export type { Listener, SinkFailure, Subscription } from "./core/fan_out.ts";
export type {
  FailedAttempt,
  FinishedRun,
  HostHandle,
  ResourceCounts,
  ResourceHandle,
  ResourceResult,
  RunHandle,
} from "./core/host_scopes.ts";
export { newRunId } from "./core/ids.ts";
export { runIdTime } from "./core/run_id_time.ts";
export { eventJsonSchema } from "./core/json_schema.ts";
export type { EventJsonSchemaOptions, JsonSchema } from "./core/json_schema.ts";
export type {
  CommandFinished,
  CommandStarted,
  ErrorMode,
  EventError,
  Host,
  HostFinished,
  HostStarted,
  JobFinished,
  JobStarted,
  Outcome,
  ResourceFinished,
  ResourceName,
  ResourceOutput,
  ResourceRetry,
  ResourceStarted,
  ResourceStatus,
  RunFinished,
  RunStarted,
  StepFinished,
  StepStarted,
} from "./core/lifecycle_events.ts";
export type {
  Hook,
  NamespacedEvent,
  PackRun,
  PersonaStage,
  Stderr,
  Stdout,
  ToolCall,
  ToolResult,
  Transcript,
} from "./core/output_events.ts";
export { redact } from "./core/redaction.ts";
export type { RedactionPolicy } from "./core/redaction.ts";
export { EventReporter } from "./core/reporter.ts";
export type { EventReporterOptions, ReportedOutput, Reporter } from "./core/reporter.ts";
export type { Emitter, OutputName, RunTally, ScopeIds } from "./core/scope.ts";
export type { Sink, SinkStats, StampingSink } from "./core/sink.ts";
export { clear, emit, install, isActive } from "./core/slot.ts";
export type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaProps,
  StandardSchemaResult,
} from "./core/standard_schema.ts";
export type { Clock } from "./core/timestamp.ts";
export type {
  CommandHandle,
  CommandResult,
  FinishFields,
  JobHandle,
  StepHandle,
  ToolCallHandle,
} from "./core/work_scopes.ts";
