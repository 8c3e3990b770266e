import { beginDelivery, endDelivery } from "./delivery.ts";
import { type Answers, type Dispatch, dispatchTo, INERT_SINK } from "./dispatch.ts";
import type { RunEvent } from "./event.ts";
import { isolate, isThenable, settled } from "./isolation.ts";
import { closeSink, type Sink } from "./sink.ts";

/**
 * A function that takes each event. What it throws, or a promise that it returns rejects with,
 * is isolated; what it returns else is ignored.
 *
 * Nobody waits for the promise that it returns, so that it may itself await the bus's `flush`
 * or `close`. What must be done before the run ends is a sink's: `bus.on({ emit: listener })`.
 */
export type Listener = (event: RunEvent) => unknown;

/** A failure of a listener or sink, as `onError` gets it: the first of those that follow each other. */
export interface SinkFailure {
  /** What was thrown, or what a promise rejected with. */
  readonly error: unknown;
  /** The event that was not handed on; absent where `flush` or `close` failed. */
  readonly event?: RunEvent;
  /** What failed; absent where the bus had to give up events, or a handle was misused. */
  readonly target?: Sink | Listener;
  /** How often this target has failed so far, this time included. */
  readonly failures: number;
}

/** Ends a subscription when called or disposed. What was subscribed is not closed. */
export interface Subscription extends Disposable {
  /** Ends the subscription; a second call does nothing. */
  (): void;
  /** How often the listener or sink has failed. */
  readonly failures: number;
}

interface Target {
  sink: Sink;
  readonly given: Sink | Listener;
  failures: number;
  /** How many events had been handed out when it last failed with one. */
  failedAt: number;
}

/** What one `emit` may set off through listeners that emit; beyond it events are dropped and counted. */
export const MAX_EVENTS_PER_EMIT = 10_000;

/** Hands events to any number of targets, in one order for all, each isolated from the others. */
export class FanOut {
  readonly #onError: ((failure: SinkFailure) => void) | undefined;
  readonly #answers: Answers<Target>;
  #targets: readonly Target[] = [];
  #dispatch: Dispatch = () => {};
  /** Events that targets emit while they are handed one. */
  #queue: RunEvent[] = [];
  #delivering = false;
  /** How many events have been handed out. */
  #handed = 0;
  #closed = false;
  /** Emits of sinks that go on asynchronously: `flush` and `close` wait for them. */
  readonly #started = new Set<Promise<void>>();
  #failures = 0;
  #dropped = 0;

