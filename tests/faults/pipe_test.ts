import { assert, assertEquals } from "@std/assert";
import { canRun } from "../cli/process.ts";
import { Child, type ChildEnd, OWN } from "./child.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import type { StreamOrders, StreamReport } from "./programs/orders.ts";
import { bundled, type Runtime, RUNTIMES } from "./runtimes.ts";
import { sized } from "./setting.ts";

const COUNT = sized({ usual: 1000, long: 10_000 });
const SLOWLY_READ = sized({ usual: 200, long: 3000 });
const PAYLOAD_BYTES = 6000;
const HAS_SHELL = Deno.build.os !== "windows" && await canRun("sh", ["-c", "true"]);
const HAS_NODE = RUNTIMES.some(({ name }) => name === "Node");
const HAS_FIFO = HAS_SHELL && await canRun("mkfifo", ["--version"]);

/** Makes the pipe that it inherits non-blocking, as every Node does that writes to one. */
const INTRUDER = `process.stdout.write("\\n");
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 20);`;

/** Starts a program below a shell. */
function startBelow(
  shell: string,
  { program, args }: Runtime,
  { script, orders }: { readonly script: string; readonly orders: StreamOrders },
): Child {
  const words = ["-c", shell, program, ...args, script, JSON.stringify(orders)];
  return Child.spawn(new Deno.Command("sh", { args: words, env: { INTRUDER }, ...OWN }));
}

function reportOf({ stderr }: ChildEnd): StreamReport {
  return JSON.parse(stderr);
}

for (const runtime of RUNTIMES) {
  Deno.test({
    name:
      `ndjsonSink() loses and doubles nothing when Node made the pipe non-blocking on ${runtime.name}`,
    ignore: !HAS_SHELL || !HAS_NODE,
    async fn() {
      using directory = new Directory();
      const script = await bundled("write_stream", directory.path);
      const orders = { to: "stdout", count: COUNT, payloadBytes: PAYLOAD_BYTES } as const;
      const shell = 'node -e "$INTRUDER" & "$0" "$@"; code=$?; kill $!; exit $code';
      await using child = startBelow(shell, runtime, { script, orders });
      assertEquals(await child.line(), "");
      await child.begin();
      const events = (await child.lines()).map((line) => JSON.parse(line));
      const { stats, blocked } = reportOf(await child.ended());
      show(`stdout shared and non-blocking (${runtime.name})`, {
        events: COUNT,
        found: events.length,
        "EAGAIN met": blocked,
      });
      assertEquals(events.map(({ seq }) => seq), events.map((_, index) => index + 1));
      assertEquals(stats, { emitted: COUNT, written: COUNT, failed: 0, dropped: 0 });
      assert(blocked > 0);
    },
  });

  Deno.test({
    name:
      `ndjsonSink() counts what nobody reads and the process lives when | head -1 ends on ${runtime.name}`,
    ignore: !HAS_SHELL,
    async fn() {
      using directory = new Directory();
      const script = await bundled("write_stream", directory.path);
      const orders = { to: "stdout", count: COUNT, payloadBytes: PAYLOAD_BYTES } as const;
      await using child = startBelow('"$0" "$@" | head -1', runtime, { script, orders });
      await child.begin();
      const lines = await child.lines();
      const { stats, closing } = reportOf(await child.ended());
      show(`head -1 at the end of a pipe (${runtime.name})`, { ...stats });
      assertEquals(lines.map((line) => JSON.parse(line).seq), [1]);
      assertEquals(stats.written + stats.failed, COUNT);
      assertEquals(closing, `Cannot write ${stats.failed} of ${COUNT} events`);
    },
  });

  Deno.test({
    name:
      `fileSink() and ndjsonSink() lose nothing when the reader of a pipe is slow on ${runtime.name}`,
    ignore: Deno.build.os === "windows",
    async fn() {
      using directory = new Directory();
      const script = await bundled("write_stream", directory.path);
      for (const to of ["stdout", { path: "/dev/stdout" }] as const) {
        const orders = { to, count: SLOWLY_READ, payloadBytes: PAYLOAD_BYTES };
        await using child = Child.start(runtime, script, orders);
        await child.begin();
        const seqs: number[] = [];
        for (let line = await child.line(); line !== undefined; line = await child.line()) {
          seqs.push(JSON.parse(line).seq);
          // One line for each turn of the event loop: the pipe is full nearly all of the time.
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        const { stats } = reportOf(await child.ended());
        const name = to === "stdout" ? "stdout" : to.path;
        show(`slow reader of ${name} (${runtime.name})`, { ...stats, found: seqs.length });
        assertEquals(seqs, Array.from({ length: SLOWLY_READ }, (_, at) => at + 1));
        assertEquals(stats.written, SLOWLY_READ);
      }
    },
  });

  for (const name of ["/dev/stdout", "a named pipe"] as const) {
    Deno.test({
      name: `fileSink() to ${name} lives when its reader goes on ${runtime.name}`,
      ignore: !HAS_FIFO,
      async fn() {
        using directory = new Directory();
        const script = await bundled("write_stream", directory.path);
        const fifo = `${directory.path}/fifo`;
        await new Deno.Command("mkfifo", { args: [fifo] }).output();
        const path = name === "/dev/stdout" ? name : fifo;
        const orders = { to: { path }, count: COUNT, payloadBytes: PAYLOAD_BYTES };
        const shell = name === "/dev/stdout"
          ? '"$0" "$@" | head -1'
          : `head -1 ${fifo} & "$0" "$@"; wait`;
        await using child = startBelow(shell, runtime, { script, orders });
        await child.begin();
        const lines = await child.lines();
        const { stats, closing } = reportOf(await child.ended());
        show(`reader of ${name} goes (${runtime.name})`, { ...stats });
        assertEquals(lines.map((line) => JSON.parse(line).seq), [1]);
        assertEquals(
          closing,
          `Cannot write ${stats.failed} of ${COUNT} events to ${path}: the reader has gone (EPIPE)`,
        );
      },
    });
  }
}
