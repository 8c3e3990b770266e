import { BUILDERS, type EventBuilders } from "./builders.ts";
import { describe } from "./describe.ts";
import { draftFaults } from "./draft_check.ts";
import type { EventDraft, EventFields, RunEvent } from "./event.ts";
import { FanOut, type Listener, type SinkFailure, type Subscription } from "./fan_out.ts";
import { HostHandle, ResourceHandle, RunHandle } from "./host_scopes.ts";
import { newRunId } from "./ids.ts";
import { isolate } from "./isolation.ts";
import type { Host, RunStarted, StepStarted } from "./lifecycle_events.ts";
import type { ToolCall } from "./output_events.ts";
import type { RedactionPolicy } from "./redaction.ts";
import type { Emitter, RunTally } from "./scope.ts";
import type { Sink, StampingSink } from "./sink.ts";
import { isStamped, Stamper } from "./stamp.ts";
import { StreamRedactor } from "./stream_redaction.ts";
import { type Clock, SYSTEM_CLOCK, timestamper } from "./timestamp.ts";
import { CommandHandle, JobHandle, StepHandle, ToolCallHandle } from "./work_scopes.ts";

/** The engine knows a module's own constant; what is imported it looks up at each use. */
const stamped = isStamped;

/** How a bus is made. */
export interface EventBusOptions {
  /**
   * The run's id: any text that is not empty. It is data wherever it goes; who makes a
   * file's name or a terminal's line of it must see to it that it is fit for that.
   *
   * @default a new ULID
   */
  readonly runId?: string;
  /**
   * The name of this process where several write to one run, not empty; it gets its own `seq`.
   *
   * @default none, which is the run's first process
   */
  readonly writer?: string;
  /**
   * What must not be seen. It is replaced once, here, before any sink.
   *
   * @default nothing
   */
  readonly redaction?: RedactionPolicy;
  /**
   * Told where a listener or sink fails, and of every value that a handle was given and that its
   * event may not have. A target that fails with one event after the other, as on a full disk, is
   * told of once, and again when it fails after it had worked. What it throws is ignored.
   *
   * @default nobody; failures are counted in `failures` all the same
   */
  readonly onError?: (failure: SinkFailure) => void;
  /**
   * Where times and durations come from.
   *
   * @default the platform's clocks
   */
  readonly clock?: Clock;
}

/**
 * The bus of one run: stamps, numbers and redacts each event once, and hands it
 * to every sink and listener in order. `emit` never throws.
 *
 * An event that is emitted from inside a listener is queued: every listener has
 * had the current event before the next is handed out, so all see one order.
 *
 * After 1000 events to the same listeners and sinks, the loop over them is compiled with
 * `new Function`, where the process permits it and is no browser. Its text is a template with
 * numbers in it. What the bus does stays the same.
 *
 * Handles never throw either: a value that the event table does not allow goes into the line as
 * it is, and is counted in `failures` and told to `onError` as a `TypeError` without an event.
 *
 * @example A run with a host and a resource
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus({ runId: "r1" });
 * bus.on((event) => seen.push(event));
 *
 * const run = bus.run({ mode: "apply" });
 * const host = bus.host({ name: "web-1", hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} });
 * const motd = host.resource("file", "/etc/motd");
 * motd.output("stdout", "wrote 12 bytes\n");
 * motd.finish({ status: "changed" });
 * host.finish();
 * run.finish();
 *
 * assertEquals(seen.map((event) => event.type), [
 *   "run_started",
 *   "host_started",
 *   "resource_started",
 *   "resource_output",
 *   "resource_finished",
 *   "host_finished",
 *   "run_finished",
 * ]);
 * assertEquals(seen[4]?.correlation, { runId: "r1", hostId: "r1-1", resourceId: "r1-2" });
 * ```
 */
