/**
 * One run with two workers: each has a bus of its own, and their events join
 * the run's file.
 *
 *     deno run -RW examples/worker.ts workers.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import { joinPort } from "@runtrail/runtrail/sinks/worker";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "workers.jsonl"));
const run = bus.run({ name: "checksums" });

async function work(writer: string, numbers: readonly number[]): Promise<void> {
  const worker = new Worker(new URL("./worker_side.ts", import.meta.url), { type: "module" });
  const { port1, port2 } = new MessageChannel();
  const joined = joinPort(port1, bus, { writer });
  worker.postMessage({ runId: bus.runId, writer, numbers, port: port2 }, [port2]);
  // Before the bus is closed: what comes later is not taken.
  await joined.ended;
  port1.close();
  worker.terminate();
}

await Promise.all([work("worker-1", [3, 5, 8]), work("worker-2", [13, 21])]);
run.finish({ exitCode: 0 });
await bus.close();
