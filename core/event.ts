import type { Correlation } from "./correlation.ts";
import type {
  CommandFinished,
  CommandStarted,
  HostFinished,
  HostStarted,
  JobFinished,
  JobStarted,
  ResourceFinished,
  ResourceOutput,
  ResourceRetry,
  ResourceStarted,
  RunFinished,
  RunStarted,
  StepFinished,
  StepStarted,
} from "./lifecycle_events.ts";
import type {
  Hook,
  NamespacedEvent,
  PackRun,
  PersonaStage,
  Stderr,
  Stdout,
  ToolCall,
  ToolResult,
  Transcript,
} from "./output_events.ts";

/** Every built-in event, told apart by `type`. */
export type BuiltInEvent =
  | RunStarted
  | RunFinished
  | HostStarted
  | HostFinished
  | ResourceStarted
  | ResourceFinished
  | ResourceRetry
  | ResourceOutput
  | JobStarted
  | JobFinished
  | CommandStarted
  | CommandFinished
  | StepStarted
  | StepFinished
  | Stdout
  | Stderr
  | Transcript
  | ToolCall
  | ToolResult
  | Hook
  | PersonaStage
  | PackRun;

/** An event as sinks get it and files hold it: stamped, numbered and redacted. */
export type RunEvent = BuiltInEvent | NamespacedEvent;

/** A correlation before stamping: `runId` and `writer` are filled in at emit. */
export type DraftCorrelation<Corr extends Correlation = Correlation> =
  & Omit<Corr, "runId" | "writer">
  & Partial<Pick<Correlation, "runId" | "writer">>;

/** An event's own keys: without the envelope. */
export type EventFields<Event extends RunEvent> = Event extends RunEvent
  ? Omit<Event, "v" | "seq" | "type" | "timestamp" | "correlation">
  : never;

/**
 * An event before stamping, as `emit` takes it. `correlation` may be left out
 * where the type needs no id in it.
 *
 * @example A draft of an output event
 * ```ts
 * import { emit, type EventDraft } from "@runtrail/runtrail";
 *
 * const draft: EventDraft = { type: "stdout", payload: "hello\n" };
 * emit(draft);
 * ```
 */
export type EventDraft<Event extends RunEvent = RunEvent> = Event extends RunEvent ?
    & { readonly type: Event["type"] }
    & EventFields<Event>
    & (Partial<Correlation> extends DraftCorrelation<Event["correlation"]>
      ? { readonly correlation?: DraftCorrelation<Event["correlation"]> }
      : { readonly correlation: DraftCorrelation<Event["correlation"]> })
  : never;

/**
 * The event of a given type.
 *
 * @typeParam Type A built-in type, or a custom one with a dot.
 */
export type EventOf<Type extends RunEvent["type"]> = Type extends BuiltInEvent["type"]
  ? Extract<BuiltInEvent, { readonly type: Type }>
  : NamespacedEvent & { readonly type: Type };