  /** @param onError Told of every failure. */
  constructor(onError?: (failure: SinkFailure) => void) {
    this.#onError = onError;
    this.#answers = {
      answered: (result, target, event) => this.#answered(result, target, event),
      failed: (error, target, event) => this.fail(error, target, event),
    };
  }

  /** How often targets have failed, all together. */
  get failures(): number {
    return this.#failures;
  }

  /** How many events were dropped: because listeners kept emitting, or after `close`. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Adds a target.
   *
   * @param given The sink or function.
   * @returns Ends the subscription.
   * @throws {TypeError} Where it is neither a function nor an object with a method `emit`.
   */
  on(given: Sink | Listener): Subscription {
    const sink = typeof given === "function" ? { emit: given } : given;
    if (typeof sink?.emit !== "function") {
      throw new TypeError("Cannot subscribe a sink: it has no method emit");
    }
    const target: Target = { sink, given, failures: 0, failedAt: -Infinity };
    this.#setTargets([...this.#targets, target]);
    const end = (): void => {
      // Also where an emit is under way, which goes on with the targets that it began with.
      target.sink = INERT_SINK;
      this.#setTargets(this.#targets.filter((other) => other !== target));
    };
    return Object.defineProperties(end, {
      failures: { get: () => target.failures },
      [Symbol.dispose]: { value: end },
    }) as Subscription;
  }

  /**
   * Hands an event to every target. Called from inside a target, it queues the
   * event until all have had the current one. Never throws.
   *
   * @param event The event.
   */
  emit(event: RunEvent): void {
    if (this.#delivering) {
      this.#queue.push(event);
      return;
    }
    // First: where the caller has left no stack, nothing is begun.
    beginDelivery();
    this.#delivering = true;
    try {
      this.#handed++;
      this.#dispatch(event);
      if (this.#queue.length > 0) this.#handQueued();
    } finally {
      // Also where the caller has left no stack: an open queue would swallow all later events.
      this.#delivering = false;
      endDelivery();
    }
  }

  /**
   * Flushes every target.
   *
   * @returns Settles when all have, and what asynchronous sinks had begun is done; rejects
   * with an `AggregateError` where some failed.
   */
  async flush(): Promise<void> {
    await this.#each("flush", this.#targets, [...this.#started], (sink) => sink.flush?.());
  }

  /**
   * Closes every target and forgets it. Called from inside a target, it first
   * lets all have the current event and those that are queued.
   *
   * @returns Settles when all are closed, and what asynchronous sinks had begun is done;
   * rejects with an `AggregateError` where some failed.
   */
  async close(): Promise<void> {
    // Taken before the wait: a sink that awaits this call at once must not be waited for.
    const started = [...this.#started];
    if (this.#delivering) await undefined;
    const targets = this.#targets;
    this.#closed = true;
    this.#setTargets([]);
    await this.#each("close", targets, started, closeSink);
  }

  /**
   * Counts a failure and reports it; of failures with one event after the other only the first.
   *
   * @param error What went wrong.
   * @param target What failed.
   * @param event What was not handed on.
   */
  fail(error: unknown, target?: Target, event?: RunEvent): void {
    this.#failures++;
    if (target !== undefined) target.failures++;
    if (target !== undefined && event !== undefined) {
      const goesOn = target.failedAt >= this.#handed - 1;
      target.failedAt = this.#handed;
      if (goesOn) return;
    }
    const failure: SinkFailure = {
      error,
      failures: target?.failures ?? this.#failures,
      ...(target === undefined ? {} : { target: target.given }),
      ...(event === undefined ? {} : { event }),
    };
    // Its own failure has nobody left to be reported to.
    isolate(() => this.#onError?.(failure), () => {});
  }

  #setTargets(targets: readonly Target[]): void {
    this.#targets = targets;
    this.#dispatch = this.#closed && targets.length === 0
      ? () => void this.#dropped++
      : dispatchTo(targets, this.#answers);
  }

  #handQueued(): void {
    const queue = this.#queue;
    try {
      const most = MAX_EVENTS_PER_EMIT - 1;
      for (let at = 0; at < queue.length && at < most; at++) {
        this.#handed++;
        this.#dispatch(queue[at]!);
      }
      if (queue.length > most) this.#drop(queue, most);
    } finally {
      this.#queue = [];
    }
  }

  #answered(result: unknown, target: Target, event: RunEvent): void {
    if (!isThenable(result)) return;
    const started = settled(result, (error) => this.fail(error, target, event));
    // A listener may await flush or close, which then would wait for themselves.
    if (typeof target.given === "function") return;
    this.#started.add(started);
    started.then(() => this.#started.delete(started));
  }

  /** Counts what is over the limit, with what `onError` adds while it is told. */
  #drop(queue: readonly RunEvent[], most: number): void {
    const count = queue.length - most;
    this.#dropped += count;
    this.fail(
      new RangeError(
        `Cannot emit ${count} events: listeners set off more than ${MAX_EVENTS_PER_EMIT} in one emit`,
      ),
    );
    this.#dropped += queue.length - most - count;
  }

  async #each(
    verb: string,
    targets: readonly Target[],
    started: readonly Promise<void>[],
    call: (sink: Sink) => void | PromiseLike<void>,
  ): Promise<void> {
    const errors: unknown[] = [];
    const calls = targets.map(async (target) => {
      try {
        await call(target.sink);
      } catch (error) {
        errors.push(error);
        this.fail(error, target);
      }
    });
    await Promise.all([...calls, ...started]);
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        `Cannot ${verb} the bus: ${errors.length} of its sinks failed`,
      );
    }
  }
}
