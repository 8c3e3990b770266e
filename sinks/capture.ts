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
   * when it aborts, and with an `Error` where the sink is or gets closed.
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
   * @returns The first event that is wanted. Rejects as above, and with what `wanted` throws.
   */
  waitFor(
    wanted: (event: RunEvent) => boolean,
    options?: { readonly signal?: AbortSignal },
  ): Promise<RunEvent>;
  /** Forgets the events so far. Those who wait go on waiting. */
  clear(): void;
}

interface Waiter {
  /** Looks at an event, and ends the waiting where it is the one. */
  readonly offer: (event: RunEvent) => void;
  /** Ends the waiting without an event. */
  readonly fail: (reason: unknown) => void;
}

const CLOSED = "Cannot wait for an event: the sink is closed";

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
  let closed = false;
  const sink = countingSink({
    write(event) {
      pending.push(event);
      for (const { offer } of waiters) offer(event);
    },
    close() {
      closed = true;
      for (const { fail } of waiters) fail(new Error(CLOSED));
    },
  });
  /** Events are gathered in one array and copied only when somebody looks. */
  const all = (): readonly RunEvent[] => {
    if (pending.length > 0) events = [...events, ...pending];
    pending = [];
    return events;
  };
  const waitFor = async (
    wanted: string | ((event: RunEvent) => boolean),
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<RunEvent> => {
    const isWanted = typeof wanted === "string"
      ? (event: RunEvent): boolean => event.type === wanted
      : wanted;
    const found = all().find(isWanted);
    if (found !== undefined) return found;
    signal?.throwIfAborted();
    if (closed) throw new Error(CLOSED);
    return await new Promise<RunEvent>((resolve, reject) => {
      const abort = (): void => waiter.fail(signal?.reason);
      const stop = (): void => {
        waiters = waiters.filter((other) => other !== waiter);
        signal?.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        offer(event) {
          try {
            if (!isWanted(event)) return;
            stop();
            resolve(event);
          } catch (error) {
            waiter.fail(error);
          }
        },
        fail(reason) {
          stop();
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
