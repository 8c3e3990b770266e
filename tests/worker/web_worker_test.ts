import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../mod.ts";
import { joinPort } from "../../sinks/worker.ts";
import { judge } from "../fixtures/reading.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";
import type { Order } from "./emitting_worker.ts";

const MODULE = new URL("./emitting_worker.ts", import.meta.url);

/** A worker that is terminated at the end. */
function startWorker(): Disposable & { readonly worker: Worker } {
  const worker = new Worker(MODULE, { type: "module" });
  return { worker, [Symbol.dispose]: () => worker.terminate() };
}

function order(worker: Worker, order: Order): void {
  worker.postMessage(order, order.port === undefined ? [] : [order.port]);
}

/** Resolves when the worker has posted a text of its own. */
function textFrom(target: EventTarget): Promise<string> {
  return new Promise((resolve) => {
    target.addEventListener("message", (event) => {
      const { data } = event as MessageEvent;
      if (typeof data === "string") resolve(data);
    });
  });
}

function of(writer: string | undefined, events: readonly RunEvent[]): readonly number[] {
  return events.filter(({ correlation }) => correlation.writer === writer).map(({ seq }) => seq);
}

const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

Deno.test("joinPort() makes one sound run of a parent and a worker when both emit", async () => {
  using thread = startWorker();
  const { bus, seen } = recordedBus();
  const { port1, port2 } = new MessageChannel();
  const run = bus.run();
  const joined = joinPort(port1, bus);
  order(thread.worker, { runId: "r1", writer: "w1", events: 500, end: "close", port: port2 });
  const end = await joined.ended;
  run.finish({ exitCode: 0 });
  await bus.close();
  port1.close();
  assertEquals([end, joined.stats()], ["closed", { handed: 501, ignored: 0 }]);
  assertEquals([of(undefined, seen), of("w1", seen)], [[1, 2], numbers(501)]);
  assertEquals(judge(seen).issues, []);
});

Deno.test("joinPort() makes one sound run of several workers when they emit at the same time", async () => {
  using one = startWorker();
  using other = startWorker();
  const { bus, seen } = recordedBus();
  const run = bus.run();
  const joined = [one, other].map(({ worker }, index) => {
    const joined = joinPort(worker, bus, { writer: `w${index}` });
    order(worker, { runId: "r1", writer: `w${index}`, events: 200, end: "close" });
    return joined;
  });
  const ends = await Promise.all(joined.map(({ ended }) => ended));
  run.finish({ exitCode: 0 });
  assertEquals([ends, of("w0", seen), of("w1", seen)], [
    ["closed", "closed"],
    numbers(201),
    numbers(201),
  ]);
  assertEquals(judge(seen).issues, []);
});

Deno.test("joinPort() keeps what was flushed when the worker is terminated, and ends when stopped", async () => {
  using thread = startWorker();
  const { bus, seen } = recordedBus();
  const joined = joinPort(thread.worker, bus);
  const flushed = textFrom(thread.worker);
  order(thread.worker, { runId: "r1", writer: "w1", events: 100, end: "flush, then wait" });
  await flushed;
  thread.worker.terminate();
  joined.stop();
  assertEquals([await joined.ended, of("w1", seen), joined.stats()], [
    "stopped",
    numbers(100),
    { handed: 100, ignored: 1 },
  ]);
});

Deno.test("joinPort() ends as lost and keeps what came when the worker fails", async () => {
  using thread = startWorker();
  thread.worker.addEventListener("error", (event) => event.preventDefault());
  const { bus, seen } = recordedBus();
  const joined = joinPort(thread.worker, bus);
  order(thread.worker, { runId: "r1", writer: "w1", events: 100, end: "flush, then throw" });
  assertEquals([await joined.ended, of("w1", seen)], ["lost", numbers(100)]);
  joined.stop();
});

Deno.test("joinPort() ends as lost when the worker's module cannot be loaded", async () => {
  const worker = new Worker(new URL("./missing.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", (event) => event.preventDefault());
  const joined = joinPort(worker, recordedBus().bus);
  assertEquals(await joined.ended, "lost");
  joined.stop();
  worker.terminate();
});

Deno.test("validate finds what a worker left unfinished when it was terminated", async () => {
  using thread = startWorker();
  const { bus, seen } = recordedBus();
  const run = bus.run();
  const joined = joinPort(thread.worker, bus);
  const flushed = textFrom(thread.worker);
  order(thread.worker, { runId: "r1", writer: "w1", events: 1, end: "flush, then wait" });
  await flushed;
  thread.worker.terminate();
  joined.stop();
  run.finish();
  const codes = judge(seen).issues.map(({ code }) => code);
  assertEquals(codes, ["start_without_finish"]);
});
