import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison, type Demand } from "./harness/comparison.ts";
import { contestantsOf } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

/** What it costs to get an event into a file. */
export const suite: Suite = {
  name: "file",
  title: "To a file",
  method:
    "Each sample is a process of its own: it logs lines in one go and waits until all are in the " +
    "file, whose every line is read back and checked. All write the same fields as JSON with an ISO time; " +
    "runtrail numbers them as well. Deno runs the sources, Node and Bun the built npm package.",
  comparisons: ({ runtimes }) => runtimes.map(file),
};

function file(runtime: Runtime): Comparison {
  return {
    name: `To a file, ${runtime.name}`,
    unit: "ns per event",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/file.ts" }, [
      "runtrail os",
      "runtrail os among others",
      "runtrail disk",
      "runtrail buffered",
      "pino sync",
      "pino async",
      "LogTape",
      "LogTape non-blocking",
      "winston",
      "evlog",
    ]),
    demands: fileDemands(runtime),
  };
}

function fileDemands({ name }: Runtime): readonly Demand[] {
  const cost: Demand = {
    subject: "runtrail os",
    against: "runtrail buffered",
    kind: "share",
    bound: 2,
  };
  switch (name) {
    case "Deno":
      return [
        ahead("runtrail os", "pino sync", 3),
        ahead("runtrail os among others", "pino sync", 2.3),
        ahead("runtrail buffered", "pino sync", 5),
        ahead("runtrail buffered", "LogTape", 12),
        ahead("runtrail buffered", "winston", 12),
        cost,
      ];
    case "Node":
      return [ahead("runtrail buffered", "pino sync", 4)];
    case "Bun":
      return [];
    default:
      return name satisfies never;
  }
}
