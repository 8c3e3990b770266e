import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison, type Demand } from "./harness/comparison.ts";
import { contestantsOf } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

/** What it costs to get an event into a file. */
export const suite: Suite = {
  name: "file",
  title: "To a file",
  method:
    "Each sample is a process of its own. A pass logs 50 000 lines in one go and waits until all are in the " +
    "file; passes are made for half a second that does not count and for another that does, one each at least, " +
    "and every line of the first of either is read back and checked. The second table times the first 1 000 " +
    "lines of a process. All write the same fields as JSON with an ISO time; " +
    "runtrail numbers them as well. LogTape syncs the disk whenever its buffer is full, so its figure is " +
    "the disk's. Deno runs the sources, Node and Bun the built npm package.",
  comparisons: ({ runtimes }) => [...runtimes.map(warm), ...runtimes.map(first)],
};

function warm(runtime: Runtime): Comparison {
  return {
    name: `To a file, ${runtime.name}`,
    unit: "ns per event",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/file.ts", args: ["warm"] }, [
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

/** Most tools are short: what counts for them is code that is not compiled yet. */
function first(runtime: Runtime): Comparison {
  return {
    name: `The first 1 000 lines of a process, ${runtime.name}`,
    unit: "ns per event",
    better: "less",
    contestants: contestantsOf(runtime, { path: "contestants/file.ts", args: ["first"] }, [
      "runtrail os",
      "runtrail buffered",
      "pino sync",
      "LogTape",
      "winston",
      "evlog",
    ]),
    demands: [],
  };
}

const WRITE =
  "the write alone is two thirds of the time, and of pino's figure a third: the system takes the same for both";

const LOCKED =
  "lock, look, write and unlock are four calls of the system, where pino makes one: without any code of " +
  "ours they take over three quarters of the time";

const ENCODING = "the stamp, the line and the garbage of both are what is left";

function fileDemands({ name }: Runtime): readonly Demand[] {
  const os = "runtrail os";
  const among = "runtrail os among others";
  const buffered = "runtrail buffered";
  switch (name) {
    case "Deno":
      return [
        ahead({ subject: os, against: "pino sync", bound: 3, reason: WRITE }),
        ahead({ subject: among, against: "pino sync", bound: 2.3, reason: LOCKED }),
        ahead({ subject: buffered, against: "pino sync", bound: 5, reason: ENCODING }),
        ahead({ subject: buffered, against: "LogTape", bound: 12, reason: ENCODING }),
        ahead({ subject: buffered, against: "winston", bound: 12, reason: ENCODING }),
        { subject: os, against: buffered, kind: "share", bound: 2, reason: WRITE },
      ];
    case "Node":
      return [ahead({ subject: buffered, against: "pino sync", bound: 4, reason: ENCODING })];
    case "Bun":
      return [];
    default:
      return name satisfies never;
  }
}