export class EventBus implements StampingSink {
  /** Tells the slot that this sink stamps what it is given. */
  readonly stamps: true = true;
  /** The run's id, in every event's `correlation`. */
  readonly runId: string;
  /** Where times and durations come from. */
  readonly clock: Clock;
  /** Builds drafts of the lifecycle events, for tools that keep ids and times themselves. */
  readonly build: EventBuilders = BUILDERS;
  readonly #stamper: Stamper;
  readonly #redactor: StreamRedactor | undefined;
  readonly #fanOut: FanOut;
  /** That of the fan-out. */
  readonly #delivery: FanOut["delivery"];
  /** What the handles work with: only they add to the tally. */
  readonly #emitter: Emitter;
  readonly #idPrefix: string;
  #ids = 0;

  /**
   * Makes the bus of one run. Nothing is emitted yet.
   *
   * @param options The run's id, redaction, error hook and clock.
   * @throws {TypeError} Where `runId` or `writer` is no text or empty: no line would be sound;
   * where a redaction pattern or secret is no text.
   * @throws {SyntaxError} Where a redaction pattern has an empty segment.
   */
  constructor(options: EventBusOptions = {}) {
    checkName("runId", options.runId);
    checkName("writer", options.writer);
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.runId = options.runId ?? newRunId(this.clock.now());
    const base = options.writer === undefined
      ? { runId: this.runId }
      : { runId: this.runId, writer: options.writer };
    this.#idPrefix = Object.values(base).join("-");
    this.#stamper = new Stamper(base, timestamper(this.clock));
    const redactor = options.redaction && new StreamRedactor(options.redaction);
    this.#redactor = redactor?.active === true ? redactor : undefined;
    this.#fanOut = new FanOut(options.onError);
    this.#delivery = this.#fanOut.delivery;
    this.#emitter = {
      clock: this.clock,
      tally: { hosts: 0, failures: 0 },
      emit: (draft) => {
        this.emit(draft);
        this.#tellFaults(draft);
      },
      fail: (error) => this.#fanOut.fail(error),
      nextId: () => this.nextId(),
    };
  }

  /**
   * What the run's handles have seen so far. These are failures of the work; those of
   * listeners and sinks are in `failures`.
   */
  get tally(): RunTally {
    return { ...this.#emitter.tally };
  }

  /** How often listeners and sinks have failed, and handles were misused, all together. */
  get failures(): number {
    return this.#fanOut.failures;
  }

  /**
   * How many events were dropped because listeners kept emitting, each of which leaves
   * a gap in `seq`, or because they came after `close`.
   */
  get dropped(): number {
    return this.#fanOut.dropped;
  }

  /**
   * Subscribes a sink or a function to all events from now on.
   *
   * @param target The sink or function.
   * @returns Ends the subscription; it is also `Disposable`.
   * @throws {TypeError} Where it is neither a function nor an object with a method `emit`.
   */
  on(target: Sink | Listener): Subscription {
    return this.#fanOut.on(target);
  }

  /**
   * Gives an id that is new in this run.
   *
   * @returns `${runId}-${n}`, with `n` counted from 1; `${runId}-${writer}-${n}` where
   * the bus has a writer, as another process of the run counts too.
   */
  nextId(): string {
    return `${this.#idPrefix}-${++this.#ids}`;
  }

  /**
   * Stamps and redacts a draft and hands it to every listener. An event that is
   * stamped already (it has `seq`, `timestamp` and a run) passes as it is. Never throws.
   * Objects in the draft are not copied: who changes them later changes, past redaction, what
   * sinks have not written yet.
   *
   * @param event The draft.
   */
  emit(event: EventDraft | RunEvent): void {
    try {
      if (stamped(event)) this.#delivery.emit(event);
      else if (this.#redactor === undefined) this.#delivery.emit(this.#stamper.stamp(event));
      else this.#emitAll(this.#redactor.push(event));
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    try {
      this.#fanOut.fail(error);
    } catch {
      // The caller has left no stack to tell it.
    }
  }

  /**
   * Waits until every sink has handed on what it was given; not for functions, which may
   * await this call themselves. Text that may be the start of a secret is still held: it
   * comes with the stream's next chunk.
   *
   * @returns Settles when all sinks have; rejects with an `AggregateError` where some failed.
   */
  async flush(): Promise<void> {
    await this.#fanOut.flush();
  }

  /**
   * Emits what redaction held back, flushes and closes every sink, and ends all subscriptions.
   * Waits for sinks; not for functions, which may await this call themselves.
   *
   * @returns Settles when all sinks are closed; rejects with an `AggregateError` where some failed.
   */
  async close(): Promise<void> {
    this.#release();
    await this.#fanOut.close();
  }

  /** Closes the bus, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Starts the run: emits `run_started`.
   *
   * @param fields The run's mode, name, labels and so on.
   * @returns A handle that emits `run_finished`.
   */
  run(fields: EventFields<RunStarted> = {}): RunHandle {
    return new RunHandle(this.#emitter, fields);
  }

  /**
   * Starts a host: emits `host_started`.
   *
   * @param host The host as the inventory describes it.
   * @returns A handle that starts resources and keeps their counts.
   */
  host(host: Host): HostHandle {
    return new HostHandle(this.#emitter, host);
  }

  /**
   * Starts a resource that belongs to no host: emits `resource_started`.
   *
   * @param resourceType The kind of resource, such as `file`.
   * @param resourceName The resource's name, such as `/etc/motd`.
   * @returns A handle that emits output, retries and the end.
   */
  resource(resourceType: string, resourceName: string): ResourceHandle {
    return new ResourceHandle(this.#emitter, {}, { resourceType, resourceName });
  }

  /**
   * Starts a job: emits `job_started`.
   *
   * @param name The job's name, for people.
   * @returns A handle that starts commands and steps.
   */
  job(name?: string): JobHandle {
    return new JobHandle(this.#emitter, name);
  }

  /**
   * Starts a command that belongs to no job: emits `command_started`.
   *
   * @param cmd The command line, for people.
   * @returns A handle that emits output and the end.
   */
  command(cmd: string): CommandHandle {
    return new CommandHandle(this.#emitter, {}, cmd);
  }

  /**
   * Starts a step: emits `step_started`.
   *
   * @param fields The step's kind, name and model.
   * @returns A handle that starts commands and tool calls.
   */
  step(fields: EventFields<StepStarted> = {}): StepHandle {
    return new StepHandle(this.#emitter, {}, fields);
  }

  /**
   * Starts a tool call: emits `tool_call`.
   *
   * @param call The tool's name, its arguments, and the call's id where the agent has one.
   * @returns A handle that emits `tool_result`.
   */
  toolCall(
    call: Pick<ToolCall, "name" | "args"> & Partial<Pick<ToolCall, "callId">>,
  ): ToolCallHandle {
    return new ToolCallHandle(this.#emitter, {}, call);
  }

  /** Emits what redaction held back. */
  #release(): void {
    isolate(() => this.#emitAll(this.#redactor?.end() ?? []), (error) => this.#fanOut.fail(error));
  }

  /** What a handle was given is in the line as it is; who gave it learns of it now. */
  #tellFaults(draft: EventDraft): void {
    isolate(
      () => draftFaults(draft).forEach((fault) => this.#fanOut.fail(fault)),
      (error) => this.#fanOut.fail(error),
    );
  }

  #emitAll(drafts: readonly EventDraft[]): void {
    for (const draft of drafts) this.#delivery.emit(this.#stamper.stamp(draft));
  }
}

function checkName(key: "runId" | "writer", value: unknown): void {
  if (value === undefined || (typeof value === "string" && value !== "")) return;
  throw new TypeError(`Cannot make a bus: its ${key} is ${describe(value)}`);
}
