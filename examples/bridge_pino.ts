/**
 * Sends pino's records into the run, in order with its other events.
 *
 *     deno run -A examples/bridge_pino.ts run.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { pinoStream } from "@runtrail/runtrail/bridges/pino";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import { pino } from "pino";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));

const customLevels = { audit: 35 };
const logger = pino({ name: "app", customLevels }, pinoStream(bus, { levels: customLevels }));

const run = bus.run({ name: "import" });
logger.info({ rows: 3 }, "imported");
logger.audit({ user: "deploy" }, "changed the schema");
logger.error(new Error("deadline exceeded"));
run.finish();
await bus.close();
