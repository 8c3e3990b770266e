import { assertEquals } from "@std/assert";
import type { RunSummary } from "../../core/run_summary.ts";
import { type Json, streamOf, timeAt } from "../fixtures/reading.ts";
import {
  host,
  hostEnd,
  job,
  jobEnd,
  RUN,
  runEnd,
  stdout,
  summaries,
  summaryOf,
} from "../fixtures/summaries.ts";

Deno.test("RunFold gives the least when a run has one event without details", () => {
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
  Deno.test(`RunFold gives ${state} when run_finished has ${JSON.stringify(fields)}`, () => {
    assertEquals(summaryOf(RUN, runEnd(fields)).state, state);
  });
}

Deno.test("RunFold gives unfinished when a run failed but has no end", () => {
  const { state, failureCount, durationMs } = summaryOf(
    RUN,
    job("j"),
    jobEnd("j", { outcome: "failure" }),
  );
  assertEquals([state, failureCount, durationMs], ["unfinished", 1, 2000]);
});

Deno.test("RunFold takes a run's own duration when it has one", () => {
  assertEquals(summaryOf(RUN, runEnd({ durationMs: 0.5 })).durationMs, 0.5);
});

Deno.test("RunFold takes the time between events when a run's duration is missing", () => {
  assertEquals(summaryOf(RUN, stdout("x"), runEnd({ durationMs: undefined })).durationMs, 2000);
});

Deno.test("RunFold takes the latest time when the clock was set back", () => {
  const [first, second, third] = streamOf(RUN, stdout("x"), stdout("y"));
  const back = { ...third!, timestamp: timeAt(-5000) };
  const { startedAt, lastEventAt, durationMs } = summaries([first!, second!, back])[0]!;
  assertEquals([startedAt, lastEventAt, durationMs], [timeAt(0), timeAt(1000), 1000]);
});

Deno.test("RunFold takes the first run_started when there are two", () => {
  const { name } = summaryOf(["run_started", { name: "a" }], ["run_started", { name: "b" }]);
  assertEquals(name, "a");
});

Deno.test("RunFold takes the last run_finished when there are two", () => {
  const { state } = summaryOf(RUN, runEnd({ hasFailures: true }), runEnd());
  assertEquals(state, "succeeded");
});

Deno.test("RunFold lists no host as failed when its resources are", () => {
  assertEquals(summaryOf(host("a"), hostEnd("a", { failed: 1 })).failures, []);
});
