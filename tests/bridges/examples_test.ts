import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { inspect, type Issue } from "../../core/reading.ts";

const ROOT = new URL("../../", import.meta.url);

/** What an example leaves in its file, without what differs from run to run. */
interface Recording {
  readonly events: readonly RunEvent[];
  readonly issues: readonly Issue[];
  readonly stdout: string;
}

/** Runs an example as its header says, and reads the file that it leaves. */
async function record(name: string, env: Record<string, string> = {}): Promise<Recording> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/run.jsonl`;
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", new URL(`examples/${name}`, ROOT).href, path],
      cwd: ROOT,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const events: RunEvent[] = [];
    const issues: Issue[] = [];
    const file = await Deno.open(path);
    await inspect(file.readable, {
      onEvent: (event) => void events.push(event),
      onIssue: (issue) => void issues.push(issue),
    });
    return { events, issues, stdout: new TextDecoder().decode(stdout) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

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
  const { events, issues, stdout } = await record("bridge_console.ts");

  assertEquals(issues, []);
  assertEquals(picked(events, "payload"), [
    ["run_started", undefined],
    ["stdout", "Copying 2 files\n"],
    ["stdout", "1 of 2\r"],
    ["stdout", "2 of 2\n"],
    ["stderr", '{ skipped: [ "cache" ] }\n'],
    ["run_finished", undefined],
  ]);
  assertEquals(
    stdout,
    "Copying 2 files\n1 of 2\r2 of 2\nThis line is printed, and is no part of the run\n",
  );
});

Deno.test("examples/bridge_diagnostics_channel.ts records messages and shows the run", async () => {
  const { events, issues, stdout } = await record("bridge_diagnostics_channel.ts");

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
  const { events, issues } = await record("bridge_logtape.ts");

  assertEquals(issues, []);
  assertEquals(records(events), [
    [undefined, "debug", "Connected to db-1"],
    [undefined, "warning", "Slow query: 512 ms"],
  ]);
});

Deno.test("examples/bridge_pino.ts records pino's records", async () => {
  const { events, issues } = await record("bridge_pino.ts");

  assertEquals(issues, []);
  assertEquals(records(events), [
    [undefined, "info", "imported"],
    [undefined, "audit", "changed the schema"],
    [undefined, "error", "deadline exceeded"],
  ]);
});

Deno.test("examples/bridge_pino_transport.ts records from pino's thread into one file", async () => {
  const { events, issues } = await record("bridge_pino_transport.ts");

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
  const { events, issues } = await record("bridge_abort.ts");

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

  const { events, issues } = await record("bridge_trace_context.ts", { TRACEPARENT });

  const output = events.find(({ type }) => type === "stdout");
  const given = Reflect.get(output ?? {}, "payload") as string;
  assertEquals(issues, []);
  assertEquals(Reflect.get(events[0]!, "labels"), { traceparent: TRACEPARENT });
  assertEquals([given.startsWith(trace), given.trim() === TRACEPARENT], [true, false]);
});
