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
    "runtrail isolates what a listener throws. With redaction each event is a chunk of output, of some " +
    "60 characters.",
  comparisons: ({ runtimes }) =>
    runtimes.flatMap((runtime) => [
      ...[1, 4, 16].map((listeners) => amongOthers(runtime, listeners)),
      ...[1, 4, 16].map((listeners) => alone(runtime, listeners)),
      redacting(runtime),
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

const SEARCH =
  "to know that there is nothing, each key is looked up in the paths, and each text is searched";

/** Redaction costs nothing for events that have nothing to redact: that is, no more than a tenth. */
function redacting(runtime: Runtime): Comparison {
  const against = "runtrail, no policy";
  const nothing = "runtrail, a policy that asks for nothing";
  const unfound = [
    "runtrail, a path that is not there",
    "runtrail, a secret that is not there",
    "runtrail, neither is there",
  ];
  return {
    name: `Redaction, ${runtime.name}`,
    unit: "ns per emit",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/redaction.ts" }, [
      against,
      nothing,
      ...unfound,
      "runtrail, the secret is there",
    ]),
    demands: runtime.name === "Deno"
      ? [nothing, ...unfound].map((subject) => ({
        subject,
        against,
        kind: "share",
        bound: 1.1,
        reason: SEARCH,
      }))
      : [],
  };
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
