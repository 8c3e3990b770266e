import { assertEquals } from "@std/assert";
import { bytesOf, codesOf, type Draft, judge, linesOf, streamOf } from "../fixtures/reading.ts";
import { repaired } from "../fixtures/repaired.ts";

const HOST = { name: "web-1", hostname: "h", user: "u", port: 22, vars: { role: "web" } };
const MOTD = { resourceType: "file", resourceName: "/etc/motd" };
const RUN: Draft = ["run_started", { name: "nightly" }];
const RUN_END: Draft = ["run_finished", { durationMs: 1, hasFailures: false }];
const HOST_START: Draft = ["host_started", { host: HOST }, { hostId: "h1" }];
const ON_HOST = { hostId: "h1", resourceId: "f1" };
const FILE: Draft = ["resource_started", MOTD, ON_HOST];

function text(values: readonly unknown[]): Uint8Array {
  return bytesOf(linesOf(values));
}

function eventsOf(bytes: Uint8Array): readonly { readonly [key: string]: unknown }[] {
  return new TextDecoder().decode(bytes).split("\n").filter(Boolean).map((line) =>
    JSON.parse(line)
  );
}

/** The events that a repair adds, without their envelope. */
function added(bytes: Uint8Array): readonly unknown[] {
  return eventsOf(bytes).flatMap(({ correlation, v: _v, seq: _seq, timestamp: _time, ...own }) => {
    const { runId: _run, writer, ...ids } = correlation as { readonly [key: string]: string };
    return writer === "repair" ? [{ ...ids, ...own }] : [];
  });
}

const NEVER = {
  message: "It never finished: the run broke off, or its end was lost",
  name: "NeverFinished",
};

Deno.test("Repair closes each kind of thing as its type needs it, the last to start first", () => {
  const input = streamOf(
    RUN,
    HOST_START,
    ["resource_started", MOTD, { hostId: "h1", resourceId: "f0" }],
    ["resource_finished", { ...MOTD, status: "ok", durationMs: 1 }, {
      hostId: "h1",
      resourceId: "f0",
    }],
    FILE,
    ["job_started", {}, { jobId: "j1" }],
    ["command_started", { cmd: "make" }, { jobId: "j1", commandId: "c1" }],
    ["step_started", {}, { stepId: "s1" }],
    ["tool_call", { callId: "t1", name: "read", args: {}, startedAt: "2026-01-02T03:04:13.000Z" }, {
      stepId: "s1",
    }],
  );
  assertEquals(added(repaired(text(input)).bytes), [
    {
      type: "tool_result",
      stepId: "s1",
      callId: "t1",
      ok: false,
      result: NEVER.message,
      synthetic: true,
    },
    {
      type: "step_finished",
      stepId: "s1",
      outcome: "error",
      durationMs: 1000,
      error: NEVER,
      synthetic: true,
    },
    {
      type: "command_finished",
      jobId: "j1",
      commandId: "c1",
      exitCode: -1,
      durationMs: 2000,
      synthetic: true,
    },
    {
      type: "job_finished",
      jobId: "j1",
      outcome: "error",
      durationMs: 3000,
      error: NEVER,
      synthetic: true,
    },
    {
      type: "resource_finished",
      ...ON_HOST,
      ...MOTD,
      status: "failed",
      durationMs: 4000,
      error: NEVER,
      synthetic: true,
    },
    {
      type: "host_finished",
      hostId: "h1",
      host: HOST,
      ok: 1,
      changed: 0,
      failed: 1,
      durationMs: 7000,
      cancelled: true,
      synthetic: true,
    },
    {
      type: "run_finished",
      hasFailures: true,
      outcome: "error",
      durationMs: 8000,
      error: NEVER,
      synthetic: true,
    },
  ]);
});

