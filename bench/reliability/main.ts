/**
 * Lets the file sink and other loggers meet faults, and writes what came of it
 * into `bench/results/reliability.json` and the tables of RELIABILITY.md:
 *
 *     deno task reliability
 *
 * @module
 */

import { join } from "node:path";
import { prepareArena, type Runtime } from "../harness/arena.ts";
import { machineOf, machineText } from "../harness/machine.ts";
import { ROOT } from "../harness/root.ts";
import { say } from "../harness/progress.ts";
import { withPart } from "../harness/markdown.ts";
import { meet, type Outcome } from "./experiment.ts";
import { type FaultName, FAULTS, LINES } from "./fault.ts";
import { brokenPromises, peersTable, sinkTable } from "./tables.ts";

/** The worst of so many counts. */
const ROUNDS = 3;

const LEVELS = [
  "runtrail os",
  "runtrail disk",
  "runtrail buffered",
  "runtrail buffered, exitSignals",
];

const PEERS = [
  "pino sync",
  "pino async",
  "pino transport",
  "LogTape",
  "LogTape non-blocking",
  "winston",
];

async function main(): Promise<void> {
  const arena = await prepareArena();
  const outcomes: Outcome[] = [];
  const broken: string[] = [];
  for (const [runtime, loggers] of trials(arena.runtimes)) {
    for (const logger of loggers) {
      for (const fault of Object.keys(FAULTS) as FaultName[]) {
        const rounds: Outcome[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          rounds.push(await meet({ runtime, logger, fault }));
        }
        broken.push(...brokenPromises(rounds));
        outcomes.push(rounds.reduce((one, other) => other.lost > one.lost ? other : one));
        say(
          `${runtime.name} ${logger}, ${fault}: ${rounds.map(({ lost }) => lost)} lost`,
        );
      }
    }
  }
  const machine = machineOf(arena);
  const results = { machine, lines: LINES, rounds: ROUNDS, outcomes };
  await Deno.writeTextFile(
    join(ROOT, "bench/results/reliability.json"),
    `${JSON.stringify(results, null, 2)}\n`,
  );
  const path = join(ROOT, "RELIABILITY.md");
  const measured = `${LINES} lines, the worst of ${ROUNDS} rounds. ${machineText(machine)}.\n`;
  const parts = {
    measured,
    sink: sinkTable(outcomes, LEVELS),
    peers: peersTable(outcomes, ["runtrail os", "runtrail buffered", ...PEERS]),
  };
  const text = Object.entries(parts)
    .reduce((text, [name, part]) => withPart(text, name, part), await Deno.readTextFile(path));
  await Deno.writeTextFile(path, text);
  for (const line of broken) say(`Broken promise: ${line}`);
  if (broken.length > 0) Deno.exit(1);
}

/** Deno runs the file sink alone: the peers are Node's. */
function trials(runtimes: readonly Runtime[]): readonly (readonly [Runtime, readonly string[]])[] {
  return runtimes.flatMap((runtime) => {
    if (runtime.name === "Bun") return [];
    return [[runtime, runtime.name === "Node" ? [...LEVELS, ...PEERS] : LEVELS] as const];
  });
}

if (import.meta.main) await main();
