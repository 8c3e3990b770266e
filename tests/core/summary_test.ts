import { assertEquals, assertLess } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { EVENT_TABLE, type Fields } from "../../core/event_table.ts";
import { LifecycleRules } from "../../core/lifecycle.ts";
import type { RunSummary } from "../../core/run_summary.ts";
import { Summary } from "../../core/summary.ts";
import { SAMPLE_EVENTS, SAMPLE_RUN_ID } from "../fixtures/events.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { type Draft, type Json, linesOf, read, streamOf, timeAt } from "../fixtures/reading.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

function summaries(events: readonly RunEvent[]): readonly RunSummary[] {
  const summary = new Summary();
  for (const event of events) summary.step(event);
  return summary.runs();
}

/** The summary of run `r1`, whose events are a second apart. */
function summaryOf(...drafts: readonly Draft[]): RunSummary {
  return summaries(streamOf(...drafts))[0]!;
}

const HOST = { name: "web-1", hostname: "h", user: "u", port: 22, vars: {} };
const ERROR = { message: "Disk is full", name: "Error" };
const RUN: Draft = ["run_started"];

function runEnd(fields: Json = {}): Draft {
  return ["run_finished", { durationMs: 9, hasFailures: false, ...fields }];
}

function resource(id: string, ids: Json = {}): Draft {
  const fields = { resourceType: "file", resourceName: id };
  return ["resource_started", fields, { ...ids, resourceId: id }];
}

function resourceEnd(id: string, fields: Json = {}, ids: Json = {}): Draft {
  const own = { resourceType: "file", resourceName: id, status: "ok", durationMs: 5, ...fields };
  return ["resource_finished", own, { ...ids, resourceId: id }];
}

function retry(id: string, fields: Json = {}): Draft {
  const own = { resourceType: "file", resourceName: id, error: ERROR, durationMs: 1, ...fields };
  return ["resource_retry", own, { resourceId: id, attempt: 1 }];
}

function stdout(payload: string, ids: Json = {}): Draft {
  return ["stdout", { payload }, ids];
}

const jobStart = (id: string, name?: string): Draft => [
  "job_started",
  name === undefined ? {} : { name },
  { jobId: id },
];
const jobEnd = (id: string, fields: Json): Draft => ["job_finished", fields, { jobId: id }];

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

Deno.test("Summary gives the least when a run has one event without details", () => {
  assertEquals(summaryOf(RUN), {
    runId: "r1",
    state: "unfinished",
    startedAt: timeAt(0),
    lastEventAt: timeAt(0),
    durationMs: 0,
    events: 1,
    types: { run_started: 1 },
    counts: {},
    hosts: [],
    failures: [],
    failureCount: 0,
    unfinished: [],
    unfinishedCount: 0,
    slowest: {},
    retries: [],
    retryCount: 0,
    output: [],
  });
});

const ENDS: readonly (readonly [fields: Json, state: RunSummary["state"]])[] = [
  [{ hasFailures: false }, "succeeded"],
  [{ hasFailures: true }, "failed"],
  [{ hasFailures: undefined }, "failed"],
  [{ outcome: "success" }, "succeeded"],
  [{ outcome: "success", hasFailures: true }, "succeeded"],
  [{ outcome: "skip" }, "succeeded"],
  [{ outcome: "failure" }, "failed"],
  [{ outcome: "error" }, "failed"],
  [{ outcome: "timeout" }, "failed"],
  [{ outcome: "cancellation" }, "failed"],
  [{ outcome: "failure", hasFailures: undefined }, "failed"],
];

for (const [fields, state] of ENDS) {
  Deno.test(`Summary gives ${state} when run_finished has ${JSON.stringify(fields)}`, () => {
    assertEquals(summaryOf(RUN, runEnd(fields)).state, state);
  });
}

Deno.test("Summary gives unfinished when a run failed but has no end", () => {
  const { state, failureCount, durationMs } = summaryOf(
    RUN,
    jobStart("j"),
    jobEnd("j", { outcome: "failure" }),
  );
  assertEquals([state, failureCount, durationMs], ["unfinished", 1, 2000]);
});

Deno.test("Summary takes a run's own duration when it has one", () => {
  assertEquals(summaryOf(RUN, runEnd({ durationMs: 0.5 })).durationMs, 0.5);
});

Deno.test("Summary takes the time between events when a run's duration is missing", () => {
  assertEquals(summaryOf(RUN, stdout("x"), runEnd({ durationMs: undefined })).durationMs, 2000);
});

