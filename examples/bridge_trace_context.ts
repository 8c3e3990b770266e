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

const bus = new EventBus();
bus.on(fileSink(Deno.args[0] ?? "run.jsonl"));

const trace = traceFromEnvironment(Deno.env.toObject());
const run = bus.run({
  name: "deploy",
  ...(trace && { labels: { traceparent: formatTraceparent(trace) } }),
});

const command = bus.command("deno eval …");
const child = await new Deno.Command(Deno.execPath(), {
  args: ["eval", "console.log(Deno.env.get('TRACEPARENT'))"],
  env: { ...childEnvironment(trace) },
}).output();
command.output("stdout", new TextDecoder().decode(child.stdout));
command.finish({ exitCode: child.code });
run.finish();
await bus.close();
