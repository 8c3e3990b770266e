/**
 * Several runs at once in one process. What runs inside a scope emits to the
 * scope's sink, across every `await` and timer, and code deep inside needs neither a
 * bus nor ids handed down: `emit` finds both.
 *
 * For Deno, Node and Bun: it needs their `AsyncLocalStorage`. While no scope was
 * ever opened, `emit` looks nothing up.
 *
 * @example Two runs that do not see each other
 * ```ts
 * import { emit } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { runScope } from "@runtrail/runtrail/scope";
 * import { assertEquals } from "@std/assert";
 *
 * async function work(text: string): Promise<void> {
 *   await Promise.resolve();
 *   emit({ type: "stdout", payload: text });
 * }
 *
 * const [red, blue] = [captureSink(), captureSink()];
 * await Promise.all([
 *   runScope({ sink: red }, () => work("red")),
 *   runScope({ sink: blue }, () => work("blue")),
 * ]);
 * assertEquals(red.ofType("stdout").map(({ payload }) => payload), ["red"]);
 * assertEquals(blue.ofType("stdout").map(({ payload }) => payload), ["blue"]);
 * ```
 *
 * @module
 */

import { EventBus, type EventBusOptions } from "../core/bus.ts";
import type { DraftCorrelation, EventFields } from "../core/event.ts";
import { eventError } from "../core/event_error.ts";
import { EVENT_TABLE } from "../core/event_table.ts";
import type { RunHandle } from "../core/host_scopes.ts";
import { isolate } from "../core/isolation.ts";
import type { RunStarted } from "../core/lifecycle_events.ts";
import { withId } from "../core/scope.ts";
import { type ScopeStorage, sharedSlot } from "../core/shared_slot.ts";
import type { Sink } from "../core/sink.ts";
import { currentScope, currentTarget, targetOf, watchConflict } from "../core/slot.ts";
import { newScopeStorage } from "./io/scope_storage.ts";

export type { EventBus, EventBusOptions } from "../core/bus.ts";
export type { DraftCorrelation, EventFields } from "../core/event.ts";
export type { RunHandle } from "../core/host_scopes.ts";
export type { RunStarted } from "../core/lifecycle_events.ts";
export type { Sink } from "../core/sink.ts";

/** How a run in a scope is made: the bus, the run, and where its events go. */
export interface RunScopeOptions extends EventBusOptions, EventFields<RunStarted> {
  /**
   * The sink that the run's events go to.
   *
   * @default none
   */
  readonly sink?: Sink;
  /**
   * More sinks that the run's events go to.
   *
   * @default none
   */
  readonly sinks?: readonly Sink[];
}

/** What knows its ids: the handle of a host, resource, job, command, step or tool call; an event. */
export interface Correlated {
  /** The ids. */
  readonly correlation: DraftCorrelation;
}

/**
 * Runs a function whose events, and those of all that it sets off, go to a sink.
 * Scopes nest: afterwards the outer one is in force again. The sink is not closed.
 *
 * The scope begins without the ids of a `withCorrelation` around it: they belong to
 * another run. `install` and `clear` inside act on the process's slot, as
 * everywhere, and so on code outside of scopes only.
 *
 * @param sink The bus or sink. As in `install`, a bare sink gets a bus of its own, and
 * keeps it from one scope to the next.
 * @param fn The function.
 * @returns What the function returns; throws what it throws.
 * @throws {Error} Where the runtime has no `AsyncLocalStorage`.
 *
 * @example Listen to one part of a program
 * ```ts
 * import { emit } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { withSink } from "@runtrail/runtrail/scope";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * const sum = await withSink(capture, async () => {
 *   await Promise.resolve();
 *   emit({ type: "stdout", payload: "inside\n" });
 *   return 1 + 1;
 * });
 * emit({ type: "stdout", payload: "outside\n" });
 *
 * assertEquals(sum, 2);
 * assertEquals(capture.ofType("stdout").map(({ payload }) => payload), ["inside\n"]);
 * ```
 */
export function withSink<Result>(sink: Sink, fn: () => Result): Result {
  return storage().run({ target: targetOf(sink), ids: undefined }, fn);
}

