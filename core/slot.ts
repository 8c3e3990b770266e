import { EventBus, type EventBusOptions } from "./bus.ts";
import type { EventDraft } from "./event.ts";
import type { Subscription } from "./fan_out.ts";
import { isolate } from "./isolation.ts";
import type { ScopeIds } from "./scope.ts";
import { withScopeIds } from "./scoped_draft.ts";
import {
  announceCopy,
  otherMajors,
  sharedSlot,
  type Slot,
  SLOT_MAJOR,
  type SlotScope,
} from "./shared_slot.ts";
import { plain } from "./plain.ts";
import type { Sink, StampingSink } from "./sink.ts";
import { INVALID_DRAFT_TYPE } from "./stamp.ts";

/**
 * Looked up once: on Bun each look at globalThis costs more than the rest of
 * `emit`. Not exported: in Deno that alone would make `emit` six times as slow.
 */
const SLOT: Slot = sharedSlot();

/** The target that has had its first event, so that a conflict can be told at once. */
let begun: StampingSink | undefined;

// Modules may be loaded in the middle of a run.
announceCopy(globalThis, () => {
  if (SLOT.target !== undefined && SLOT.target === begun) tellConflict(SLOT.target);
});

/**
 * Installs the sink that the process's events go to. Install an `EventBus` to
 * have a run id, redaction and several sinks; any other sink gets a bus of its
 * own with a new run, which goes on where the same sink is installed again.
 *
 * The slot is the process's, also inside a scope of `@runtrail/runtrail/scope`:
 * what is emitted in a scope with a sink of its own goes on to that sink.
 *
 * All copies of the package in a process share the slot. Copies of another major
 * may have another slot: what they emit does not come here. Where there are any, the
 * event `runtrail.slot_conflict` says so, once per process, after the first event, or when
 * such a copy is loaded later. Its `data` has this slot's `major`, and the `others`.
 *
 * @param sink The bus or sink.
 * @param options How the bus around a bare sink is made; not used for a bus.
 * @returns The sink that was installed before, to be installed again later.
 *
 * @example Install, emit, restore
 * ```ts
 * import { emit, install, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const previous = install({ emit: (event) => seen.push(event) });
 * emit({ type: "stdout", payload: "hello\n" });
 * install(previous);
 *
 * emit({ type: "stdout", payload: "nobody listens\n" });
 * assertEquals(seen.map((event) => event.seq), [1]);
 * ```
 */
export function install(sink: Sink | undefined, options?: EventBusOptions): Sink | undefined {
  const previous = SLOT.sink;
  // Null where a caller without types restores "nothing": it must not count as active.
  SLOT.target = sink ? targetOf(sink, options) : undefined;
  SLOT.sink = sink ?? undefined;
  SLOT.live = SLOT.target !== undefined || SLOT.scopes !== undefined;
  if (SLOT.target !== undefined) watchConflict(SLOT.target);
  return previous;
}

/**
 * Empties the slot: from now on `emit` does nothing, except inside a scope with
 * a sink of its own. The sink is not closed.
 *
 * @returns The sink that was installed.
 *
 * @example Clear the slot
 * ```ts
 * import { clear, install, isActive } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * install({ emit: () => {} });
 * clear();
 * assertEquals(isActive(), false);
 * ```
 */
export function clear(): Sink | undefined {
  return install(undefined);
}

/**
 * Tells whether anybody listens: ask before making a costly payload.
 *
 * @returns Whether a sink is installed, or the caller's scope has one.
 *
 * @example Skip costly work
 * ```ts
 * import { emit, isActive } from "@runtrail/runtrail";
 *
 * if (isActive()) emit({ type: "app.state", data: structuredClone({ large: true }) });
 * ```
 */
export function isActive(): boolean {
  return SLOT.live && currentTarget(currentScope()) !== undefined;
}

