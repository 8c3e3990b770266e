import { table } from "../harness/markdown.ts";
import type { Outcome } from "./experiment.ts";
import { type FaultName, FAULTS } from "./fault.ts";

/** Of a batch of 64 KiB no more lines of this experiment than these are held back. */
const HELD_LINES = 256;

/** What the file sink promises. */
type Promised = "nothing lost" | "what is held" | "no" | "yes" | "at the call" | "shown only";

/** One row of both tables. */
interface Measure {
  readonly fault: FaultName;
  readonly title: string;
  readonly cell: (outcome: Outcome) => string;
  /** For the levels that hand each event to the system at once, and for those that hold some. */
  readonly promised: (logger: string) => Promised;
}

const MEASURES: readonly Measure[] = [
  loss("sigkill_paced", ["what is held", "what is held"]),
  loss("sigkill_tight", ["what is held", "what is held"]),
  loss("sigterm", ["what is held", "nothing lost"]),
  loss("exit_paced", ["nothing lost", "nothing lost"]),
  loss("exit_tight", ["nothing lost", "nothing lost"]),
  loss("uncaught", ["nothing lost", "nothing lost"]),
  {
    ...loss("full_disk", ["nothing lost", "nothing lost"]),
    title: "full disk: acknowledged lines lost",
  },
  {
    fault: "full_disk",
    title: "of these, logged after there was room again",
    cell: ({ lostAfterRoom }) => String(lostAfterRoom),
    promised: () => "nothing lost",
  },
  {
    fault: "full_disk",
    title: "lines refused at the call",
    cell: ({ refused }) => String(refused),
    promised: () => "shown only",
  },
  {
    fault: "full_disk",
    title: "application told",
    cell: ({ told }) => told.join(", ") || "no",
    promised: () => "at the call",
  },
  {
    fault: "full_disk",
    title: "part of a line at the end while full",
    cell: ({ tornTail }) => tornTail ? "yes" : "no",
    promised: () => "no",
  },
  {
    fault: "full_disk",
    title: "broken lines in the end",
    cell: ({ broken }) => String(broken),
    promised: () => "nothing lost",
  },
  {
    fault: "torn_tail",
    title: "next line after a torn one survives",
    cell: ({ lost }) => lost === 0 ? "yes" : "no",
    promised: () => "yes",
  },
];

function loss(fault: FaultName, [buffered, signals]: readonly [Promised, Promised]): Measure {
  return {
    fault,
    title: FAULTS[fault].title,
    cell: ({ lost, acknowledged }) => lost === acknowledged ? "all" : String(lost),
    promised: (logger) => {
      if (!logger.includes("buffered")) return "nothing lost";
      return logger.includes("exitSignals") ? signals : buffered;
    },
  };
}

/** The file sink at each durability: what is promised, and what came of it. */
export function sinkTable(outcomes: readonly Outcome[], loggers: readonly string[]): string {
  const runtimes = [...new Set(outcomes.map(({ runtime }) => runtime))];
  const columns = loggers.flatMap((logger) => runtimes.map((runtime) => ({ logger, runtime })));
  const head = loggers.map((logger) => `${code(logger)} (${runtimes.join(" / ")})`);
  const rows = MEASURES.map((measure) => [
    measure.title,
    ...loggers.map((logger) => {
      const cells = columns.filter((column) => column.logger === logger)
        .map(({ runtime }) => shown(measure, find(outcomes, runtime, logger, measure.fault)));
      const promised = measure.promised(logger);
      return promised === "shown only" ? cells.join(" / ") : `${promised}: ${cells.join(" / ")}`;
    }),
  ]);
  return table(["fault", ...head], rows);
}

/** The same for the peers. */
export function peersTable(outcomes: readonly Outcome[], loggers: readonly string[]): string {
  const rows = MEASURES.map((measure) => [
    measure.title,
    ...loggers.map((logger) => shown(measure, find(outcomes, "Node", logger, measure.fault))),
  ]);
  return table(["fault", ...loggers], rows);
}

/** Where the file sink did not do what it promises, in words. */
export function brokenPromises(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.filter(({ logger, skipped }) => logger.startsWith("runtrail") && !skipped)
    .flatMap((outcome) =>
      MEASURES.filter(({ fault }) => fault === outcome.fault)
        .filter((measure) => !isKept(measure.promised(outcome.logger), measure.cell(outcome)))
        .map(({ title, cell }) =>
          `${outcome.runtime} ${outcome.logger}, ${title}: ${cell(outcome)}`
        )
    );
}

function isKept(promised: Promised, cell: string): boolean {
  switch (promised) {
    case "nothing lost":
      return cell === "0";
    case "what is held":
      return Number(cell) <= HELD_LINES;
    case "at the call":
      return cell.startsWith("at the call");
    case "no":
    case "yes":
      return cell === promised;
    case "shown only":
      return true;
    default:
      return promised satisfies never;
  }
}

function find(
  outcomes: readonly Outcome[],
  runtime: string,
  logger: string,
  fault: FaultName,
): Outcome | undefined {
  return outcomes.find((outcome) =>
    outcome.runtime === runtime && outcome.logger === logger && outcome.fault === fault
  );
}

function shown({ cell }: Measure, outcome: Outcome | undefined): string {
  if (outcome === undefined || outcome.skipped !== undefined) return "not run";
  return outcome.hung ? `${cell(outcome)} (hangs)` : cell(outcome);
}

function code(logger: string): string {
  const [level, ...options] = logger.replace("runtrail ", "").split(", ");
  return [`\`"${level}"\``, ...options.map((option) => `\`${option}\``)].join(" with ");
}
