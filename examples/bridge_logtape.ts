/**
 * Sends LogTape's records into the run.
 *
 *     deno run -RW examples/bridge_logtape.ts run.jsonl
 *
 * @module
 */

import { configure, getLogger, reset } from "@logtape/logtape";
import { EventBus } from "@runtrail/runtrail";
import { logtapeSink } from "@runtrail/runtrail/bridges/logtape";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));
await configure({
  sinks: { runtrail: logtapeSink(bus) },
  loggers: [
    { category: "app", sinks: ["runtrail"], lowestLevel: "debug" },
    { category: ["logtape", "meta"], sinks: ["runtrail"], lowestLevel: "warning" },
  ],
});

const run = bus.run({ name: "import" });
const logger = getLogger(["app", "db"]);
logger.debug("Connected to {host}", { host: "db-1" });
logger.warn("Slow query: {ms} ms", { ms: 512, error: new Error("deadline exceeded") });
run.finish();

await reset();
await bus.close();