Deno.test("Summary takes the latest time when the clock was set back", () => {
  const [first, second, third] = streamOf(RUN, stdout("x"), stdout("y"));
  const back = { ...third!, timestamp: timeAt(-5000) };
  const { startedAt, lastEventAt, durationMs } = summaries([first!, second!, back])[0]!;
  assertEquals([startedAt, lastEventAt, durationMs], [timeAt(0), timeAt(1000), 1000]);
});

Deno.test("Summary takes the first run_started when there are two", () => {
  const { name } = summaryOf(["run_started", { name: "a" }], ["run_started", { name: "b" }]);
  assertEquals(name, "a");
});

Deno.test("Summary takes the last run_finished when there are two", () => {
  const { state } = summaryOf(RUN, runEnd({ hasFailures: true }), runEnd());
  assertEquals(state, "succeeded");
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

Deno.test("Summary counts types in order of first appearance when there are custom ones", () => {
  const { types } = summaryOf(["z.z", { data: 1 }], RUN, ["__proto__"], ["z.z", { data: 1 }]);
  assertEquals(Object.entries(types), [["z.z", 2], ["run_started", 1], ["__proto__", 1]]);
});

Deno.test("Summary counts kinds by status when some are unfinished", () => {
  const { counts } = summaryOf(
    resource("a"),
    resource("b"),
    resource("c"),
    resource("d"),
    resourceEnd("a"),
    resourceEnd("b", { status: "changed" }),
    resourceEnd("c", { status: undefined }),
    resourceEnd("e", { status: "changed" }),
    ["command_started", { cmd: "make" }, { commandId: "c" }],
  );
  assertEquals(counts, {
    resource: { total: 5, unfinished: 1, byStatus: { ok: 1, changed: 2, unknown: 1 } },
    command: { total: 1, unfinished: 1, byStatus: {} },
  });
});

Deno.test("Summary counts a thing once when its start occurs twice", () => {
  assertEquals(summaryOf(resource("a"), resource("a"), resourceEnd("a")).counts, {
    resource: { total: 1, unfinished: 0, byStatus: { ok: 1 } },
  });
});

function host(id: string, name = id): Draft {
  return ["host_started", { host: { ...HOST, name } }, { hostId: id }];
}

function hostEnd(id: string, fields: Json): Draft {
  const own = { host: { ...HOST, name: id }, ok: 1, changed: 2, failed: 0, durationMs: 7 };
  return ["host_finished", { ...own, ...fields }, { hostId: id }];
}

Deno.test("Summary gives each host as it ended when there are several", () => {
  const counted = { ok: 1, changed: 2, failed: 0 };
  const { hosts } = summaryOf(
    host("a", "web-1"),
    host("b"),
    host("c"),
    host("d"),
    hostEnd("c", { cancelled: true }),
    hostEnd("b", { failed: 3, durationMs: undefined }),
    hostEnd("a", {}),
    hostEnd("e", { failed: undefined, ok: undefined }),
  );
  assertEquals(hosts, [
    { id: "a", name: "web-1", state: "ok", resources: counted, durationMs: 7 },
    { id: "b", name: "b", state: "failed", resources: { ...counted, failed: 3 }, durationMs: 4000 },
    { id: "c", name: "c", state: "cancelled", resources: counted, durationMs: 7 },
    { id: "d", name: "d", state: "unfinished", resources: { ok: 0, changed: 0, failed: 0 } },
    { id: "e", name: "e", state: "failed", resources: { ...counted, ok: 0 }, durationMs: 7 },
  ]);
});

Deno.test("Summary lists no host as failed when its resources are", () => {
  assertEquals(summaryOf(host("a"), hostEnd("a", { failed: 1 })).failures, []);
});

Deno.test("Summary lists failures with message, host and last lines when things fail", () => {
  const { failures, failureCount } = summaryOf(
    host("h", "web-1"),
    resource("a", { hostId: "h" }),
    ["resource_output", { chunk: "one\ntw" }, { hostId: "h", resourceId: "a" }],
    ["resource_output", { chunk: "o\n" }, { hostId: "h", resourceId: "a" }],
    resourceEnd("a", { status: "failed", error: ERROR }, { hostId: "h" }),
    ["command_finished", { exitCode: 3 }, { commandId: "c" }],
    ["tool_call", { callId: "t", name: "read", args: null }],
    ["tool_result", { callId: "t", ok: false, result: "No such file" }],
  );
  assertEquals([failures, failureCount], [[
    {
      kind: "resource",
      id: "a",
      name: "file a",
      host: "web-1",
      message: "Disk is full",
      output: ["one", "two"],
      durationMs: 5,
    },
    { kind: "command", id: "c", name: "c", message: "exit code 3", output: [] },
    {
      kind: "tool",
      id: "t",
      name: "read",
      message: "No such file",
      output: [],
      durationMs: 1000,
    },
  ], 3]);
});

Deno.test("Summary keeps output with the innermost open thing when several are named", () => {
  const ids = { hostId: "h", resourceId: "a", jobId: "j", stepId: "s", commandId: "c" };
  const { unfinished, output } = summaryOf(
    host("h"),
    resource("a"),
    jobStart("j"),
    ["step_started", {}, { stepId: "s" }],
    ["command_started", { cmd: "make" }, { commandId: "c" }],
    stdout("command\n", ids),
    ["stderr", { payload: "step\n" }, { ...ids, commandId: "gone" }],
    stdout("job\n", { hostId: "h", resourceId: "a", jobId: "j" }),
    stdout("resource\n", { hostId: "h", resourceId: "a" }),
    stdout("host\n", { hostId: "h", resourceId: "gone" }),
    stdout("run\n", { hostId: "gone" }),
    stdout("run too\n"),
  );
  assertEquals([unfinished.map(({ kind, output }) => [kind, output]), output], [[
    ["host", ["host"]],
    ["resource", ["resource"]],
    ["job", ["job"]],
    ["step", ["step"]],
    ["command", ["command"]],
  ], ["run", "run too"]]);
});

Deno.test("Summary gives output to the host when a resource has finished", () => {
  const ids = { hostId: "h", resourceId: "a" };
  const { unfinished } = summaryOf(
    host("h"),
    resource("a"),
    resourceEnd("a"),
    ["resource_output", { chunk: "late\n" }, ids],
  );
  assertEquals(unfinished.map(({ kind, output }) => [kind, output]), [["host", ["late"]]]);
});

Deno.test("Summary says how long things had been running when they are unfinished", () => {
  const { unfinished, unfinishedCount } = summaryOf(
    RUN,
    jobStart("j", "build"),
    resource("a"),
    stdout("half", { resourceId: "a" }),
    stdout("x"),
  );
  assertEquals([unfinished, unfinishedCount], [[
    {
      kind: "job",
      id: "j",
      name: "build",
      startedAt: timeAt(1000),
      runningMs: 3000,
      output: [],
    },
    {
      kind: "resource",
      id: "a",
      name: "file a",
      startedAt: timeAt(2000),
      runningMs: 2000,
      output: ["half"],
    },
  ], 2]);
});

Deno.test("Summary ranks the slowest of each kind when durations are given or not", () => {
  const { slowest } = summaryOf(
    resource("a"),
    jobStart("j"),
    jobStart("k"),
    resourceEnd("a", { durationMs: 12.5 }),
    resourceEnd("b", { durationMs: 99 }),
    jobEnd("k", { outcome: "success" }),
    jobEnd("j", { outcome: "success", durationMs: 1 }),
    jobEnd("l", { outcome: "success" }),
  );
  assertEquals(slowest, {
    resource: [
      { kind: "resource", id: "b", name: "file b", durationMs: 99 },
      { kind: "resource", id: "a", name: "file a", durationMs: 12.5 },
    ],
    job: [
      { kind: "job", id: "k", name: "k", durationMs: 3000 },
      { kind: "job", id: "j", name: "j", durationMs: 1 },
    ],
  });
});

Deno.test("Summary keeps the ten slowest when there are more", () => {
  const ends = Array.from(
    { length: 30 },
    (_, index) => resourceEnd(`${index}`, { durationMs: index }),
  );
  assertEquals(
    summaryOf(...ends).slowest.resource?.map(({ id }) => id),
    Array.from({ length: 10 }, (_, index) => `${29 - index}`),
  );
});

Deno.test("Summary lists retries by how many there were when resources are tried again", () => {
  const { retries, retryCount } = summaryOf(
    retry("a", { phase: "check" }),
    retry("b", { phase: "apply" }),
    retry("b", { phase: undefined, error: undefined }),
    retry("b", { phase: "post-check", error: { message: "Third", name: "E" } }),
    retry("c", { phase: undefined, error: undefined }),
  );
  assertEquals([retries, retryCount], [[
    { kind: "resource", id: "b", name: "file b", count: 3, phase: "post-check", message: "Third" },
    {
      kind: "resource",
      id: "a",
      name: "file a",
      count: 1,
      phase: "check",
      message: "Disk is full",
    },
    { kind: "resource", id: "c", name: "file c", count: 1 },
  ], 5]);
});

Deno.test("Summary lists 100 failures with the right total when there are more", () => {
  const drafts = Array.from(
    { length: 150 },
    (_, index) => resourceEnd(`${index}`, { status: "failed" }),
  );
  const { failures, failureCount } = summaryOf(...drafts);
  assertEquals([failures.map(({ id }) => id), failureCount], [
    Array.from({ length: 100 }, (_, index) => `${index}`),
    150,
  ]);
});

Deno.test("Summary lists 100 unfinished things with the right total when there are more", () => {
  const drafts = Array.from({ length: 150 }, (_, index) => resource(`${index}`));
  const { unfinished, unfinishedCount, counts } = summaryOf(...drafts);
  assertEquals([unfinished.map(({ id }) => id), unfinishedCount, counts.resource?.unfinished], [
    Array.from({ length: 100 }, (_, index) => `${index}`),
    150,
    150,
  ]);
});

Deno.test("Summary lists 100 retried resources with the right total when there are more", () => {
  const drafts = Array.from({ length: 150 }, (_, index) => [retry(`${index}`), retry(`${index}`)]);
  const { retries, retryCount } = summaryOf(...drafts.flat());
  assertEquals([retries.length, retries[0]?.count, retryCount], [100, 2, 300]);
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

Deno.test("Summary keeps ten lines of each open thing when 200 000 outputs come", () => {
  const text = `${"x".repeat(1023)}\n`;
  const [first] = streamOf(resource("a"));
  const before = keptBytes();
  const summary = new Summary();
  summary.step(first!);
  for (let seq = 2; seq < 200_002; seq++) {
    const resourceId = seq % 2 === 0 ? { resourceId: "a" } : {};
    summary.step({
      ...first!,
      seq,
      type: "stdout",
      correlation: { runId: "r1", ...resourceId },
      payload: `${seq}${text}`,
    } as RunEvent);
  }
  assertLess(keptBytes() - before, 256 * 1024);
  const [{ output, unfinished } = { output: [], unfinished: [] }] = summary.runs();
  const lines = [...output, ...unfinished[0]?.output ?? []];
  assertEquals(
    lines.map((line) => [line.slice(0, 6), line.length]),
    [1, 0].flatMap((odd) =>
      Array.from({ length: 10 }, (_, index) => [`${199_982 + index * 2 + odd}`, 400])
    ),
  );
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
    jobStart(id, text),
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

/** Values of which few are right for any key. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "ok",
  "failed",
  "success",
  timeAt(5),
  [],
  [1],
  {},
  { message: 1 },
  { message: "x", name: "y" },
  { name: "n", __proto__: null },
];

/** Sample events of which any keys are missing or of any type. */
function damaged(random: () => number): Json {
  const event = pick(SAMPLE_EVENTS, random) as unknown as Json;
  return Object.fromEntries(
    Object.entries(event).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
      if (key === "correlation" && random() < 0.8) {
        return [[key, damagedIds(value as Json, random)]];
      }
      if (key in ENVELOPE && random() < 0.95) return [[key, value]];
      const chance = random();
      if (chance < 0.3) return [];
      return [[key, chance < 0.6 ? pick(VALUES, random) : value]];
    }),
  );
}

const ENVELOPE = { v: 1, seq: 1, type: 1, timestamp: 1, correlation: 1 };

function damagedIds(ids: Json, random: () => number): Json {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([key, id]): readonly (readonly [string, unknown])[] => {
      if (key === "runId") return [[key, id]];
      const chance = random();
      return chance < 0.2 ? [] : [[key, chance < 0.4 ? pick(VALUES, random) : id]];
    }),
  );
}

/** Reads events from a file and runs them through the rules and the summary. */
function survives(values: readonly Json[]): number {
  const { events, issues } = read(linesOf(values));
  let found = issues.length;
  const rules = new LifecycleRules(() => found++);
  for (const event of events) rules.step(event, { line: 1, offset: 0 });
  rules.end();
  return JSON.stringify(summaries(events)).length + found;
}

Deno.test("Summary and LifecycleRules do not throw when events are damaged at random", () => {
  const random = seededRandom(5);
  const sizes = Array.from(
    { length: 400 },
    () => survives(Array.from({ length: 40 }, () => damaged(random))),
  );
  assertEquals(sizes.filter((size) => size < 100), []);
});

for (const [type, { fields }] of Object.entries(EVENT_TABLE)) {
  Deno.test(`Summary does not throw when any keys of a ${type} are missing or wrong`, () => {
    const event = SAMPLE_EVENTS.find((sample) => sample.type === type) as unknown as Json;
    const keys = Object.keys(fields as Fields);
    const variants: Json[] = [];
    for (let missing = 0; missing < 2 ** keys.length; missing++) {
      const gone = keys.filter((_key, index) => (missing >>> index & 1) === 1);
      variants.push(
        Object.fromEntries(Object.entries(event).filter(([key]) => !gone.includes(key))),
      );
      variants.push({ ...event, ...Object.fromEntries(gone.map((key) => [key, [[]]])) });
    }
    const { events } = read(linesOf(variants));
    assertEquals([events.length, survives(variants) > 0], [variants.length, true]);
  });
}
