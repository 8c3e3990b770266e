import { assertEquals } from "@std/assert";
import { canRun } from "../cli/process.ts";
import { Child, OWN } from "./child.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import { Mount, NO_MOUNTS } from "./mount.ts";
import type { FillingOrders, FillingReport } from "./programs/orders.ts";
import { bundled, RUNTIMES } from "./runtimes.ts";
import { sized } from "./setting.ts";
import { surveyOf } from "./survey.ts";

const SIZE = sized({ usual: "size=1m", long: "size=16m" });

/** Not a divisor of a page, so that the last write finds room for a part of itself. */
const PAYLOAD_BYTES = sized({ usual: [5000], long: [177, 5000, 70_000] });

/** Lets a child fill a disk, makes room, and lets it go on. */
async function fill(
  child: Child,
  makeRoom: () => void,
): Promise<{ readonly full: string | undefined; readonly report: FillingReport }> {
  const full = await child.line();
  makeRoom();
  await child.begin();
  return { full, report: JSON.parse(await child.line() ?? "null") };
}

function judge(name: string, path: string, report: FillingReport): void {
  const { seqs, broken } = surveyOf(path);
  const found = seqs.get("w0") ?? [];
  const { emitted, written, failed } = report.stats;
  const missing = Array.from({ length: emitted }, (_, at) => at + 1)
    .filter((seq) => !found.includes(seq));
  show(name, { emitted, found: found.length, "counted as lost": failed, "torn lines": broken });
  assertEquals({ broken, written, refused: report.refused, failed, emitted }, {
    broken: 0,
    written: found.length,
    refused: missing,
    failed: missing.length,
    emitted: found.length + missing.length,
  });
  // When space has returned everything goes through.
  assertEquals(
    found.slice(-emitted / 2),
    Array.from({ length: emitted / 2 }, (_, at) => at + 1 + emitted / 2),
  );
}

for (const runtime of RUNTIMES) {
  for (const durability of ["os", "buffered"] as const) {
    Deno.test({
      name:
        `fileSink() of ${durability} takes back torn lines and goes on when a disk was full on ${runtime.name}${
          NO_MOUNTS === undefined ? "" : ` (not run: ${NO_MOUNTS})`
        }`,
      ignore: NO_MOUNTS !== undefined,
      async fn() {
        using directory = new Directory();
        const script = await bundled("fill_disk", directory.path);
        for (const payloadBytes of PAYLOAD_BYTES) {
          using disk = Mount.at(`${directory.path}/disk`, ["-t", "tmpfs", "-o", SIZE, "none"]);
          const path = `${disk.path}/run.jsonl`;
          const orders: FillingOrders = { path, durability, payloadBytes, failures: 20 };
          await using child = Child.start(runtime, script, orders);
          const { full, report } = await fill(child, () => {
            new Deno.Command("mount", { args: ["-o", "remount,size=64m", disk.path] }).outputSync();
          });
          assertEquals([full, report.codes], ["full", ["ENOSPC"]]);
          judge(`full disk, ${payloadBytes} bytes (${runtime.name}, ${durability})`, path, report);
        }
      },
    });
  }
}

const HAS_PRLIMIT = Deno.build.os === "linux" && await canRun("prlimit", ["--version"]);
const NODE = RUNTIMES.find(({ name }) => name === "Node");

Deno.test({
  // Deno dies of the signal that comes with the limit.
  name: "fileSink() takes back torn lines and goes on when a file had reached its limit on Node",
  ignore: !HAS_PRLIMIT || NODE === undefined,
  async fn() {
    using directory = new Directory();
    const script = await bundled("fill_disk", directory.path);
    const path = `${directory.path}/run.jsonl`;
    const orders: FillingOrders = { path, durability: "os", payloadBytes: 5000, failures: 20 };
    const words = ["--fsize=300000:unlimited", NODE!.program, script, JSON.stringify(orders)];
    await using child = Child.spawn(new Deno.Command("prlimit", { args: words, ...OWN }));
    const { full, report } = await fill(child, () => {
      const args = ["--pid", String(child.pid), "--fsize=unlimited:unlimited"];
      new Deno.Command("prlimit", { args }).outputSync();
    });
    assertEquals([full, report.codes], ["full", ["EFBIG"]]);
    judge("limit of a file's size (Node, os)", path, report);
  },
});
