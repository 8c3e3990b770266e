/**
 * Takes the messages of a library's diagnostics channel into the run, and lets
 * a monitor that does not know runtrail watch the run.
 *
 *     deno run -RW examples/bridge_diagnostics_channel.ts run.jsonl
 *
 * @module
 */

// deno-lint-ignore-file no-console
import { EventBus } from "@runtrail/runtrail";
import {
  diagnosticsChannelSink,
  fromChannel,
} from "@runtrail/runtrail/bridges/diagnostics_channel";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import { channel, subscribe } from "node:diagnostics_channel";
import process from "node:process";

// The monitor.
subscribe("runtrail:run_finished", (event) => {
  console.log("The run has ended:", (event as { outcome?: string }).outcome);
});

// The tool.
const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "run.jsonl"));
bus.on(diagnosticsChannelSink());
const run = bus.run({ name: "sync" });
const requests = fromChannel("example-http:request", {
  emit: (event) => bus.emit(event),
  map: (message) => {
    const { method, path } = message as { method: string; path: string };
    return { type: "http.request", data: { method, path } };
  },
});

// The library: what it publishes may hold more than the run should know.
const published = channel("example-http:request");
published.publish({ method: "GET", path: "/items", headers: { authorization: "Bearer t0k3n" } });
published.publish({ method: "PUT", path: "/items/1", socket: {} });

requests[Symbol.dispose]();
run.finish();
await bus.close();
