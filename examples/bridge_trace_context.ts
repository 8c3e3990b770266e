/**
 * Joins the trace that the environment names, labels the run with it, and hands
 * it on to a child.
 *
 *     TRACEPARENT=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 \
 *       deno run -A examples/bridge_trace_context.ts run.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import {
  childEnvironment,
  formatTraceparent,
  traceFromEnvironment,
} from "@runtrail/runtrail/bridges/trace_context";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import { spawnSync } from "node:child_process";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));

const trace = traceFromEnvironment(process.env);
const run = bus.run({
  name: "deploy",
  ...(trace && { labels: { traceparent: formatTraceparent(trace) } }),
});

const command = bus.command("printenv TRACEPARENT");
const child = spawnSync("printenv", ["TRACEPARENT"], {
  env: { ...process.env, ...childEnvironment(trace) },
});
command.output("stdout", child.stdout);
command.finish({ exitCode: child.status, signal: child.signal });
run.finish();
await bus.close();
