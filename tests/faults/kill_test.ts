import { assertEquals } from "@std/assert";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";
import { Child } from "./child.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import type { WritingOrders } from "./programs/orders.ts";
import { bundled, type Runtime, RUNTIMES } from "./runtimes.ts";
import { sized } from "./setting.ts";
import { reckon, surveyOf } from "./survey.ts";

const ROUNDS = sized({ usual: 8, long: 200 });

/** A write of 70 kB and more is nearly always torn; a small one hardly ever. */
const PAYLOAD_BYTES = [50, 5000, 70_000, 300_000, 1_000_000];

/** Lets a writer write until it is killed at a random moment; gives its last acknowledged event. */
async function writeUntilKilled(
  runtime: Runtime,
  script: string,
  { orders, random }: { readonly orders: WritingOrders; readonly random: () => number },
): Promise<number> {
  await using child = Child.start(runtime, script, orders);
  await child.line();
  await child.begin();
  const enough = 1 + Math.floor(random() * 40);
  let last = "0";
  for (let count = 0; count < enough; count++) last = await child.line() ?? last;
  // Between two acknowledgements, at any place of the writer's work.
  const end = performance.now() + random() * 2;
  while (performance.now() < end);
  child.kill("SIGKILL");
  return Number((await child.lines()).at(-1) ?? last);
}

for (const runtime of RUNTIMES) {
  for (const durability of ["os", "disk"] as const) {
    Deno.test({
      name:
        `fileSink() of ${durability} loses nothing that it said when SIGKILL comes on ${runtime.name}`,
      ignore: Deno.build.os === "windows",
      async fn() {
        using directory = new Directory();
        const path = `${directory.path}/run.jsonl`;
        const script = await bundled("write_events", directory.path);
        const random = seededRandom(ROUNDS);
        const acknowledged = new Map<string, number>();
        for (let round = 1; round <= ROUNDS; round++) {
          const writer = `w${round}`;
          const payloadBytes = pick(PAYLOAD_BYTES, random);
          const orders = { path, writer, durability, payloadBytes, acknowledges: "each" } as const;
          acknowledged.set(writer, await writeUntilKilled(runtime, script, { orders, random }));
        }
        const { seqs, broken } = surveyOf(path);
        const reckonings = [...acknowledged].map(([writer, last]) =>
          reckon(last, seqs.get(writer))
        );
        const sum = (key: "lost" | "doubled" | "misplaced"): number =>
          reckonings.reduce((total, reckoning) => total + reckoning[key], 0);
        const said = [...acknowledged.values()].reduce((total, last) => total + last, 0);
        const found = [...seqs.values()].reduce((total, { length }) => total + length, 0);
        show(`SIGKILL (${runtime.name}, ${durability})`, {
          rounds: ROUNDS,
          acknowledged: said,
          found,
          lost: sum("lost"),
          doubled: sum("doubled"),
          "torn tails": broken,
        });
        assertEquals(
          { lost: sum("lost"), doubled: sum("doubled"), misplaced: sum("misplaced") },
          { lost: 0, doubled: 0, misplaced: 0 },
        );
        assertEquals([broken <= ROUNDS, [...acknowledged.values()].every((last) => last > 0)], [
          true,
          true,
        ]);
      },
    });
  }
}
