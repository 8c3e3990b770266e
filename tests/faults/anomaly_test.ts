import { assertEquals } from "@std/assert";
import { LockTimeoutError, RunIoError } from "../../sinks/file.ts";
import type { DiskCall } from "../fixtures/memory_disk.ts";
import {
  type Anomaly,
  playRun,
  type RunOutcome,
  type Scene,
  type WriterOutcome,
} from "./anomaly_run.ts";
import { show } from "./figures.ts";
import { sized } from "./setting.ts";
import { wholeLines } from "../fixtures/whole_lines.ts";

const CODES = ["ENOSPC", "EAGAIN", "EIO", "EPIPE", "EBADF", "EDQUOT", "EINTR"];

/** What the torn line at the beginning of the file leaves. */
const FOUND_TORN = 1;

/** Every anomaly that a run of so many calls can meet. */
function* anomaliesOf(
  calls: readonly DiskCall[],
  codes: readonly string[],
): Generator<Anomaly> {
  for (const [index, { name }] of calls.entries()) {
    const call = index + 1;
    for (const code of codes) {
      yield { call, code, part: "none", lasts: "once" };
      // A file that says for good that it would block is waited for, as one that blocks.
      if (code === "EAGAIN") continue;
      if (sized({ usual: code === "ENOSPC", long: true })) {
        yield { call, code, part: "none", lasts: "for good" };
      }
    }
    if (name !== "writeSync") continue;
    for (const part of ["one byte", "half"] as const) {
      yield { call, code: undefined, part, lasts: "once" };
      yield { call, code: "EAGAIN", part, lasts: "once" };
      yield { call, code: "ENOSPC", part, lasts: "once" };
      yield { call, code: "ENOSPC", part, lasts: "for good" };
    }
  }
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** What is wrong with what a writer knows, seen from the file; nothing where all is well. */
function faultsOf(
  { stats, arrived, settled, refused, closing, pending, writer }: WriterOutcome,
  { inFile, scene, closeFailed }: {
    readonly inFile: readonly number[];
    readonly scene: Scene;
    readonly closeFailed: boolean;
  },
): readonly string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, what: string): void => {
    if (!holds) faults.push(`${writer}: ${what}`);
  };
  demand(pending === 0, `${pending} things are not released`);
  if (refused !== undefined) {
    const typed = refused instanceof RunIoError || refused instanceof LockTimeoutError;
    demand(typed, `opening throws ${refused}`);
    return faults;
  }
  const { emitted, written, failed, dropped } = stats;
  demand(
    emitted === written + failed + dropped && written >= 0,
    `the counts are ${JSON.stringify(stats)}`,
  );
  demand(settled, "a promise is not settled");
  demand(new Set(inFile).size === inFile.length, `the file has duplicates: ${inFile}`);
  demand(inFile.every((seq, index) => index === 0 || inFile[index - 1]! < seq), "order is lost");
  const missing = upTo(emitted - dropped).filter((seq) => !inFile.includes(seq));
  if (scene.durability === "disk") {
    // An event that could not be synced is in the file and counted as failed.
    demand(arrived.every((seq) => inFile.includes(seq)), `lost of ${arrived}: ${missing}`);
    demand(missing.length <= failed, `${missing.length} are missing, ${failed} counted`);
    demand(arrived.length === written, `${arrived.length} arrived, ${written} are counted`);
  } else {
    demand(missing.length === failed, `${missing.length} are missing, ${failed} are counted`);
  }
  if (scene.durability === "os") {
    const told = upTo(emitted - dropped).filter((seq) => !arrived.includes(seq));
    demand(`${told}` === `${missing}`, `${missing} are missing, it was told of ${told}`);
  }
  demand(
    (closing !== undefined) === (failed > 0 || closeFailed),
    `${failed} failed and close() ${closing === undefined ? "returns" : `throws ${closing}`}`,
  );
  return faults;
}

/** Whether the fault also kept the writer from cutting, or others were there. */
function mayTear({ part, lasts }: Anomaly, { writers, locks }: Scene): boolean {
  return part !== "none" && (lasts === "for good" || writers === 2 || locks === "none");
}

function judge(scene: Scene, anomaly: Anomaly, { writers, text, calls }: RunOutcome): {
  readonly faults: readonly string[];
  readonly torn: number;
  readonly lost: number;
} {
  const { seqs, broken } = wholeLines(text);
  const torn = broken.length - FOUND_TORN;
  const failing = anomaly.lasts === "for good" ? calls.slice(anomaly.call - 1) : [
    calls[anomaly.call - 1],
    ...anomaly.part === "none" ? [] : [calls[anomaly.call]],
  ];
  const closeFailed = failing.some((call) => call?.name === "close");
  const faults = writers.flatMap((outcome) =>
    faultsOf(outcome, {
      inFile: seqs.get(outcome.writer) ?? [],
      scene,
      closeFailed: closeFailed && outcome.closing !== undefined,
    })
  );
  if (torn > (mayTear(anomaly, scene) ? 1 : 0)) faults.push(`${torn} lines are torn: ${broken}`);
  const lost = writers.reduce((sum, { stats }) => sum + stats.failed, 0);
  return { faults, torn, lost };
}

/** What few of the codes cannot show is shown where time does not pass: writers wait for each other. */
function codesOf({ writers, locks }: Scene): readonly string[] {
  return sized({
    usual: writers === 1 && locks === "cheap" ? CODES : CODES.slice(0, 1),
    long: CODES,
  });
}

for (const durability of ["os", "disk", "buffered"] as const) {
  for (const writers of [1, 2] as const) {
    for (const locks of ["cheap", "dear", "none"] as const) {
      const scene = { durability, writers, locks };
      const name = `${durability}, ${writers} writer${writers === 1 ? "" : "s"}, locks ${locks}`;
      Deno.test(`fileSink() keeps its word when any call of the disk fails (${name})`, async () => {
        const undisturbed = await playRun(scene);
        const wrong: string[] = [];
        let runs = 0;
        let torn = 0;
        let lost = 0;
        for (const anomaly of anomaliesOf(undisturbed.calls, codesOf(scene))) {
          const found = judge(scene, anomaly, await playRun(scene, anomaly));
          runs++;
          torn += found.torn;
          lost += found.lost;
          const call = undisturbed.calls[anomaly.call - 1]?.name;
          for (const fault of found.faults) {
            wrong.push(`${call} ${JSON.stringify(anomaly)}: ${fault}`);
          }
        }
        show(`call n of ${undisturbed.calls.length} fails (${name})`, {
          runs,
          "counted as lost": lost,
          "lost and not counted": wrong.length,
          "torn lines": torn,
        });
        assertEquals(wrong, []);
      });
    }
  }
}
