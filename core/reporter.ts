import type { EventBus } from "./bus.ts";
import type { HostHandle, ResourceHandle, ResourceResult } from "./host_scopes.ts";
import type { ResourceName } from "./lifecycle_events.ts";

/**
 * What a tool tells of its resources. Implement the calls that you need.
 *
 * A call names its resource by an object; the same object in `resourceStart`
 * and `resourceEnd` pairs them whatever runs in between. Where the tool makes a
 * new object each time, type and name pair them, the one started last first.
 */
export interface Reporter {
  /** Work on a resource begins. */
  resourceStart?(resource: ResourceName): void;
  /** A resource wrote text. */
  resourceOutput?(resource: ResourceName, output: ReportedOutput): void;
  /** Work on a resource ends. */
  resourceEnd?(resource: ResourceName, result: ResourceResult): void;
}

/** Text that a resource wrote. */
export interface ReportedOutput {
  /** The stream that was written to. */
  readonly stream: "stdout" | "stderr";
  /** The text as written, in chunks of any size. */
  readonly chunk: string | Uint8Array;
}

/** How an `EventReporter` is made. */
export interface EventReporterOptions {
  /**
   * The host that the resources belong to.
   *
   * @default none
   */
  readonly host?: HostHandle;
  /**
   * A reporter that gets every call too, after its event was emitted. What it
   * throws reaches the caller, as it would without the bridge.
   *
   * @default none
   */
  readonly delegate?: Reporter;
}

interface OpenResource {
  readonly given: ResourceName;
  readonly handle: ResourceHandle;
}

/**
 * Bridges a tool's reporter calls to a bus: `resourceStart`, `resourceOutput`
 * and `resourceEnd` become events with ids and durations. Right for nested and
 * parallel resources; make one for each host.
 *
 * @example Bridge a reporter
 * ```ts
 * import { EventBus, EventReporter, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus({ runId: "r1" });
 * bus.on((event) => seen.push(event));
 *
 * const reporter = new EventReporter(bus);
 * const motd = { resourceType: "file", resourceName: "/etc/motd" };
 * reporter.resourceStart(motd);
 * reporter.resourceEnd(motd, { status: "ok" });
 *
 * assertEquals(seen.map((event) => event.type), ["resource_started", "resource_finished"]);
 * ```
 */
export class EventReporter implements Required<Reporter> {
  readonly #start: (name: ResourceName) => ResourceHandle;
  readonly #delegate: Reporter | undefined;
  /** Open resources in the order in which they were started. */
  #open: readonly OpenResource[] = [];

  /**
   * Makes a reporter.
   *
   * @param bus The bus that the events go to.
   * @param options The host, and a reporter that gets every call too.
   */
  constructor(bus: EventBus, options: EventReporterOptions = {}) {
    const parent = options.host ?? bus;
    this.#start = (name) => parent.resource(name.resourceType, name.resourceName);
    this.#delegate = options.delegate;
  }

  /**
   * Emits `resource_started`.
   *
   * @param resource The resource.
   */
  resourceStart(resource: ResourceName): void {
    this.#add(resource);
    this.#delegate?.resourceStart?.(resource);
  }

  /**
   * Emits `resource_output`. Output of a resource that was not started starts it.
   *
   * @param resource The resource.
   * @param output The text and its stream.
   */
  resourceOutput(resource: ResourceName, output: ReportedOutput): void {
    const open = this.#find(resource) ?? this.#add(resource);
    open.handle.output(output.stream, output.chunk);
    this.#delegate?.resourceOutput?.(resource, output);
  }

  /**
   * Emits `resource_finished`. The end of a resource that was not started
   * starts it first, so that the pair is whole.
   *
   * @param resource The resource.
   * @param result The status, and the error where it failed.
   */
  resourceEnd(resource: ResourceName, result: ResourceResult): void {
    const open = this.#find(resource) ?? this.#add(resource);
    this.#open = this.#open.filter((other) => other !== open);
    open.handle.finish(result);
    this.#delegate?.resourceEnd?.(resource, result);
  }

  #add(given: ResourceName): OpenResource {
    const open = { given, handle: this.#start(given) };
    this.#open = [...this.#open, open];
    return open;
  }

  #find(resource: ResourceName): OpenResource | undefined {
    return this.#open.findLast((open) => open.given === resource) ??
      this.#open.findLast((open) =>
        open.given.resourceType === resource.resourceType &&
        open.given.resourceName === resource.resourceName
      );
  }
}