Deno.test("Repair opens each kind of thing as far as is known when its start is lost", () => {
  const input = streamOf(
    ["resource_output", { ...MOTD, stream: "stdout", chunk: "" }, ON_HOST],
    ["host_finished", { host: HOST, ok: 0, changed: 0, failed: 0, durationMs: 1 }, {
      hostId: "h2",
    }],
    ["command_finished", { exitCode: 0 }, { jobId: "j1", stepId: "s1", commandId: "c1" }],
    ["tool_result", { callId: "t1", ok: true, result: 1 }],
    ["hook", { name: "n", phase: "p" }, { resourceId: "f2" }],
  );
  const { bytes } = repaired(text(input));
  const unknown = { name: "h1", hostname: "", user: "", port: 0, vars: {} };
  const made = { synthetic: true };
  assertEquals(
    added(bytes).filter((event) => /start|call/.test(JSON.stringify(event))).slice(0, 9),
    [
      { type: "run_started", ...made },
      { type: "host_started", hostId: "h1", host: unknown, ...made },
      { type: "resource_started", ...ON_HOST, ...MOTD, ...made },
      { type: "host_started", hostId: "h2", host: HOST, ...made },
      { type: "job_started", jobId: "j1", ...made },
      { type: "step_started", jobId: "j1", stepId: "s1", ...made },
      {
        type: "command_started",
        jobId: "j1",
        stepId: "s1",
        commandId: "c1",
        cmd: "unknown",
        ...made,
      },
      {
        type: "tool_call",
        callId: "t1",
        name: "unknown",
        args: null,
        startedAt: "2026-01-02T03:04:08.000Z",
        ...made,
      },
      {
        type: "resource_started",
        resourceId: "f2",
        resourceType: "unknown",
        resourceName: "f2",
        ...made,
      },
    ],
  );
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), []);
});

Deno.test("Repair ends what never ended before what it belongs to, so that even order is sound", () => {
  const input = streamOf(
    RUN,
    HOST_START,
    FILE,
    ["command_started", { cmd: "x" }, { ...ON_HOST, commandId: "c1" }],
    ["job_started", {}, { jobId: "j1" }],
    ["host_finished", { host: HOST, ok: 0, changed: 0, failed: 1, durationMs: 1 }, {
      hostId: "h1",
    }],
    RUN_END,
  );
  const { bytes } = repaired(text(input));
  assertEquals(eventsOf(bytes).map(({ type }) => type), [
    "run_started",
    "host_started",
    "resource_started",
    "command_started",
    "job_started",
    "command_finished",
    "resource_finished",
    "host_finished",
    "job_finished",
    "run_finished",
  ]);
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), []);
});

Deno.test("Repair says which numbers are lost, and leaves every other number alone", () => {
  const [first, second, , , fifth, sixth, , eighth] = streamOf(
    RUN,
    ...Array<Draft>(6).fill(["stdout", { payload: "" }]),
    RUN_END,
  );
  const { bytes, report } = repaired(text([first, fifth, second, sixth, eighth]));
  assertEquals(
    eventsOf(bytes).map(({ seq, type, data }) => data ?? [type, seq]),
    [
      ["run_started", 1],
      { from: 3, to: 4 },
      ["stdout", 5],
      ["stdout", 2],
      ["stdout", 6],
      { from: 7, to: 7 },
      ["run_finished", 8],
    ],
  );
  assertEquals(report.lost, 3);
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), ["seq_disorder", "time_backwards"]);
});

Deno.test("Repair keeps events of several writers apart when one of them lost some", () => {
  const events = streamOf(RUN, ["stdout", { payload: "" }], RUN_END);
  const child = streamOf(...Array<Draft>(4).fill(["stdout", { payload: "" }]))
    .map((event) => ({ ...event, correlation: { runId: "r1", writer: "child" } }));
  const { bytes } = repaired(text([...events.slice(0, 2), child[0], child[3], events[2]]));
  assertEquals(added(bytes), [
    { type: "runtrail.lost", data: { writer: "child", from: 2, to: 3 } },
  ]);
});

