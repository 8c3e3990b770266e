import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison } from "./harness/comparison.ts";
import { contestantsOf } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

/** What it costs to emit where nobody listens. */
export const suite: Suite = {
  name: "slot",
  title: "Nothing installed",
  method:
    "Each sample is a process of its own that times loops of calls; the cost of the loop is in all " +
    "figures. Deno runs the sources, Node and Bun the built npm package.",
  comparisons: ({ runtimes }) => runtimes.map(slot),
};

const LOOK = "a read of the shared slot, a compare and a return are all that is in it";

function slot(runtime: Runtime): Comparison {
  return {
    name: `Nothing installed, ${runtime.name}`,
    unit: "ns per call",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/slot.ts" }, [
      "empty loop",
      "empty function",
      "runtrail emit",
      "runtrail isActive",
      "pino silent",
      "diagnostics_channel",
      "EventEmitter",
      "mitt",
      "LogTape without sink",
    ]),
    demands: [
      {
        subject: "runtrail emit",
        against: "empty function",
        kind: "extra",
        bound: 1,
        reason: LOOK,
      },
      { subject: "runtrail emit", against: "empty loop", kind: "extra", bound: 2, reason: LOOK },
      {
        subject: "runtrail isActive",
        against: "empty loop",
        kind: "extra",
        bound: 2,
        reason: LOOK,
      },
      ahead({ subject: "runtrail emit", against: "LogTape without sink", bound: 40, reason: LOOK }),
    ],
  };
}
