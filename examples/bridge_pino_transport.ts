/**
 * Sends pino's records into the run's file from pino's own thread, for programs
 * that must not wait for their log. This file is both the program and the module
 * that pino loads in the thread.
 *
 *     deno run -A examples/bridge_pino_transport.ts run.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { type PinoTransport, pinoTransport } from "@runtrail/runtrail/bridges/pino_transport";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { pino } from "pino";

/** Called in the thread. */
export default function transport(options: { path: string; runId: string }): PinoTransport {
  const bus = new EventBus({ runId: options.runId, writer: "pino" });
  bus.on(fileSink(options.path));
  return pinoTransport(bus, { close: () => bus.close() });
}

if (isMainThread) {
  const path = process.argv[2] ?? "run.jsonl";
  const bus = new EventBus();
  bus.on(fileSink(path));
  const run = bus.run({ name: "import" });

  const thread = pino.transport({ target: import.meta.url, options: { path, runId: bus.runId } });
  // pino's thread does not keep the process alive, neither while it loads nor while it writes.
  const alive = setInterval(() => {}, 1000);
  await new Promise((resolve) => thread.on("ready", resolve));

  const logger = pino(thread);
  logger.info({ rows: 3 }, "imported");
  logger.warn("two rows were empty");

  const closed = new Promise((resolve) => thread.on("close", resolve));
  thread.end();
  await closed;
  clearInterval(alive);
  run.finish();
  await bus.close();
}
