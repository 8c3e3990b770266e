/** What an event belongs to. Ids are strings, always. */
export interface Correlation {
  /** The run; a ULID unless the tool has ids of its own. */
  readonly runId: string;
  /** The host that the event belongs to. */
  readonly hostId?: string;
  /** The resource that the event belongs to. */
  readonly resourceId?: string;
  /** The job that the event belongs to. */
  readonly jobId?: string;
  /** The command that the event belongs to. */
  readonly commandId?: string;
  /** The step that the event belongs to. */
  readonly stepId?: string;
  /** The attempt, counted from 1. */
  readonly attempt?: number;
  /** The process that emitted; absent for the run's first process. */
  readonly writer?: string;
}

/** What tells an event from all others: an event that comes twice comes with the same. */
export interface EventIdentity extends Pick<Correlation, "runId" | "writer"> {
  /** The writer's number for it. */
  readonly seq: number;
}

/** A correlation that names a host. */
export interface HostCorrelation extends Correlation {
  /** The host that the event belongs to. */
  readonly hostId: string;
}

/** A correlation that names a resource. */
export interface ResourceCorrelation extends Correlation {
  /** The resource that the event belongs to. */
  readonly resourceId: string;
}

/** A correlation that names a resource and an attempt on it. */
export interface AttemptCorrelation extends ResourceCorrelation {
  /** The attempt that failed, counted from 1. */
  readonly attempt: number;
}

/** A correlation that names a job. */
export interface JobCorrelation extends Correlation {
  /** The job that the event belongs to. */
  readonly jobId: string;
}

/** A correlation that names a command. */
export interface CommandCorrelation extends Correlation {
  /** The command that the event belongs to. */
  readonly commandId: string;
}

/** A correlation that names a step. */
export interface StepCorrelation extends Correlation {
  /** The step that the event belongs to. */
  readonly stepId: string;
}

/**
 * The keys that every event has. They are stamped at emit.
 *
 * @typeParam Type The event's type.
 * @typeParam Corr What its correlation must name.
 */
export interface EventEnvelope<Type extends string, Corr extends Correlation = Correlation> {
  /** The schema's major version, 1. */
  readonly v: number;
  /** The event's number, contiguous from 1 per run and writer: a gap proves a loss. */
  readonly seq: number;
  /** A built-in type in snake_case, or a custom one with a dot. */
  readonly type: Type;
  /** When it was emitted: RFC 3339, UTC, milliseconds, `Z`. */
  readonly timestamp: string;
  /** What the event belongs to. */
  readonly correlation: Corr;
}

/** What every event says that starts or finishes something. */
export interface MaybeSynthetic {
  /** True where `runtrail repair` wrote the event in place of one that was lost. */
  readonly synthetic?: boolean;
}
