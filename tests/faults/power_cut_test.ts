import { assertEquals } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { fileSink } from "../../sinks/file.ts";
import { Child } from "./child.ts";
import { Directory } from "./directory.ts";
import { DiskImage, FILE_SYSTEMS, type FileSystem, reasonAgainst } from "./disk_image.ts";
import { show } from "./figures.ts";
import { payloadOf, type WritingOrders } from "./programs/orders.ts";
import { bundled, RUNTIMES } from "./runtimes.ts";
import { sized } from "./setting.ts";
import { reckon, type Survey, surveyOf } from "./survey.ts";

const ROUNDS = sized({ usual: 1, long: 20 });

/** After how many acknowledged events the power is cut, in the rounds in turn. */
const MOMENTS = [20, 300, 75, 1000, 150];

/** Lets a writer write until so many events are acknowledged; gives the last one's number. */
async function acknowledgedUpTo(moment: number, child: Child): Promise<number> {
  await child.line();
  await child.begin();
  for (let line = await child.line(); line !== undefined; line = await child.line()) {
    if (Number(line) >= moment) return Number(line);
  }
  throw new Error(`Cannot cut the power: the writer ended before event ${moment}`);
}

/** The name of a file may be lost with all that is in it. */
function surveyWhereThere(path: string): Survey {
  Deno.openSync(path, { append: true, create: true }).close();
  return surveyOf(path);
}

/** Appends as the next process does, after the power has come back; gives whether its line is whole. */
async function survivesAfter(path: string): Promise<boolean> {
  const bus = new EventBus({ runId: "r1", writer: "next" });
  bus.on(fileSink(path));
  bus.emit({ type: "stdout", payload: payloadOf("next", 1, 200) });
  await bus.close();
  return surveyOf(path).seqs.get("next")?.length === 1;
}

for (const fileSystem of Object.keys(FILE_SYSTEMS) as FileSystem[]) {
  const reason = await reasonAgainst(fileSystem);
  for (const durability of ["disk", "os", "buffered"] as const) {
    Deno.test({
      name: `fileSink() of ${durability} keeps its word when the power is cut on ${fileSystem}${
        reason === undefined ? "" : ` (not run: ${reason})`
      }`,
      ignore: reason !== undefined,
      async fn() {
        const figures = { acknowledged: 0, found: 0, lost: 0, doubled: 0, broken: 0 };
        let mostLost = 0;
        let survived = 0;
        using directory = new Directory();
        const script = await bundled("write_events", directory.path);
        using disk = new DiskImage(fileSystem, directory.path);
        for (let round = 0; round < ROUNDS; round++) {
          const orders: WritingOrders = {
            path: `${disk.path}/run.jsonl`,
            writer: "w0",
            durability,
            payloadBytes: 200,
            acknowledges: "each",
          };
          const moment = MOMENTS[round % MOMENTS.length]!;
          const runtime = RUNTIMES[round % RUNTIMES.length]!;
          await using child = Child.start(runtime, script, orders);
          const acknowledged = await acknowledgedUpTo(moment, child);
          using after = disk.cut();
          child.kill("SIGKILL");
          const copy = `${after.path}/run.jsonl`;
          const { seqs, broken } = surveyWhereThere(copy);
          const { lost, doubled } = reckon(acknowledged, seqs.get("w0"));
          figures.acknowledged += acknowledged;
          figures.found += seqs.get("w0")?.length ?? 0;
          figures.lost += lost;
          figures.doubled += doubled;
          figures.broken += broken;
          mostLost = Math.max(mostLost, lost);
          if (await survivesAfter(copy)) survived++;
          // The next round begins with a new file, and with as much room.
          await child.ended();
          Deno.removeSync(orders.path);
        }
        show(`power cut (${fileSystem}, ${durability})`, {
          rounds: ROUNDS,
          ...figures,
          "most lost in a round": mostLost,
          "next writer's line survived": survived,
        });
        assertEquals({ doubled: figures.doubled, survived }, { doubled: 0, survived: ROUNDS });
        if (durability === "disk") assertEquals(figures.lost, 0);
      },
    });
  }
}
