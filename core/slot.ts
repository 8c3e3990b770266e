import { EventBus, type EventBusOptions } from "./bus.ts";
import type { EventDraft } from "./event.ts";
import { isolate } from "./isolation.ts";
import type { Sink, StampingSink } from "./sink.ts";

/** The state that all copies of the package in a process share. */
interface Slot {
  /** What was installed. */
  sink: Sink | undefined;
  /** What `emit` calls: the installed bus, or the bus around an installed sink. */
  target: StampingSink | undefined;
  /** The buses made around sinks: a sink that is installed again goes on with its run. */
  readonly buses: WeakMap<Sink, StampingSink>;
}

const KEY = Symbol.for("runtrail.slot.1");

/** Looked up once: on Bun each look at globalThis costs more than the rest of `emit`. */
const SLOT: Slot = sharedSlot(globalThis as unknown as { [KEY]?: Slot });

function sharedSlot(holder: { [KEY]?: Slot }): Slot {
  return holder[KEY] ??= { sink: undefined, target: undefined, buses: new WeakMap() };
}

/**
 * Installs the sink that the process's events go to. Install an `EventBus` to
 * have a run id, redaction and several sinks; any other sink gets a bus of its
 * own with a new run, which goes on where the same sink is installed again.
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
 * const previous = install({ emit: (event) => void seen.push(event) });
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
  SLOT.target = sink ? stampingSink(sink, options) : undefined;
  SLOT.sink = sink ?? undefined;
  return previous;
}

/**
 * Empties the slot: from now on `emit` does nothing. The sink is not closed.
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
 * @returns Whether a sink is installed.
 *
 * @example Skip costly work
 * ```ts
 * import { emit, isActive } from "@runtrail/runtrail";
 *
 * if (isActive()) emit({ type: "app.state", data: structuredClone({ large: true }) });
 * ```
 */
export function isActive(): boolean {
  return SLOT.target !== undefined;
}

/**
 * Hands an event to the installed sink; does nothing where there is none.
 * Never throws: a sink's failure is counted and reported by its bus.
 *
 * @param event The event, without what is stamped at emit.
 *
 * @example Emit from anywhere
 * ```ts
 * import { emit } from "@runtrail/runtrail";
 *
 * emit({ type: "hook", name: "pre-commit", phase: "allow" });
 * ```
 */
export function emit(event: EventDraft): void {
  // Taken out of the slot before the call: the sink may install or clear.
  const target = SLOT.target;
  if (target !== undefined) hand(target, event);
}

/** Apart from `emit`, where a closure would cost memory on each call, also with nothing installed. */
function hand(target: StampingSink, event: EventDraft): void {
  // A bus isolates its sinks, but any object may say that it stamps.
  isolate(() => target.emit(event), () => {});
}

function stampingSink(sink: Sink, options: EventBusOptions | undefined): StampingSink {
  if (isStamping(sink)) return sink;
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
