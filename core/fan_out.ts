import { INERT_SINK } from "./dispatch.ts";
import type { RunEvent } from "./event.ts";
import { isolate, isThenable, settled } from "./isolation.ts";
import { MAX_EVENTS_PER_EMIT, OrderedDelivery } from "./ordered_delivery.ts";
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
  /** How many events had been counted when it last failed with one. */
  failedAt: number;
}

/** Hands events to any number of targets, in one order for all, each isolated from the others. */
export class FanOut {
  readonly #onError: ((failure: SinkFailure) => void) | undefined;
  #targets: readonly Target[] = [];
  #closed = false;
  /** Emits of sinks that go on asynchronously: `flush` and `close` wait for them. */
  readonly #started = new Set<Promise<void>>();
  #failures = 0;
  #droppedAfterClose = 0;
  /** Takes the events, and hands each to every target. */
  readonly delivery: OrderedDelivery<Target>;

  /**
   * @param onError Told of every failure.
   * @param options After how many events to the same targets code is compiled.
   */
  constructor(
    onError?: (failure: SinkFailure) => void,
    options: { readonly compileAfter?: number } = {},
  ) {
    this.#onError = onError;
    this.delivery = new OrderedDelivery({
      answered: (result, target, event) => this.#answered(result, target, event),
      failed: (error, target, event) => this.fail(error, target, event),
      overflowed: (dropped) => this.fail(overflow(dropped)),
    }, options);
  }

  /** How often targets have failed, all together. */
  get failures(): number {
    return this.#failures;
  }

  /** How many events were dropped: because listeners kept emitting, or after `close`. */
  get dropped(): number {
    return this.delivery.dropped + this.#droppedAfterClose;
  }

  /**
   * Adds a target.
   *
   * @param given The sink or function.
   * @returns Ends the subscription.
   * @throws {TypeError} Where it is neither a function nor an object with a method `emit`.
   */
  on(given: Sink | Listener): Subscription {
    const target = targetOf(given);
    this.#setTargets([...this.#targets, target]);
    const end = (): void => {
      if (target.sink === INERT_SINK) return;
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
   * Flushes every target.
   *
   * @returns Settles when all have, and what asynchronous sinks had begun is done; rejects
   * with an `AggregateError` where some failed.
   */
  async flush(): Promise<void> {
    this.#resume();
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
    if (this.delivery.running) await undefined;
    this.#resume();
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
      const { counted } = this.delivery;
      const goesOn = target.failedAt >= counted - 1;
      target.failedAt = counted;
      this.delivery.count();
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

  /** What was left where there was no stack comes before what targets are asked now. */
  #resume(): void {
    isolate(() => this.delivery.resume(), (error) => this.fail(error));
  }

  #setTargets(targets: readonly Target[]): void {
    this.#targets = targets;
    const isOver = this.#closed && targets.length === 0;
    this.delivery.handTo(isOver ? [targetOf(() => void this.#droppedAfterClose++)] : targets);
  }

  #answered(result: unknown, target: Target, event: RunEvent): void {
    if (!isThenable(result)) return;
    const started = settled(result, (error) => this.fail(error, target, event));
    // A listener may await flush or close, which then would wait for themselves.
    if (typeof target.given === "function") return;
    this.#started.add(started);
    started.then(() => this.#started.delete(started));
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

function targetOf(given: Sink | Listener): Target {
  const sink = typeof given === "function" ? { emit: given } : given;
  if (typeof sink?.emit !== "function") {
    throw new TypeError("Cannot subscribe a sink: it has no method emit");
  }
  return { sink, given, failures: 0, failedAt: -Infinity };
}

function overflow(dropped: number): RangeError {
  return new RangeError(
    `Cannot emit ${dropped} events: listeners set off more than ${MAX_EVENTS_PER_EMIT} in one emit`,
  );
}
