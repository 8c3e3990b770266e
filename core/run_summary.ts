import type { ErrorMode, EventError, Outcome, ResourceStatus } from "./lifecycle_events.ts";

/** How a run stands. A run without `run_finished` is unfinished, whatever came before. */
export type RunState = "succeeded" | "failed" | "unfinished";

/** A kind of thing inside a run. */
export type ItemKind = "host" | "resource" | "job" | "command" | "step" | "tool";

/** Something inside a run. */
export interface Item {
  /** What it is. */
  readonly kind: ItemKind;
  /** Its id. */
  readonly id: string;
  /** Its name, for people; its id where it has none. At most 400 characters. */
  readonly name: string;
  /** The name of the host that it belongs to. */
  readonly host?: string;
  /** The name of the job that it belongs to. */
  readonly job?: string;
  /** The name of the step that it belongs to. */
  readonly step?: string;
}

/** Something that failed. */
export interface Failure extends Item {
  /** What went wrong: the error's message, else the exit code, signal or outcome. At most 400 characters. */
  readonly message: string;
  /** How long it took, in milliseconds. */
  readonly durationMs?: number;
  /** The last lines that it wrote, at most ten. */
  readonly output: readonly string[];
}

/** Something that was started and never finished. */
export interface Unfinished extends Item {
  /** When it was started. */
  readonly startedAt: string;
  /** How long it had been running when the run's last event came, in milliseconds. */
  readonly runningMs: number;
  /** The last lines that it wrote, at most ten. */
  readonly output: readonly string[];
}

/** Something that took long. */
export interface Timed extends Item {
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** A resource that was tried again. */
export interface Retried extends Item {
  /** How many attempts failed. */
  readonly count: number;
  /** The phase that failed last. */
  readonly phase?: string;
  /** The last error's message, at most 400 characters. */
  readonly message?: string;
}

/** A host and what became of its resources, as `host_finished` counts them. */
export interface HostSummary {
  /** Its id. */
  readonly id: string;
  /** Its name; its id where it has none. */
  readonly name: string;
  /** How it stands. */
  readonly state: "ok" | "failed" | "cancelled" | "unfinished";
  /** How many resources were as they should be, were changed, and failed. */
  readonly resources: { readonly [Status in ResourceStatus]: number };
  /** How long it took, in milliseconds. */
  readonly durationMs?: number;
}

/** How many of one kind there were. */
export interface KindCounts {
  /** How many were started, or finished without a start. */
  readonly total: number;
  /** How many have not finished. */
  readonly unfinished: number;
  /** How many finished, by status: `ok`, `changed`, `failed`, or an outcome. */
  readonly byStatus: { readonly [status: string]: number };
}

/**
 * What a run's events say, in memory that does not grow with their number: lists have an end,
 * and names, messages, labels and lines of output are cut after 400 characters (UTF-16 code
 * units). Ids are whole.
 */
export interface RunSummary {
  /** The run's id. */
  readonly runId: string;
  /** The run's name. */
  readonly name?: string;
  /** What the run did, such as `apply`. */
  readonly mode?: string;
  /** What a failure did to the rest of the run. */
  readonly errorMode?: ErrorMode;
  /** The run's labels. */
  readonly labels?: { readonly [key: string]: string };
  /** How the run stands. */
  readonly state: RunState;
  /** How it ended, where it says so. */
  readonly outcome?: Outcome;
  /** The exit code of its process. */
  readonly exitCode?: number;
  /** Why it failed, where it says so. */
  readonly error?: EventError;
  /** The first event's time. */
  readonly startedAt: string;
  /** The last event's time. */
  readonly lastEventAt: string;
  /** How long it took by its own clock; up to the last event where it is unfinished. Milliseconds. */
  readonly durationMs: number;
  /** How many events there were. */
  readonly events: number;
  /** How many of them `repair` made up, where it did: starts and ends that were lost or never came. */
  readonly synthetic?: number;
  /** How many events are known to be lost, where some are. */
  readonly lost?: number;
  /** How many there were of each type, the types in order of first appearance. */
  readonly types: { readonly [type: string]: number };
  /** How many of each kind there were; kinds that do not occur are absent. */
  readonly counts: { readonly [Kind in ItemKind]?: KindCounts };
  /** The hosts, in order of their start. */
  readonly hosts: readonly HostSummary[];
  /** The first failures, at most 100, in order. */
  readonly failures: readonly Failure[];
  /** How many failures there were. */
  readonly failureCount: number;
  /** What was never finished, at most 100, in order of start. */
  readonly unfinished: readonly Unfinished[];
  /** How many things were never finished. */
  readonly unfinishedCount: number;
  /** The ten slowest resources, commands, steps, jobs and tool calls each, the slowest first. */
  readonly slowest: { readonly [Kind in ItemKind]?: readonly Timed[] };
  /** The first resources that were tried again, at most 100, the one with most attempts first. */
  readonly retries: readonly Retried[];
  /** How many attempts were made again. */
  readonly retryCount: number;
  /** The last lines of output that belongs to nothing smaller than the run, at most ten. */
  readonly output: readonly string[];
}
