import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { recordedExample } from "../fixtures/recorded_example.ts";

/** One key of each event, and its type. */
function picked(events: readonly RunEvent[], key: string): readonly unknown[] {
  return events.map((event) => [event.type, Reflect.get(event, key)]);
}

/** The level, message and properties of each log record. */
function records(events: readonly RunEvent[]): readonly unknown[] {
  return events.filter(({ type }) => type === "log.record").map((event) => {
    const { level, message } = Reflect.get(event, "data");
    return [event.correlation.writer, level, message];
  });
}

Deno.test("examples/bridge_console.ts records what is printed, once", async () => {
  const { events, issues, stdout } = await recordedExample("bridge_console.ts");

  assertEquals(issues, []);
  assertEquals(picked(events, "payload"), [
    ["run_started", undefined],
    ["stdout", "Copying 2 files\n"],
    ["stdout", "1 of 2\r"],
    ["stdout", "2 of 2\n"],
    ["stderr", "Skipped: 1\n"],
    ["run_finished", undefined],
  ]);
  assertEquals(
    stdout,
    "Copying 2 files\n1 of 2\r2 of 2\nThis line is printed, and is no part of the run\n",
  );
});

Deno.test("examples/bridge_diagnostics_channel.ts records messages and shows the run", async () => {
  const { events, issues, stdout } = await recordedExample("bridge_diagnostics_channel.ts");

  assertEquals(issues, []);
  assertEquals(picked(events, "data"), [
    ["run_started", undefined],
    ["http.request", { method: "GET", path: "/items" }],
    ["http.request", { method: "PUT", path: "/items/1" }],
    ["run_finished", undefined],
  ]);
  assertEquals(stdout, "The run has ended: success\n");
});

Deno.test("examples/bridge_logtape.ts records LogTape's records", async () => {
  const { events, issues } = await recordedExample("bridge_logtape.ts");

  assertEquals(issues, []);
  assertEquals(records(events), [
    [undefined, "debug", "Connected to db-1"],
    [undefined, "warning", "Slow query: 512 ms"],
  ]);
});

Deno.test("examples/bridge_pino.ts records pino's records", async () => {
  const { events, issues } = await recordedExample("bridge_pino.ts");

  assertEquals(issues, []);
  assertEquals(records(events), [
    [undefined, "info", "imported"],
    [undefined, "audit", "changed the schema"],
    [undefined, "error", "deadline exceeded"],
  ]);
});

Deno.test("examples/bridge_pino_transport.ts records from pino's thread into one file", async () => {
  const { events, issues } = await recordedExample("bridge_pino_transport.ts");

  assertEquals(issues, []);
  assertEquals(events.map(({ type }) => type), [
    "run_started",
    "log.record",
    "log.record",
    "run_finished",
  ]);
  assertEquals(records(events), [
    ["pino", "info", "imported"],
    ["pino", "warn", "two rows were empty"],
  ]);
});

Deno.test("examples/bridge_abort.ts records a run that was cancelled", async () => {
  const { events, issues } = await recordedExample("bridge_abort.ts");

  assertEquals(issues, []);
  assertEquals(picked(events, "outcome"), [
    ["run_started", undefined],
    ["step_started", undefined],
    ["step_finished", "success"],
    ["step_started", undefined],
    ["step_finished", "success"],
    ["run_finished", "cancellation"],
  ]);
});

Deno.test("examples/bridge_trace_context.ts labels the run and hands the trace on", async () => {
  const trace = "00-0af7651916cd43dd8448eb211c80319c-";
  const TRACEPARENT = `${trace}b7ad6b7169203331-01`;

  const { events, issues } = await recordedExample("bridge_trace_context.ts", { TRACEPARENT });

  const output = events.find(({ type }) => type === "stdout");
  const given = Reflect.get(output ?? {}, "payload") as string;
  assertEquals(issues, []);
  assertEquals(Reflect.get(events[0]!, "labels"), { traceparent: TRACEPARENT });
  assertEquals([given.startsWith(trace), given.trim() === TRACEPARENT], [true, false]);
});