Deno.test("Repair gives an event another number when an other event has its own", () => {
  const [start, one, end] = streamOf(RUN, ["stdout", { payload: "a" }], RUN_END);
  const rival = { ...one, payload: "b" };
  const { bytes, setAside, report } = repaired(text([start, one, rival, rival, end]));
  const kept = eventsOf(bytes).filter(({ type }) => type === "stdout");
  assertEquals(kept.map(({ payload, originalSeq }) => [payload, originalSeq]), [
    ["a", undefined],
    ["b", 2],
    ["b", 2],
  ]);
  assertEquals([report.renumbered, setAside.map(({ reason }) => reason)], [
    2,
    ["seq_duplicate", "seq_duplicate"],
  ]);
});

Deno.test("Repair says that a number is lost when its event starts or ends something again", () => {
  const input = streamOf(RUN, FILE, FILE, RUN_END).map((event) => ({
    ...event,
    correlation: { ...event.correlation, hostId: undefined },
  }));
  const { bytes, setAside } = repaired(text(input));
  assertEquals(setAside.map(({ reason, line }) => [reason, line]), [["duplicate_start", 3]]);
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), []);
});

Deno.test("Repair moves starts that need each other only as far as it can", () => {
  const input = streamOf(
    RUN,
    ["stdout", { payload: "" }, { hostId: "h1" }],
    ["host_started", { host: HOST }, { hostId: "h1", jobId: "j1" }],
    ["job_started", {}, { hostId: "h1", jobId: "j1" }],
  );
  const { bytes } = repaired(text(input));
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), ["seq_disorder", "time_backwards"]);
});

Deno.test("Repair sets a line over the limit aside in pieces, byte for byte", () => {
  const long = `{"v":1,"long":"${"x".repeat(5000)}"}\n`;
  const [start, end] = streamOf(RUN, RUN_END);
  const input = bytesOf(linesOf([start]) + long + linesOf([end]) + long.trimEnd());
  const { setAside, report, bytes } = repaired(input, { chunkBytes: 999, maxLineBytes: 1000 });
  const pieces = setAside.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
  assertEquals(pieces, long + long.trimEnd());
  assertEquals([report.pieces, report.setAsideBytes, report.reasons], [
    2,
    2 * long.length - 1,
    { line_too_long: 1, torn_line: 1 },
  ]);
  assertEquals(codesOf(judge(eventsOf(bytes)).issues), []);
});

Deno.test("Repair goes on where an earlier repair ended when a run was resumed and cut again", () => {
  const [start, second, third, fourth] = streamOf(
    RUN,
    ["job_started", {}, { jobId: "j1" }],
    ["stdout", { payload: "" }],
    ["command_started", { cmd: "x" }, { commandId: "c1" }],
  );
  const once = repaired(text([start, third])).bytes;
  const resumed = linesOf([{ ...second, seq: 4 }, { ...fourth, seq: 6 }]);
  const { bytes, report } = repaired(bytesOf(new TextDecoder().decode(once) + resumed));
  assertEquals([report.lost, report.closed], [1, 2]);
  assertEquals(codesOf(judge(eventsOf(bytes)).issues).filter((code) => /^seq/.test(code)), []);
});

Deno.test("Repair leaves alone what a file got after its survey", () => {
  const [start, , third, fourth] = streamOf(RUN, RUN_END, FILE, FILE);
  const input = text([start, third]);
  const grown = text([fourth]);
  for (const chunkBytes of [7, 1000]) {
    assertEquals(repaired(input, { chunkBytes, grown }), repaired(input, { chunkBytes }));
  }
});

Deno.test("Repair moves no start behind the notes of an earlier repair", () => {
  const [start, end] = streamOf(RUN, RUN_END);
  const once = repaired(bytesOf(`\0\0${linesOf([start])}`)).bytes;
  assertEquals(eventsOf(once)[0]!["type"], "runtrail.set_aside");
  assertEquals(repaired(once).report.moved, 0);
  const sound = bytesOf(new TextDecoder().decode(once) + linesOf([end]));
  assertEquals(repaired(sound).report.moved, 0);
});
