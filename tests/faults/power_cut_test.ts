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
          const name = `${round}.jsonl`;
          const writer = "w0";
          const path = `${disk.path}/${name}`;
          const orders: WritingOrders = {
            path,
            writer,
            durability,
            payloadBytes: 200,
            acknowledges: "each",
          };
          await using child = Child.start(RUNTIMES[round % RUNTIMES.length]!, script, orders);
          await child.line();
          await child.begin();
          let acknowledged = 0;
          while (acknowledged < MOMENTS[round % MOMENTS.length]!) {
            acknowledged = Number(await child.line() ?? "0");
          }
          using after = disk.cut();
          const copy = `${after.path}/${name}`;
          const { seqs, broken } = surveyWhereThere(copy);
          const { lost, doubled } = reckon(acknowledged, seqs.get(writer));
          figures.acknowledged += acknowledged;
          figures.found += seqs.get(writer)?.length ?? 0;
          figures.lost += lost;
          figures.doubled += doubled;
          figures.broken += broken;
          mostLost = Math.max(mostLost, lost);
          if (await survivesAfter(copy)) survived++;
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
