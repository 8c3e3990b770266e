/**
 * A sink that keeps events, for tests: look at them, pick them by type, wait for one.
 *
 * @example Test what a tool emits
 * ```ts
 * import { clear, emit, install } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * install(capture);
 * emit({ type: "hook", name: "pre-commit", phase: "deny" });
 * clear();
 * assertEquals(capture.ofType("hook")[0]?.phase, "deny");
 * ```
 *
 * @module
 */

import type { EventOf, RunEvent } from "../core/event.ts";
import { type CountingSink, countingSink } from "./counting_sink.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { EventOf, RunEvent } from "../core/event.ts";
export type { SinkStats } from "../core/sink.ts";

/** A sink that keeps what it is given. */
export interface CaptureSink extends CountingSink {
  /** The events so far, in order. A new array each time. */
  readonly events: readonly RunEvent[];
  /**
   * Picks the events of one type.
   *
   * @param type The type.
   * @returns The events of that type so far, in order.
   */
  ofType<Type extends RunEvent["type"]>(type: Type): readonly EventOf<Type>[];
  /**
   * Waits for an event: one that was captured already counts.
   *
   * @param wanted The type, or a function that tells whether an event is the one.
   * @param options A signal that ends the waiting.
   * @returns The first event that is wanted. Rejects with the signal's reason
   * when it aborts, and with an `Error` where the sink is closed first.
   */
  waitFor<Type extends RunEvent["type"]>(
    wanted: Type,
    options?: { readonly signal?: AbortSignal },
  ): Promise<EventOf<Type>>;
  /**
   * Waits for an event that a function picks.
   *
   * @param wanted Tells whether an event is the one.
   * @param options A signal that ends the waiting.
   * @returns The first event that is wanted.
   */
  waitFor(
    wanted: (event: RunEvent) => boolean,
    options?: { readonly signal?: AbortSignal },
  ): Promise<RunEvent>;
  /** Forgets the events so far. Those who wait go on waiting. */
  clear(): void;
}

interface Waiter {
  readonly wanted: (event: RunEvent) => boolean;
  readonly settle: (event: RunEvent) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Makes a sink that keeps events in memory.
 *
 * @returns The sink.
 *
 * @example Wait for an event
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * const bus = new EventBus();
 * bus.on(capture);
 *
 * const finished = capture.waitFor("run_finished");
 * bus.run().finish({ exitCode: 3 });
 * assertEquals((await finished).exitCode, 3);
 * ```
 */
export function captureSink(): CaptureSink {
  let events: readonly RunEvent[] = [];
  let pending: RunEvent[] = [];
  let waiters: readonly Waiter[] = [];
  const sink = countingSink({
    write(event) {
      pending.push(event);
      const ready = waiters.filter(({ wanted }) => wanted(event));
      waiters = waiters.filter((waiter) => !ready.includes(waiter));
      for (const { settle } of ready) settle(event);
    },
    close() {
      for (const { fail } of waiters) {
        fail(new Error("Cannot wait for an event: the sink is closed"));
      }
      waiters = [];
    },
  });
  /** Events are gathered in one array and copied only when somebody looks. */
  const all = (): readonly RunEvent[] => {
    if (pending.length > 0) events = [...events, ...pending];
    pending = [];
    return events;
  };
  const waitFor = (
    wanted: string | ((event: RunEvent) => boolean),
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<RunEvent> => {
    const isWanted = typeof wanted === "string"
      ? (event: RunEvent): boolean => event.type === wanted
      : wanted;
    const found = all().find(isWanted);
    if (found !== undefined) return Promise.resolve(found);
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        waiters = waiters.filter((other) => other !== waiter);
        reject(signal?.reason);
      };
      const done = (): void => signal?.removeEventListener("abort", abort);
      const waiter: Waiter = {
        wanted: isWanted,
        settle: (event) => {
          done();
          resolve(event);
        },
        fail: (reason) => {
          done();
          reject(reason);
        },
      };
      waiters = [...waiters, waiter];
      signal?.addEventListener("abort", abort, { once: true });
    });
  };
  return Object.defineProperty(
    {
      ...sink,
      ofType: (type: string) => all().filter((event) => event.type === type),
      waitFor,
      clear() {
        events = [];
        pending = [];
      },
    },
    "events",
    { get: all, enumerable: true },
  ) as unknown as CaptureSink;
}
