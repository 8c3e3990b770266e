import { join } from "node:path";
import { readBack } from "../contestants/logger.ts";
import type { Runtime } from "../harness/arena.ts";
import { ACKNOWLEDGED, type FaultName, LINES_BEFORE_ROOM } from "./fault.ts";
import { type SmallDisk, smallDisk } from "./small_disk.ts";

/** What one process that met a fault left behind. */
export interface Outcome {
  readonly runtime: Runtime["name"];
  readonly logger: string;
  readonly fault: FaultName;
  /** Lines whose call came back without a report of failure. */
  readonly acknowledged: number;
  /** Lines whose call reported a failure. */
  readonly refused: number;
  /** Acknowledged lines that cannot be read back. */
  readonly lost: number;
  /** Of these, those that were logged when there was room again. */
  readonly lostAfterRoom: number;
  /** Lines that are there more than once. */
  readonly doubled: number;
  /** Lines of the file that are no JSON; the torn one that was found at the start is one. */
  readonly broken: number;
  /** Whether a part of a line stood at the file's end while the disk was full. */
  readonly tornTail: boolean;
  /** Where the application was told of a failure. */
  readonly told: readonly string[];
  /** Whether the process had to be ended. */
  readonly hung: boolean;
  /** Why there is no outcome. */
  readonly skipped?: string;
}

/** What a killed process leaves behind. */
const TORN = `{"whole":true}\n{"torn":"by a writer that was ki`;

/** Longer than the slowest contestant takes. */
const PATIENCE_MS = 60_000;

/** Who meets what. */
export interface Trial {
  readonly runtime: Runtime;
  readonly logger: string;
  readonly fault: FaultName;
}

/** Lets one logger meet one fault. */
export async function meet(trial: Trial): Promise<Outcome> {
  const folder = await Deno.makeTempDir({ prefix: "runtrail-fault-" });
  const disk: SmallDisk | { readonly reason: string } = trial.fault === "full_disk"
    ? await smallDisk()
    : { folder, remove: () => Promise.resolve() };
  try {
    if ("reason" in disk) return { ...outcomeOf(trial, NOTHING), skipped: disk.reason };
    const path = join(disk.folder, "log.jsonl");
    if (trial.fault === "torn_tail") await Deno.writeTextFile(path, TORN);
    const hung = await runChild(trial, [folder, disk.folder]);
    return outcomeOf(trial, {
      acks: await textOf(join(folder, "acks")),
      log: await textOf(path),
      reports: (await textOf(join(folder, "reports"))).split("\n"),
      hung,
    });
  } finally {
    if (!("reason" in disk)) await disk.remove();
    await Deno.remove(folder, { recursive: true });
  }
}

interface Traces {
  readonly acks: string;
  readonly log: string;
  readonly reports: readonly string[];
  readonly hung: boolean;
}

const NOTHING: Traces = { acks: "", log: "", reports: [], hung: false };

function outcomeOf(
  { runtime, logger, fault }: Trial,
  { acks, log, reports, hung }: Traces,
): Outcome {
  const { numbers, broken } = readBack(log);
  const found = new Set(numbers);
  const lost = [...acks]
    .flatMap((ack, number) => ack === ACKNOWLEDGED && !found.has(number) ? [number] : []);
  const acknowledged = acks.replaceAll(/[^.]/g, "").length;
  const told = ["at the call", "later", "at the close"].filter((place) => reports.includes(place));
  return {
    runtime: runtime.name,
    logger,
    fault,
    acknowledged,
    refused: acks.length - acknowledged,
    lost: lost.length,
    lostAfterRoom: lost.filter((number) => number >= LINES_BEFORE_ROOM).length,
    doubled: numbers.length - found.size,
    broken,
    tornTail: reports.includes("torn tail"),
    told,
    hung,
  };
}

/** Gives whether it had to be ended. */
async function runChild(
  { runtime, logger, fault }: Trial,
  folders: readonly string[],
): Promise<boolean> {
  const [program, ...args] = runtime.command("reliability/child.ts", [logger, fault, ...folders]);
  const child = new Deno.Command(program, {
    args,
    cwd: runtime.cwd,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
  }, PATIENCE_MS);
  await child.status;
  clearTimeout(timer);
  return hung;
}

async function textOf(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return "";
  }
}
