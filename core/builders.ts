import type { DraftCorrelation, EventDraft, EventFields } from "./event.ts";
import type {
  AttemptCorrelation,
  CommandCorrelation,
  HostCorrelation,
  JobCorrelation,
  ResourceCorrelation,
  StepCorrelation,
} from "./correlation.ts";
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

/**
 * Builds the draft of each lifecycle event, for tools that keep ids and times
 * themselves. Nothing is emitted: hand the draft to `emit`.
 *
 * @example Build, then emit
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const bus = new EventBus({ runId: "r1" });
 * const seen: RunEvent[] = [];
 * bus.on((event) => seen.push(event));
 *
 * const jobId = bus.nextId();
 * bus.emit(bus.build.jobStarted({ jobId }, { name: "build" }));
 * bus.emit(bus.build.jobFinished({ jobId }, { outcome: "success", durationMs: 12 }));
 *
 * assertEquals(seen.map((event) => event.correlation.jobId), ["r1-1", "r1-1"]);
 * ```
 */
export class EventBuilders {
  /** Builds `run_started`. */
  runStarted(fields: EventFields<RunStarted> = {}): EventDraft<RunStarted> {
    return { type: "run_started", ...fields };
  }

  /** Builds `run_finished`. */
  runFinished(fields: EventFields<RunFinished>): EventDraft<RunFinished> {
    return { type: "run_finished", ...fields };
  }

  /** Builds `host_started`. */
  hostStarted(
    correlation: DraftCorrelation<HostCorrelation>,
    fields: EventFields<HostStarted>,
  ): EventDraft<HostStarted> {
    return { type: "host_started", correlation, ...fields };
  }

  /** Builds `host_finished`. */
  hostFinished(
    correlation: DraftCorrelation<HostCorrelation>,
    fields: EventFields<HostFinished>,
  ): EventDraft<HostFinished> {
    return { type: "host_finished", correlation, ...fields };
  }

  /** Builds `resource_started`. */
  resourceStarted(
    correlation: DraftCorrelation<ResourceCorrelation>,
    fields: EventFields<ResourceStarted>,
  ): EventDraft<ResourceStarted> {
    return { type: "resource_started", correlation, ...fields };
  }

  /** Builds `resource_finished`. */
  resourceFinished(
    correlation: DraftCorrelation<ResourceCorrelation>,
    fields: EventFields<ResourceFinished>,
  ): EventDraft<ResourceFinished> {
    return { type: "resource_finished", correlation, ...fields };
  }

  /** Builds `resource_retry`. */
  resourceRetry(
    correlation: DraftCorrelation<AttemptCorrelation>,
    fields: EventFields<ResourceRetry>,
  ): EventDraft<ResourceRetry> {
    return { type: "resource_retry", correlation, ...fields };
  }

  /** Builds `resource_output`. */
  resourceOutput(
    correlation: DraftCorrelation<ResourceCorrelation>,
    fields: EventFields<ResourceOutput>,
  ): EventDraft<ResourceOutput> {
    return { type: "resource_output", correlation, ...fields };
  }

  /** Builds `job_started`. */
  jobStarted(
    correlation: DraftCorrelation<JobCorrelation>,
    fields: EventFields<JobStarted> = {},
  ): EventDraft<JobStarted> {
    return { type: "job_started", correlation, ...fields };
  }

  /** Builds `job_finished`. */
  jobFinished(
    correlation: DraftCorrelation<JobCorrelation>,
    fields: EventFields<JobFinished>,
  ): EventDraft<JobFinished> {
    return { type: "job_finished", correlation, ...fields };
  }

  /** Builds `command_started`. */
  commandStarted(
    correlation: DraftCorrelation<CommandCorrelation>,
    fields: EventFields<CommandStarted>,
  ): EventDraft<CommandStarted> {
    return { type: "command_started", correlation, ...fields };
  }

  /** Builds `command_finished`. */
  commandFinished(
    correlation: DraftCorrelation<CommandCorrelation>,
    fields: EventFields<CommandFinished>,
  ): EventDraft<CommandFinished> {
    return { type: "command_finished", correlation, ...fields };
  }

  /** Builds `step_started`. */
  stepStarted(
    correlation: DraftCorrelation<StepCorrelation>,
    fields: EventFields<StepStarted> = {},
  ): EventDraft<StepStarted> {
    return { type: "step_started", correlation, ...fields };
  }

  /** Builds `step_finished`. */
  stepFinished(
    correlation: DraftCorrelation<StepCorrelation>,
    fields: EventFields<StepFinished>,
  ): EventDraft<StepFinished> {
    return { type: "step_finished", correlation, ...fields };
  }
}

/** The builders have no state: one instance serves all. */
export const BUILDERS: EventBuilders = new EventBuilders();
