import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison } from "./harness/comparison.ts";
import { contestantsOf } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

/** What it costs to hand an event to listeners in the same process. */
export const suite: Suite = {
  name: "bus",
  title: "Bus",
  method:
    "Each sample is a process of its own; each listener is a function of its own and counts what it " +
    "sees. The process has used the emitter elsewhere before, with 1, 3 and 8 other listeners, as a " +
    "program does; where it is `alone` it has not, and engines know all callees. `runtrail bus` is " +
    "given an event that is stamped already, which is what the others do as well; `stamping` is given a " +
    "new event each time, and numbers and dates it, beside others that are given a new one. Only " +
    "runtrail isolates what a listener throws.",
  comparisons: ({ runtimes }) =>
    runtimes.flatMap((runtime) => [
      ...[1, 4, 16].map((listeners) => amongOthers(runtime, listeners)),
      ...[1, 4, 16].map((listeners) => alone(runtime, listeners)),
    ]),
};

const STAMP = "each event is asked for its stamp, and marked as under way while it is handed out";

/** What must hold with so many listeners. */
const BUS_BOUNDS: ReadonlyMap<number, number> = new Map([[1, 1.5], [4, 2], [16, 4]]);

function amongOthers(runtime: Runtime, listeners: number): Comparison {
  const bound = BUS_BOUNDS.get(listeners)!;
  return {
    ...comparison(runtime, listeners, [
      "runtrail bus",
      "runtrail bus, stamping",
      "nanoevents",
      "nanoevents, new event",
      "eventemitter3",
      "eventemitter3, new event",
      "EventEmitter",
      "mitt",
    ]),
    demands: runtime.name === "Deno"
      ? ["nanoevents", "eventemitter3"].map((against) =>
        ahead({ subject: "runtrail bus", against, bound, reason: STAMP })
      )
      : [],
  };
}

function alone(runtime: Runtime, listeners: number): Comparison {
  const setting = "alone";
  return comparison(runtime, listeners, ["runtrail bus", "nanoevents", "eventemitter3"], setting);
}

function comparison(
  runtime: Runtime,
  listeners: number,
  names: readonly string[],
  ...setting: readonly string[]
): Comparison {
  const bus = ["Bus", ...setting].join(" ");
  const args = [String(listeners), ...setting];
  return {
    name: `${bus}, ${listeners} listener${listeners === 1 ? "" : "s"}, ${runtime.name}`,
    unit: "ns per emit",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/bus.ts", args }, names),
    demands: [],
  };
}
