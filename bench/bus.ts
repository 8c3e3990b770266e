import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison } from "./harness/comparison.ts";
import { contestantsOf } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

/** What it costs to hand an event to listeners in the same process. */
export const suite: Suite = {
  name: "bus",
  title: "Bus",
  method:
    "Each sample is a process of its own that has used the emitter elsewhere before, as a program " +
    "does; each listener is a function of its own and counts what it sees. `runtrail bus` is given an " +
    "event that is stamped already, which is what the others do as well; `stamping` numbers and dates " +
    "it too. Only runtrail isolates what a listener throws.",
  comparisons: ({ runtimes }) =>
    runtimes.flatMap((runtime) => [1, 4, 16].map((listeners) => bus(runtime, listeners))),
};

const ISOLATION = "each listener is called inside of a try, and what it returns is looked at";

/** What must hold with so many listeners. */
const BUS_BOUNDS: ReadonlyMap<number, number> = new Map([[1, 1.5], [4, 2], [16, 4]]);

function bus(runtime: Runtime, listeners: number): Comparison {
  const bound = BUS_BOUNDS.get(listeners)!;
  return {
    name: `Bus, ${listeners} listener${listeners === 1 ? "" : "s"}, ${runtime.name}`,
    unit: "ns per emit",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/bus.ts", args: [String(listeners)] }, [
      "runtrail bus",
      "runtrail bus, stamping",
      "nanoevents",
      "eventemitter3",
      "EventEmitter",
      "mitt",
    ]),
    demands: runtime.name === "Deno"
      ? ["nanoevents", "eventemitter3"].map((against) =>
        ahead({ subject: "runtrail bus", against, bound, reason: ISOLATION })
      )
      : [],
  };
}