/**
 * Runs a function as a run of its own: makes a bus, emits `run_started`, calls
 * the function in the bus's scope, emits `run_finished`, and closes the bus.
 *
 * Where the function throws or rejects, the run ends with outcome `error` and
 * the error's name and message. What the function says itself with `run.finish` stands.
 *
 * Closing the bus closes the sinks that were given. A sink that several runs
 * share is given as `{ emit: (event) => shared.emit(event) }`, and stays open. A sink that
 * fails does not fail the run, nor where it is closed: `onError` is told.
 *
 * @param options The run's id, name, mode and so on; redaction; the sinks.
 * @param fn The function. It is given the bus and the run's handle.
 * @returns What the function returns. Rejects with what it throws or rejects
 * with, and with an `Error` where the runtime has no `AsyncLocalStorage`.
 *
 * @example A run that fails
 * ```ts
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { runScope } from "@runtrail/runtrail/scope";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const capture = captureSink();
 * await assertRejects(() =>
 *   runScope({ sink: capture, name: "nightly", mode: "apply" }, (bus) => {
 *     bus.job("build").finish({ outcome: "success" });
 *     throw new RangeError("The disk is full");
 *   })
 * );
 *
 * assertEquals(capture.ofType("run_started")[0]?.name, "nightly");
 * const [finished] = capture.ofType("run_finished");
 * assertEquals([finished?.outcome, finished?.error], [
 *   "error",
 *   { name: "RangeError", message: "The disk is full" },
 * ]);
 * ```
 */
export async function runScope<Result>(
  options: RunScopeOptions,
  fn: (bus: EventBus, run: RunHandle) => Result | PromiseLike<Result>,
): Promise<Result> {
  const scopes = storage();
  const bus = new EventBus(options);
  for (const sink of sinksOf(options)) bus.on(sink);
  watchConflict(bus);
  const run = bus.run(runFields(options));
  try {
    const result = await scopes.run({ target: bus, ids: undefined }, () => fn(bus, run));
    run.finish();
    return result;
  } catch (error) {
    run.finish({ outcome: "error", error: eventError(error) });
    throw error;
  } finally {
    // The bus has told `onError` of what fails here.
    await isolate(() => bus.close(), () => {});
  }
}

/**
 * Runs a function whose events, and those of all that it sets off, get ids that
 * they do not name themselves. This is for what is emitted with `emit`; a bus and
 * its handles know their own. An event that has a stamp stays as it is.
 *
 * Inside another such scope, ids add to the outer ones, and win over them.
 *
 * @param correlation The ids, or what knows them: a handle or an event.
 * @param fn The function.
 * @returns What the function returns; throws what it throws.
 * @throws {Error} Where the runtime has no `AsyncLocalStorage`.
 *
 * @example Output of a step, from code that does not know the step
 * ```ts
 * import { emit } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { runScope, withCorrelation } from "@runtrail/runtrail/scope";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * await runScope({ sink: capture, runId: "r1" }, async (bus) => {
 *   const step = bus.step({ name: "fetch" });
 *   await withCorrelation(step, async () => {
 *     await Promise.resolve();
 *     emit({ type: "stdout", payload: "200 OK\n" });
 *   });
 *   step.finish({ outcome: "success" });
 * });
 * assertEquals(capture.ofType("stdout")[0]?.correlation, { runId: "r1", stepId: "r1-1" });
 * ```
 */
export function withCorrelation<Result>(
  correlation: DraftCorrelation | Correlated,
  fn: () => Result,
): Result {
  const scopes = storage();
  const outer = currentScope();
  const own = "correlation" in correlation ? correlation.correlation : correlation;
  return scopes.run({ target: outer?.target, ids: withId(outer?.ids ?? {}, own) }, fn);
}

/**
 * Gives the ids that `emit` adds here: those of the `withCorrelation` around the
 * caller, and the id of the run, where events go to an `EventBus`.
 *
 * @returns The ids, in wire order; a new object each time.
 *
 * @example Tell a child process which run it belongs to
 * ```ts
 * import { currentCorrelation, runScope } from "@runtrail/runtrail/scope";
 * import { assertEquals } from "@std/assert";
 *
 * const env = await runScope({ runId: "r1" }, () => ({ RUN_ID: currentCorrelation().runId }));
 * assertEquals(env, { RUN_ID: "r1" });
 * assertEquals(currentCorrelation(), {});
 * ```
 */
export function currentCorrelation(): DraftCorrelation {
  const scope = currentScope();
  const { runId } = (currentTarget(scope) ?? {}) as { readonly runId?: string };
  return withId(scope?.ids ?? {}, runId === undefined ? {} : { runId });
}

/** Made when it is first needed: in Deno a look at `process` costs as much as a start-up. */
function storage(): ScopeStorage {
  const slot = sharedSlot();
  slot.scopes ??= newScopeStorage();
  slot.live = true;
  return slot.scopes;
}

function sinksOf({ sink, sinks = [] }: RunScopeOptions): readonly Sink[] {
  return sink === undefined ? sinks : [sink, ...sinks];
}

function runFields(options: RunScopeOptions): EventFields<RunStarted> {
  const keys = Object.keys(EVENT_TABLE.run_started.fields) as (keyof EventFields<RunStarted>)[];
  const given = keys.filter((key) => options[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, options[key]]));
}
