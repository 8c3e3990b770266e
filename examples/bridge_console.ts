/**
 * Captures what a script prints, so that its output stands in the run where it
 * was printed.
 *
 *     deno run -RW examples/bridge_console.ts run.jsonl
 *
 * @module
 */

// deno-lint-ignore-file no-console
import { EventBus } from "@runtrail/runtrail";
import { captureConsole, captureProcessOutput } from "@runtrail/runtrail/bridges/console";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));

const run = bus.run({ name: "backup" });
const output = captureProcessOutput(bus);
const lines = captureConsole(bus);

console.log("Copying %d files", 2);
process.stdout.write("1 of 2\r");
process.stdout.write("2 of 2\n");
console.warn("Skipped:", 1);

lines[Symbol.dispose]();
output[Symbol.dispose]();
console.log("This line is printed, and is no part of the run");
run.finish();
await bus.close();
