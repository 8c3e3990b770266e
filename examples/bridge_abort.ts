/**
 * Ends the run as cancelled when it is stopped: by Ctrl-C, or by its time limit.
 *
 *     deno run -RW examples/bridge_abort.ts run.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { endOnAbort } from "@runtrail/runtrail/bridges/abort";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));

const operator = new AbortController();
const interrupt = (): void => operator.abort(new Error("Stopped by the operator"));
process.on("SIGINT", interrupt);
const signal = AbortSignal.any([operator.signal, AbortSignal.timeout(60_000)]);

const run = bus.run({ name: "drain" });
endOnAbort(run, signal);
for (const node of ["node-1", "node-2", "node-3"]) {
  if (signal.aborted) break;
  const step = bus.step({ kind: "drain", name: node });
  step.finish({ outcome: "success" });
  // As if the operator had seen enough.
  if (node === "node-2") interrupt();
}
run.finish(); // ignored where the signal has ended the run
process.off("SIGINT", interrupt);
await bus.close();