/**
 * Hands an event to the sink of the caller's scope, else to the installed one;
 * does nothing where there is none. Never throws: a sink's failure is counted and
 * reported by its bus.
 *
 * @param event The event, without what is stamped at emit; or a function that makes it, which is
 * called only where somebody listens. What it throws becomes the data of an event
 * `runtrail.invalid_draft`. Where it is called often, `isActive` is cheaper than a new function.
 *
 * @example Emit from anywhere
 * ```ts
 * import { emit } from "@runtrail/runtrail";
 *
 * emit({ type: "hook", name: "pre-commit", phase: "allow" });
 * ```
 *
 * @example Make a costly event only where somebody listens
 * ```ts
 * import { clear, emit, install, type RunEvent } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const costly = () => ({ type: "app.state", data: structuredClone({ large: true }) }) as const;
 * emit(costly); // is not called
 * install({ emit: (event) => seen.push(event) });
 * emit(costly);
 * clear();
 * assertEquals(seen.length, 1);
 * ```
 */
export function emit(event: EventDraft | (() => EventDraft)): void {
  if (!SLOT.live) return;
  const scope = currentScope();
  // Taken out of the slot before the call: the sink may install or clear.
  const target = currentTarget(scope);
  if (target !== undefined) hand(target, event, scope?.ids);
}

/**
 * Gives the scope that the caller runs in.
 *
 * @returns The innermost scope; undefined outside of any.
 */
export function currentScope(): SlotScope | undefined {
  return SLOT.scopes?.getStore();
}

/**
 * Gives what `emit` hands events to.
 *
 * @param scope The caller's scope.
 * @returns The scope's target, else the installed one.
 */
export function currentTarget(scope: SlotScope | undefined): StampingSink | undefined {
  return scope?.target ?? SLOT.target;
}

function hand(
  target: StampingSink,
  event: EventDraft | (() => EventDraft),
  ids?: ScopeIds,
): void {
  const draft = typeof event === "function" ? made(event) : event;
  try {
    const result: unknown = target.emit(ids === undefined ? draft : withScopeIds(draft, ids));
    if (result !== undefined) isolate(() => result, () => {});
  } catch {
    // A bus isolates its sinks, but any object may say that it stamps.
  }
}

/** What cannot be made shows in the stream, as all that is lost does. */
function made(event: () => EventDraft): EventDraft {
  try {
    return event();
  } catch (error) {
    return { type: INVALID_DRAFT_TYPE, data: plain(error) ?? null };
  }
}

/**
 * Gives what stamps for a sink: itself, the bus that it had before, or a new one.
 *
 * @param sink The bus or sink.
 * @param options How a bus around a bare sink is made.
 * @returns The bus.
 */
export function targetOf(sink: Sink, options?: EventBusOptions): StampingSink {
  return isStamping(sink) ? sink : busAround(sink, options);
}

function busAround(sink: Sink, options: EventBusOptions | undefined): StampingSink {
  const known = SLOT.buses.get(sink);
  if (known !== undefined && options === undefined) return known;
  const bus = new EventBus(options);
  bus.on(sink);
  SLOT.buses.set(sink, bus);
  return bus;
}

function isStamping(sink: Sink): sink is Sink & StampingSink {
  return (sink as Partial<StampingSink>).stamps === true;
}

/**
 * Says in the stream, once per process, that slots of other majors are there.
 *
 * @param target What is installed, or a run's bus. It gets the event after its
 * first one, which should be `run_started`; at once where it cannot be listened to.
 */
export function watchConflict(target: StampingSink & Partial<Pick<EventBus, "on">>): void {
  if (SLOT.conflictTold) return;
  const first: Subscription | undefined = target.on?.(() => {
    first?.();
    if (target === SLOT.target) begun = target;
    tellConflict(target);
  });
  if (first === undefined) tellConflict(target);
}

function tellConflict(target: StampingSink): void {
  if (SLOT.conflictTold) return;
  const others = otherMajors(globalThis, SLOT_MAJOR);
  if (others.length === 0) return;
  SLOT.conflictTold = true;
  hand(target, { type: "runtrail.slot_conflict", data: { major: SLOT_MAJOR, others } });
}
