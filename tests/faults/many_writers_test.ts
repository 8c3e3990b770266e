import { assert, assertEquals } from "@std/assert";
import { statfsSync } from "node:fs";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";
import { Child } from "./child.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import type { WritingOrders } from "./programs/orders.ts";
import { bundled, type Runtime, RUNTIMES } from "./runtimes.ts";
import { sized } from "./setting.ts";
import { reckon, surveyOf } from "./survey.ts";

const WRITERS = 8;
const IGNORE = Deno.build.os === "windows";

const SIZES = [
  { name: "200 B", bytes: 200, usual: 150, long: 20_000 },
  { name: "4 KiB", bytes: 4096, usual: 60, long: 20_000 },
  { name: "64 KiB", bytes: 65_536, usual: 20, long: 20_000 },
  { name: "1 MiB", bytes: 1_048_576, usual: 3, long: 20_000 },
] as const;

/** What the largest of the files may take. */
const BUDGET_BYTES = 12e9;

/** As many events as are asked for, or as half of the free disk has room for. */
function affordable(events: number, bytes: number, directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  const room = Math.min(BUDGET_BYTES, bavail * bsize / 2);
  return Math.min(events, Math.floor(room / WRITERS / bytes));
}

/** Deno and Node in turn, where both are here. */
function runtimeOf(index: number): Runtime {
  const mixed = RUNTIMES.slice(0, 2);
  return mixed[index % mixed.length]!;
}

const MIX = RUNTIMES.length > 1 ? "4 Deno, 4 Node" : "8 Deno, no Node here";

/** Starts writers, and lets all begin when the last of them is ready. */
async function startAll(
  script: string,
  orders: readonly WritingOrders[],
  stack: AsyncDisposableStack,
): Promise<readonly Child[]> {
  const children = orders.map((each, index) =>
    stack.use(Child.start(runtimeOf(index), script, each))
  );
  await Promise.all(children.map((child) => child.line()));
  await Promise.all(children.map((child) => child.begin()));
  return children;
}

for (const { name, bytes, ...sizes } of SIZES) {
  Deno.test({
    name: `fileSink() mixes and loses nothing when 8 processes write events of ${name} to one file`,
    ignore: IGNORE,
    async fn() {
      using directory = new Directory();
      await using stack = new AsyncDisposableStack();
      const path = `${directory.path}/run.jsonl`;
      const script = await bundled("write_events", directory.path);
      const count = affordable(sized(sizes), bytes, directory.path);
      const orders = Array.from({ length: WRITERS }, (_, index): WritingOrders => ({
        path,
        writer: `w${index}`,
        durability: "os",
        count,
        payloadBytes: bytes,
        acknowledges: "none",
      }));
      const children = await startAll(script, orders, stack);
      const stats = await Promise.all(children.map((child) => child.lines()));
      const { seqs, broken } = surveyOf(path);
      const reckonings = orders.map(({ writer }) => reckon(count, seqs.get(writer)));
      show(`8 processes, one file, ${name} (${MIX})`, {
        events: WRITERS * count,
        found: [...seqs.values()].reduce((sum, { length }) => sum + length, 0),
        torn: broken,
        lost: reckonings.reduce((sum, { lost }) => sum + lost, 0),
        doubled: reckonings.reduce((sum, { doubled }) => sum + doubled, 0),
      });
      const written = { emitted: count, written: count, failed: 0, dropped: 0 };
      assertEquals(stats, orders.map(() => [JSON.stringify(written)]));
      assertEquals(broken, 0);
      assertEquals(reckonings, orders.map(() => ({ lost: 0, doubled: 0, misplaced: 0 })));
    },
  });
}

Deno.test({
  name: "fileSink() loses nothing that 8 processes said when each is killed at a random moment",
  ignore: IGNORE,
  async fn() {
    using directory = new Directory();
    const script = await bundled("write_events", directory.path);
    const rounds = sized({ usual: 1, long: 25 });
    const random = seededRandom(rounds);
    const figures = { acknowledged: 0, found: 0, lost: 0, doubled: 0, misplaced: 0, torn: 0 };
    for (let round = 0; round < rounds; round++) {
      const path = `${directory.path}/${round}.jsonl`;
      const orders = Array.from({ length: WRITERS }, (_, index): WritingOrders => ({
        path,
        writer: `w${index}`,
        durability: "os",
        payloadBytes: pick([200, 5000, 70_000, 300_000], random),
        acknowledges: "each",
      }));
      await using stack = new AsyncDisposableStack();
      const children = await startAll(script, orders, stack);
      const ends = children.map((child) => ({ child, after: 1 + Math.floor(random() * 60) }));
      const acknowledged = await Promise.all(ends.map(async ({ child, after }) => {
        let last = "0";
        for (let count = 0; count < after; count++) last = await child.line() ?? last;
        child.kill("SIGKILL");
        return Number((await child.lines()).at(-1) ?? last);
      }));
      const { seqs, broken } = surveyOf(path);
      figures.torn += broken;
      for (const [index, { writer }] of orders.entries()) {
        const { lost, doubled, misplaced } = reckon(acknowledged[index]!, seqs.get(writer));
        figures.acknowledged += acknowledged[index]!;
        figures.found += seqs.get(writer)?.length ?? 0;
        figures.lost += lost;
        figures.doubled += doubled;
        figures.misplaced += misplaced;
      }
    }
    show(`8 processes, one file, each killed (${MIX})`, { kills: rounds * WRITERS, ...figures });
    const { lost, doubled, misplaced, torn } = figures;
    assertEquals({ lost, doubled, misplaced }, { lost: 0, doubled: 0, misplaced: 0 });
    assert(torn <= rounds * WRITERS);
  },
});
