import type {
  AttemptCorrelation,
  CommandCorrelation,
  EventEnvelope,
  HostCorrelation,
  JobCorrelation,
  MaybeSynthetic,
  ResourceCorrelation,
  StepCorrelation,
} from "./correlation.ts";

/** How something ended, in OpenTelemetry's CI/CD terms. */
export type Outcome = "success" | "failure" | "error" | "timeout" | "cancellation" | "skip";

/** What became of a resource. */
export type ResourceStatus = "ok" | "changed" | "failed";

/** What a failure does to the rest of a run. */
export type ErrorMode = "fail-fast" | "fail-at-end" | "ignore";

/** Why something failed. */
export interface EventError {
  /** What went wrong, for people. */
  readonly message: string;
  /** The error's class or code, for programs. */
  readonly name: string;
}

/** A host as the inventory describes it. */
export interface Host {
  /** The host's name in the inventory. */
  readonly name: string;
  /** The address that is connected to. */
  readonly hostname: string;
  /** The user to log in as. */
  readonly user: string;
  /** The port to connect to; 0 where there is none. */
  readonly port: number;
  /** The host's variables, any JSON. */
  readonly vars: { readonly [key: string]: unknown };
}

/** A run begins. */
export interface RunStarted extends EventEnvelope<"run_started">, MaybeSynthetic {
  /** What the run does, such as `apply` or `check`. */
  readonly mode?: string;
  /** What a failure does to the rest of the run. */
  readonly errorMode?: ErrorMode;
  /** How many hosts the run covers. */
  readonly hostCount?: number;
  /** The run's name, for people. */
  readonly name?: string;
  /** Labels to find the run by. */
  readonly labels?: { readonly [key: string]: string };
}

/** A run ends. A run without it did not end by itself. */
export interface RunFinished extends EventEnvelope<"run_finished">, MaybeSynthetic {
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs: number;
  /** Whether anything in the run failed. */
  readonly hasFailures: boolean;
  /** How many hosts the run covers. */
  readonly hostCount?: number;
  /** How it ended. */
  readonly outcome?: Outcome;
  /** The exit code of the process. */
  readonly exitCode?: number;
  /** Why it failed. */
  readonly error?: EventError;
}

/** Work on a host begins. */
export interface HostStarted
  extends EventEnvelope<"host_started", HostCorrelation>, MaybeSynthetic {
  /** The host as the inventory describes it. */
  readonly host: Host;
}

/** Work on a host ends. */
export interface HostFinished
  extends EventEnvelope<"host_finished", HostCorrelation>, MaybeSynthetic {
  /** The host as the inventory describes it. */
  readonly host: Host;
  /** How many resources were already as they should be. */
  readonly ok: number;
  /** How many resources were changed. */
  readonly changed: number;
  /** How many resources failed. */
  readonly failed: number;
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs: number;
  /** Whether the host was given up before its end. */
  readonly cancelled?: boolean;
}

/** What every event of a resource says of it. */
export interface ResourceName {
  /** The kind of resource, such as `file`. */
  readonly resourceType: string;
  /** The resource's name, such as `/etc/motd`. */
  readonly resourceName: string;
}

/** Work on a resource begins. */
export interface ResourceStarted
  extends EventEnvelope<"resource_started", ResourceCorrelation>, ResourceName, MaybeSynthetic {}

/** Work on a resource ends. */
export interface ResourceFinished
  extends EventEnvelope<"resource_finished", ResourceCorrelation>, ResourceName, MaybeSynthetic {
  /** What became of the resource. */
  readonly status: ResourceStatus;
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs: number;
  /** Why it failed. */
  readonly error?: EventError;
  /** Whether the result came from a cache. */
  readonly cacheHit?: boolean;
}

/** An attempt on a resource failed and is made again. */
export interface ResourceRetry
  extends EventEnvelope<"resource_retry", AttemptCorrelation>, ResourceName {
  /** The phase that failed. */
  readonly phase: "check" | "apply" | "post-check";
  /** Why it failed. */
  readonly error: EventError;
  /** Elapsed time of the attempt in milliseconds, from a monotonic clock. */
  readonly durationMs: number;
}

/** A resource wrote text. */
export interface ResourceOutput
  extends EventEnvelope<"resource_output", ResourceCorrelation>, ResourceName {
  /** The stream that was written to. */
  readonly stream: "stdout" | "stderr";
  /** The text as written; it need not end at a line's end. */
  readonly chunk: string;
}

/** A job begins. */
export interface JobStarted extends EventEnvelope<"job_started", JobCorrelation>, MaybeSynthetic {
  /** The job's name, for people. */
  readonly name?: string;
}

/** A job ends. */
export interface JobFinished extends EventEnvelope<"job_finished", JobCorrelation>, MaybeSynthetic {
  /** How it ended. */
  readonly outcome: Outcome;
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs?: number;
  /** The exit code of the job's process. */
  readonly exitCode?: number;
  /** Why it failed. */
  readonly error?: EventError;
}

/** A command is started. */
export interface CommandStarted
  extends EventEnvelope<"command_started", CommandCorrelation>, MaybeSynthetic {
  /** The command line, for people. */
  readonly cmd: string;
}

/** A command ends. */
export interface CommandFinished
  extends EventEnvelope<"command_finished", CommandCorrelation>, MaybeSynthetic {
  /** The exit code; by convention -1 where a signal ended it. */
  readonly exitCode: number;
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs?: number;
  /** The signal that ended it, such as `SIGKILL`. */
  readonly signal?: string;
}

/** A step of a pipeline or workflow begins. */
export interface StepStarted
  extends EventEnvelope<"step_started", StepCorrelation>, MaybeSynthetic {
  /** The kind of step, such as `bash` or `prompt`. */
  readonly kind?: string;
  /** The step's name, for people. */
  readonly name?: string;
  /** The language model that the step uses. */
  readonly model?: string;
}

/** A step ends. */
export interface StepFinished
  extends EventEnvelope<"step_finished", StepCorrelation>, MaybeSynthetic {
  /** How it ended. */
  readonly outcome: Outcome;
  /** Elapsed time in milliseconds, from a monotonic clock. */
  readonly durationMs?: number;
  /** Why it failed. */
  readonly error?: EventError;
  /** Where the step's output was stored. */
  readonly outputPath?: string;
}
