import type { Runtime } from "./harness/arena.ts";
import type { Comparison, Contestant, Demand } from "./harness/comparison.ts";
import { programSample } from "./harness/program.ts";
import type { Suite } from "./harness/suite.ts";

const OURS = /^runtrail/;
const BASE = /^empty/;

/** What it costs to emit: with nobody listening, to listeners, to a file. */
export const suite: Suite = {
  name: "emission",
  title: "Emission",
  method:
    "Each sample is a process of its own that warms up, checks its output, and times several " +
    "passes. Deno runs the sources, Node and Bun the built npm package.",
  comparisons: ({ runtimes }) =>
    runtimes.flatMap((runtime) => [
      slot(runtime),
      ...[1, 4, 16].map((listeners) => bus(runtime, listeners)),
      file(runtime),
    ]),
};

function slot(runtime: Runtime): Comparison {
  return {
    name: `Nothing installed, ${runtime.name}`,
    unit: "ns per call",
    better: "less",
    contestants: contestants(runtime, "contestants/slot.ts", [
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
      { subject: "runtrail emit", against: "empty function", kind: "extra", bound: 1 },
      { subject: "runtrail emit", against: "empty loop", kind: "extra", bound: 2 },
      { subject: "runtrail isActive", against: "empty loop", kind: "extra", bound: 2 },
      ratio("runtrail emit", "LogTape without sink", 40),
    ],
  };
}

/** What must hold with so many listeners. */
const BUS_BOUNDS: ReadonlyMap<number, number> = new Map([[1, 1.5], [4, 2], [16, 4]]);

function bus(runtime: Runtime, listeners: number): Comparison {
  const bound = BUS_BOUNDS.get(listeners)!;
  return {
    name: `Bus, ${listeners} listener${listeners === 1 ? "" : "s"}, ${runtime.name}`,
    unit: "ns per emit",
    better: "less",
    contestants: contestants(runtime, "contestants/bus.ts", [
      "runtrail bus",
      "runtrail bus, stamping",
      "nanoevents",
      "eventemitter3",
      "EventEmitter",
      "mitt",
    ], [String(listeners)]),
    demands: runtime.name === "Deno"
      ? ["nanoevents", "eventemitter3"].map((peer) => ratio("runtrail bus", peer, bound))
      : [],
  };
}

function file(runtime: Runtime): Comparison {
  return {
    name: `To a file, ${runtime.name}`,
    unit: "ns per event",
    better: "less",
    contestants: contestants(runtime, "contestants/file.ts", [
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
        ratio("runtrail os", "pino sync", 3),
        ratio("runtrail os among others", "pino sync", 2.3),
        ratio("runtrail buffered", "pino sync", 5),
        ratio("runtrail buffered", "LogTape", 12),
        ratio("runtrail buffered", "winston", 12),
        cost,
      ];
    case "Node":
      return [ratio("runtrail buffered", "pino sync", 4)];
    case "Bun":
      return [];
    default:
      return name satisfies never;
  }
}

function ratio(subject: string, against: string, bound: number): Demand {
  return { subject, against, kind: "ratio", bound };
}

function contestants(
  runtime: Runtime,
  program: string,
  names: readonly string[],
  args: readonly string[] = [],
): readonly Contestant[] {
  return names.map((name) => ({
    name,
    role: OURS.test(name) ? "ours" : BASE.test(name) ? "base" : "peer",
    sample: () => programSample(runtime, program, [name, ...args]),
  }));
}
