import { BUILDERS } from "./builders.ts";
import { elapsedMs } from "./duration.ts";
import type { EventFields } from "./event.ts";
import type {
  EventError,
  Host,
  HostFinished,
  ResourceFinished,
  ResourceName,
  ResourceRetry,
  ResourceStatus,
  RunFinished,
  RunStarted,
} from "./lifecycle_events.ts";
import {
  type Emitter,
  type OutputName,
  type OwnIds,
  Scope,
  type ScopeIds,
  withId,
} from "./scope.ts";
import { verdict } from "./verdict.ts";
import { CommandHandle } from "./work_scopes.ts";

/** The counts that a host's handle keeps. */
export type ResourceCounts = { [Status in ResourceStatus]: number };

/** How a resource is finished: its duration is measured. */
export type ResourceResult = Omit<
  EventFields<ResourceFinished>,
  "durationMs" | "resourceType" | "resourceName"
>;

/** A failed attempt: its number is counted unless given. */
export interface FailedAttempt {
  /** The phase that failed. */
  readonly phase: ResourceRetry["phase"];
  /** Why it failed. */
  readonly error: EventError;
  /**
   * The attempt that failed, counted from 1.
   *
   * @default one more than the last
   */
  readonly attempt?: number;
  /**
   * How long the attempt took, in milliseconds.
   *
   * @default the time since the resource, or the last attempt, began
   */
  readonly durationMs?: number;
}

/** An open resource. Made by `bus.resource` or by a host's handle. */
export class ResourceHandle {
  /** The resource's id, as in `correlation.resourceId`. */
  readonly id: string;
  readonly #scope: Scope<OwnIds<"resourceId">>;
  readonly #name: ResourceName;
  readonly #onFinish: (status: ResourceStatus) => void;
  #attempts = 0;
  #attemptStartMs = 0;

