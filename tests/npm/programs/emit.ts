/**
 * What a tool does with the package: installs a bus with three sinks, emits,
 * clears. The clock stands still, so that every runtime leaves the same bytes.
 */
// deno-lint-ignore-file no-console
import { clear, emit, EventBus, install, isActive } from "@runtrail/runtrail";
import { captureSink } from "@runtrail/runtrail/sinks/capture";
import { consoleSink } from "@runtrail/runtrail/sinks/console";
import { fileSink } from "@runtrail/runtrail/sinks/file";

const bus = new EventBus({
  runId: "r1",
  clock: { now: () => 0, monotonicMs: () => 0 },
  redaction: { secrets: ["hunter2"] },
});
const capture = captureSink();
bus.on(capture);
bus.on(consoleSink());
const file = fileSink("runs/emitted.jsonl");
bus.on(file);

emit({ type: "stdout", payload: "nobody listens\n" });
install(bus);
const run = bus.run({ name: "nightly", mode: "apply" });
const command = bus.command("psql");
emit({ type: "stderr", payload: "password: hunter2\n" });
command.finish({ exitCode: 0 });
emit({ type: "app.state", data: { cause: new Error("Outer", { cause: 2n ** 64n }).message } });
run.finish({ exitCode: 0 });
const wasActive = isActive();
clear();
emit({ type: "stdout", payload: "nobody listens\n" });
await bus.close();

console.log(JSON.stringify({
  active: [wasActive, isActive()],
  types: capture.events.map(({ seq, type }) => `${seq} ${type}`),
  failures: bus.failures,
  file: file.stats(),
}));
