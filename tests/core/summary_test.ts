import { assertEquals, assertLess } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { Summary } from "../../core/summary.ts";
import { SAMPLE_EVENTS, SAMPLE_RUN_ID } from "../fixtures/events.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { streamOf } from "../fixtures/reading.ts";
import { host, job, jobEnd, retry, RUN, runEnd, stdout, summaries } from "../fixtures/summaries.ts";

Deno.test("Summary gives no run when there were no events", () => {
  assertEquals(summaries([]), []);
});

Deno.test("Summary gives everything when a run has every event type", () => {
  const motd = { kind: "resource", id: "r1", name: "file /etc/motd", host: "web-1" } as const;
  const make = { kind: "command", id: "c1", name: "make -j4", job: "build" } as const;
  const build = { kind: "job", id: "j1", name: "build" } as const;
  assertEquals(summaries(SAMPLE_EVENTS), [{
    runId: SAMPLE_RUN_ID,
    name: "nightly",
    mode: "apply",
    errorMode: "fail-at-end",
    labels: { branch: "main" },
    state: "failed",
    outcome: "failure",
    exitCode: 1,
    error: { message: "1 resource failed", name: "RunFailed" },
    startedAt: "2026-01-02T03:04:01.000Z",
    lastEventAt: "2026-01-02T03:04:23.000Z",
    durationMs: 22_000,
    events: SAMPLE_EVENTS.length,
    types: Object.fromEntries(SAMPLE_EVENTS.map(({ type }) => [type, 1])),
    counts: {
      host: { total: 1, unfinished: 0, byStatus: { failed: 1 } },
      resource: { total: 1, unfinished: 0, byStatus: { failed: 1 } },
      job: { total: 1, unfinished: 0, byStatus: { failure: 1 } },
      command: { total: 1, unfinished: 0, byStatus: { failure: 1 } },
      step: { total: 1, unfinished: 0, byStatus: { success: 1 } },
      tool: { total: 1, unfinished: 0, byStatus: { success: 1 } },
    },
    hosts: [{
      id: "h1",
      name: "web-1",
      state: "failed",
      resources: { ok: 0, changed: 0, failed: 1 },
      durationMs: 5000,
    }],
    failures: [
      {
        ...motd,
        message: "Cannot write file: disk is full",
        output: ["wrote 12 bytes"],
        durationMs: 3000,
      },
      { ...make, message: "killed by SIGKILL", output: [], durationMs: 1000 },
      { ...build, message: "Build failed", output: [], durationMs: 3000 },
    ],
    failureCount: 3,
    unfinished: [],
    unfinishedCount: 0,
    slowest: {
      resource: [{ ...motd, durationMs: 3000 }],
      host: [{ kind: "host", id: "h1", name: "web-1", durationMs: 5000 }],
      command: [{ ...make, durationMs: 1000 }],
      job: [{ ...build, durationMs: 3000 }],
      tool: [{ kind: "tool", id: "call-1", name: "read_file", step: "review", durationMs: 1000 }],
      step: [{ kind: "step", id: "s1", name: "review", durationMs: 3000 }],
    },
    retries: [{ ...motd, count: 1, phase: "apply", message: "Connection reset" }],
    retryCount: 1,
    output: ["hello", "warning: late"],
  }]);
});

Deno.test("Summary gives runs in order of their first events when they take turns", () => {
  const runs = ["b", "__proto__", "a"];
  const events = streamOf(RUN, stdout("x"), runEnd()).flatMap((event) =>
    runs.map((runId) => Object.assign({}, event, { correlation: { runId } }))
  );
  assertEquals(summaries(events).map(({ runId, events, state }) => [runId, events, state]), [
    ["b", 3, "succeeded"],
    ["__proto__", 3, "succeeded"],
    ["a", 3, "succeeded"],
  ]);
});

Deno.test("Summary gives the same when it is asked twice", () => {
  const summary = new Summary();
  for (const event of SAMPLE_EVENTS.slice(0, 14)) summary.step(event);
  assertEquals(summary.runs(), summary.runs());
});

Deno.test("Summary goes on when it was asked in between", () => {
  const summary = new Summary();
  for (const event of SAMPLE_EVENTS) {
    summary.runs();
    summary.step(event);
  }
  assertEquals(summary.runs(), summaries(SAMPLE_EVENTS));
});

const LONG = "long ".repeat(100_000);

/** Everything that a summary takes over from events, with much text in it. */
function verbose(index: number): readonly RunEvent[] {
  const id = `${index}`;
  const text = `${index} ${LONG}`;
  const error = { message: text, name: text };
  const ids = { hostId: id, jobId: id, stepId: id };
  return streamOf(
    ["run_started", { name: text, mode: text, labels: { label: text }, more: text }],
    host(id, text),
    job(id, text),
    ["step_started", { name: text }, { stepId: id }],
    ["resource_started", { resourceType: text, resourceName: text }, { ...ids, resourceId: id }],
    retry(id, { error }),
    ["command_started", { cmd: text }, { ...ids, commandId: id }],
    ["command_finished", { exitCode: 1, signal: text }, { ...ids, commandId: id }],
    jobEnd(id, { outcome: "failure", error }),
    ["tool_call", { callId: id, name: text, args: text }, ids],
    ["tool_result", { callId: id, ok: false, result: text }, ids],
    runEnd({ error, more: text }),
  );
}

// A hundred errors of 5 MB each once took 500 MB, in a file that is read line by line.
Deno.test("Summary cuts all text that it keeps when events have much of it", () => {
  const before = keptBytes();
  const summary = new Summary();
  for (let index = 0; index < 30; index++) {
    for (const event of verbose(index)) {
      const correlation = { ...event.correlation, runId: `r${index}` };
      summary.step({ ...event, correlation } as RunEvent);
    }
  }
  // Half a megabyte of text in each of the keys, thirty times.
  assertLess(keptBytes() - before, 2 * 1024 * 1024);
  const longest = [0];
  JSON.stringify(summary.runs(), (_key, value) => {
    if (typeof value === "string") longest.push(value.length);
    return value;
  });
  assertEquals(Math.max(...longest), 400);
});
