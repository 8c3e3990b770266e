/**
 * An agent: code deep inside emits to the process's slot and knows nothing of
 * where the stream goes.
 *
 *     deno run -RW examples/agent.ts agent.jsonl
 *
 * @module
 */

import { clear, emit, EventBus, install } from "@runtrail/runtrail";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

const bus = new EventBus();
bus.on(fileSink(process.argv[2] ?? "agent.jsonl"));
install(bus);

const run = bus.run({ name: "triage", labels: { repository: "example" } });
const step = bus.step({ kind: "prompt", name: "read the issue", model: "model-a" });
think("The report names README.md; I read it first.");

const call = step.toolCall({ name: "read", args: { path: "README.md" } });
call.finish({ ok: true, result: "# README" });

const failed = step.toolCall({ name: "fetch", args: { url: "https://example.com/log" } });
failed.finish({ ok: false, result: "404 Not Found" });

step.finish({ outcome: "failure", error: { name: "MissingLog", message: "The log is gone" } });
run.finish({ exitCode: 1 });
clear();
await bus.close();

function think(text: string): void {
  emit({ type: "transcript", agentId: "agent-1", kind: "thought", payload: { text } });
}