  /**
   * Emits `resource_started`.
   *
   * @param emitter The bus.
   * @param ids The ids of the host, or none.
   * @param name The resource's type and name.
   * @param onFinish Told the status, once.
   */
  constructor(
    emitter: Emitter,
    ids: ScopeIds,
    name: ResourceName,
    onFinish: (status: ResourceStatus) => void = () => {},
  ) {
    this.id = emitter.nextId();
    this.#name = { resourceType: name.resourceType, resourceName: name.resourceName };
    this.#onFinish = onFinish;
    const correlation = withId(ids, { resourceId: this.id });
    this.#scope = new Scope(
      emitter,
      correlation,
      (stream, chunk) => BUILDERS.resourceOutput(correlation, { ...this.#name, stream, chunk }),
    );
    this.#scope.emit(() => BUILDERS.resourceStarted(correlation, this.#name));
  }

  /** The ids that the resource's events have, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /**
   * Emits text that the resource wrote.
   *
   * @param stream The stream that was written to.
   * @param chunk The text as written, or its bytes in UTF-8, in chunks of any size.
   */
  output(stream: OutputName, chunk: string | Uint8Array): void {
    this.#scope.output(stream, chunk);
  }

  /**
   * Emits `resource_retry` for an attempt that failed and is made again.
   *
   * @param failed The phase and the error.
   */
  retry(failed: FailedAttempt): void {
    const nowMs = this.#scope.elapsedMs;
    const sinceMs = elapsedMs(this.#attemptStartMs, nowMs);
    const { phase, error, attempt, durationMs = sinceMs } = this.#scope.given(failed);
    this.#attempts = attempt ?? this.#attempts + 1;
    this.#attemptStartMs = nowMs;
    const ids = { ...this.#scope.ids, attempt: this.#attempts };
    const fields = { ...this.#name, phase, error, durationMs };
    this.#scope.emit(() => BUILDERS.resourceRetry(ids, fields));
  }

  /**
   * Starts a command inside the resource.
   *
   * @param cmd The command line, for people.
   * @returns The command's handle.
   */
  command(cmd: string): CommandHandle {
    return new CommandHandle(this.#scope.emitter, this.#scope.ids, cmd);
  }

  /**
   * Emits `resource_finished` with the elapsed time, and counts the status for
   * the host. A second call is ignored.
   *
   * @param result The status, and the error where it failed.
   */
  finish(result: ResourceResult): void {
    const { status, ...rest } = this.#scope.given(result);
    this.#scope.finish(
      (durationMs) => {
        // Counted before the event is out: a listener may finish the host on it.
        this.#onFinish(status);
        return BUILDERS.resourceFinished(
          this.#scope.ids,
          { ...this.#name, status, durationMs, ...rest },
        );
      },
    );
  }
}

/** An open host. Made by `bus.host`. Resources may run in parallel. */
export class HostHandle {
  /** The host's id, as in `correlation.hostId`. */
  readonly id: string;
  readonly #scope: Scope<OwnIds<"hostId">>;
  readonly #host: Host;
  readonly #counts: ResourceCounts = { ok: 0, changed: 0, failed: 0 };

  /**
   * Emits `host_started`.
   *
   * @param emitter The bus.
   * @param host The host as the inventory describes it.
   */
  constructor(emitter: Emitter, host: Host) {
    this.id = emitter.nextId();
    this.#host = host;
    const correlation = { hostId: this.id };
    this.#scope = new Scope(emitter, correlation);
    emitter.tally.hosts++;
    this.#scope.emit(() => BUILDERS.hostStarted(correlation, { host }));
  }

  /** The ids that the host's events have, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /** The resources that have finished so far, by status. */
  get counts(): Readonly<ResourceCounts> {
    return { ...this.#counts };
  }

  /**
   * Starts a resource on the host.
   *
   * @param resourceType The kind of resource, such as `file`.
   * @param resourceName The resource's name, such as `/etc/motd`.
   * @returns The resource's handle.
   */
  resource(resourceType: string, resourceName: string): ResourceHandle {
    return new ResourceHandle(
      this.#scope.emitter,
      this.#scope.ids,
      { resourceType, resourceName },
      (status) => {
        if (Object.hasOwn(this.#counts, status)) this.#counts[status]++;
      },
    );
  }

  /**
   * Starts a command on the host, outside of any resource.
   *
   * @param cmd The command line, for people.
   * @returns The command's handle.
   */
  command(cmd: string): CommandHandle {
    return new CommandHandle(this.#scope.emitter, this.#scope.ids, cmd);
  }

  /**
   * Emits `host_finished` with the elapsed time and the counts so far. A second
   * call is ignored.
   *
   * @param fields Whether the host was given up; counts where the tool's own
   * differ from those of the handles.
   */
  finish(fields: Partial<Pick<HostFinished, "cancelled" | keyof ResourceCounts>> = {}): void {
    const counts = this.#counts;
    const given = this.#scope.given(fields);
    const { ok = counts.ok, changed = counts.changed, failed = counts.failed, ...rest } = given;
    this.#scope.finish(
      (durationMs) =>
        BUILDERS.hostFinished(
          this.#scope.ids,
          { host: this.#host, ok, changed, failed, durationMs, ...rest },
        ),
    );
  }
}

/** An open run. Made by `bus.run`. */
export class RunHandle {
  readonly #scope: Scope;

  /**
   * Emits `run_started`.
   *
   * @param emitter The bus.
   * @param fields The run's mode, name and labels.
   */
  constructor(emitter: Emitter, fields: EventFields<RunStarted>) {
    this.#scope = new Scope(emitter, {});
    this.#scope.emit(() => BUILDERS.runStarted(this.#scope.given(fields)));
  }

  /**
   * Emits `run_finished` with the elapsed time, and with what the bus's handles
   * saw: how many hosts, and whether anything failed. A second call is ignored.
   *
   * @param fields What the tool knows better: `hasFailures` says that the run
   * failed, `outcome` how it ended.
   */
  finish(fields: Partial<FinishedRun> = {}): void {
    const { hosts, failures } = this.#scope.emitter.tally;
    const given = this.#scope.given(fields);
    const {
      hasFailures = failures > 0 || saysFailure(given),
      hostCount = hosts > 0 ? hosts : undefined,
      outcome = endsWell(given, hasFailures) ? "success" : "failure",
      ...rest
    } = given;
    this.#scope.finish(
      (durationMs) =>
        BUILDERS.runFinished({
          durationMs,
          hasFailures,
          ...(hostCount === undefined ? {} : { hostCount }),
          outcome,
          ...rest,
        }),
    );
  }
}

/** What `run_finished` says beside the duration. */
export type FinishedRun = Omit<EventFields<RunFinished>, "durationMs">;

/** A tool that gives an exit code knows better than its parts whether it went well. */
function endsWell({ exitCode, error }: Partial<FinishedRun>, hasFailures: boolean): boolean {
  return exitCode === undefined || error !== undefined ? !hasFailures : exitCode === 0;
}

function saysFailure(fields: Partial<FinishedRun>): boolean {
  return verdict(BUILDERS.runFinished({ durationMs: 0, ...fields, hasFailures: false })).failed;
}
