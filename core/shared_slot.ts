import { isolate } from "./isolation.ts";
import type { ScopeIds } from "./scope.ts";
import type { Sink, StampingSink } from "./sink.ts";

/** What is in force for the code that runs inside a scope. */
export interface SlotScope {
  /** Where events go; undefined where they go to what is installed. */
  readonly target: StampingSink | undefined;
  /** What events get that do not say it themselves; undefined where it is nothing. */
  readonly ids: ScopeIds | undefined;
}

/** Finds the scope that code runs in, as `AsyncLocalStorage` does. */
export interface ScopeStorage {
  /** Gives the innermost scope; undefined outside of any. */
  getStore(): SlotScope | undefined;
  /** Calls a function, and what it sets off, inside a scope. */
  run<Result>(scope: SlotScope, call: () => Result): Result;
}

/** The state that all copies of the package in a process share. */
export interface Slot {
  /** Whether there is a target, or scopes that may have one: all that `emit` asks where not. */
  live: boolean;
  /** What was installed. */
  sink: Sink | undefined;
  /** The installed bus, or the bus around an installed sink. */
  target: StampingSink | undefined;
  /** The buses made around sinks: a sink that is installed again goes on with its run. */
  readonly buses: WeakMap<Sink, StampingSink>;
  /** Undefined until a scope is first opened: only then `emit` looks for one. */
  scopes: ScopeStorage | undefined;
  /** Whether it was said that the slot of another major is there. */
  conflictTold: boolean;
}

const PREFIX = "runtrail.slot.";
/** Where copies say that they came: functions alone, so that all majors understand it. */
const ARRIVALS = Symbol.for("runtrail.slot_arrivals");

/**
 * The major version of the slot's layout. What copies with the last one would
 * not understand, or would break, is a new one, which has a slot of its own.
 */
export const SLOT_MAJOR = 1;

/**
 * Gives the slot, which is made where no copy has made it yet.
 *
 * @returns The same slot for all copies of the package with the same layout.
 */
export function sharedSlot(): Slot {
  const holder = globalThis as unknown as { [key: symbol]: Slot };
  return holder[slotKey(SLOT_MAJOR)] ??= {
    live: false,
    sink: undefined,
    target: undefined,
    buses: new WeakMap(),
    scopes: undefined,
    conflictTold: false,
  };
}

/**
 * Gives the key under which all copies of the package with the same layout of
 * the slot find it on the global object. A layout that copies of another major
 * could not read has a key of its own, so that none breaks the other's.
 *
 * @param major The layout's major version.
 * @returns A symbol of the global registry.
 */
export function slotKey(major: number): symbol {
  return Symbol.for(PREFIX + major);
}

/**
 * Tells the copies that were there before that this one has come, with its slot,
 * and tells this one of those that come later.
 *
 * @param holder The global object.
 * @param onArrival Called whenever a copy has come, of whichever major.
 */
export function announceCopy(holder: object, onArrival: () => void): void {
  const shared = holder as { [ARRIVALS]?: (() => void)[] };
  const listeners = shared[ARRIVALS] ??= [];
  for (const listener of listeners) isolate(listener, () => {});
  listeners.push(onArrival);
}

/**
 * Finds slots of other majors: what is emitted through their copies of the
 * package does not come to ours.
 *
 * @param holder The global object.
 * @param major Our major version.
 * @returns The other majors, ascending.
 */
export function otherMajors(holder: object, major: number): readonly number[] {
  return Object.getOwnPropertySymbols(holder)
    .map((symbol) => Symbol.keyFor(symbol) ?? "")
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => Number(key.slice(PREFIX.length)))
    .filter((other) => Number.isInteger(other) && other !== major)
    .sort((one, other) => one - other);
}
