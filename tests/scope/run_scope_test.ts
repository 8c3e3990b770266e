import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { inspect, type Issue } from "../../core/reading.ts";
import { encodeEvent, isActive, type SinkFailure } from "../../mod.ts";
import { captureSink } from "../../sinks/capture.ts";
import { currentCorrelation, runScope, withCorrelation } from "../../sinks/scope.ts";
import { fakeClock } from "../fixtures/fake_clock.ts";
import { bare } from "../fixtures/recorded_bus.ts";
import { said, say } from "./said.ts";

/** What was emitted last, without what is the same in all events. */
async function lastOf(act: () => unknown): Promise<unknown> {
  const capture = captureSink();
  await runScope({ sink: capture, clock: fakeClock() }, act).catch(() => {});
  return bare(capture.events).at(-1);
}

Deno.test("runScope() emits a whole run around what the function emits", async () => {
  const capture = captureSink();
  const clock = fakeClock();
  await runScope(
    { sink: capture, clock, runId: "r1", name: "nightly", mode: "apply", labels: { team: "a" } },
    async () => {
      clock.advance(5);
      await Promise.resolve();
      say("hello");
    },
  );
  assertEquals(bare(capture.events), [
    { type: "run_started", mode: "apply", name: "nightly", labels: { team: "a" }, ids: {} },
    { type: "stdout", payload: "hello", ids: {} },
    { type: "run_finished", durationMs: 5, hasFailures: false, outcome: "success", ids: {} },
  ]);
});

Deno.test("runScope() writes a file that has no issues", async () => {
  const capture = captureSink();
  await runScope({ sink: capture, name: "nightly" }, async (bus) => {
    const step = bus.step({ name: "fetch" });
    await withCorrelation(step, async () => {
      await Promise.resolve();
      say("hello");
    });
    step.finish({ outcome: "success" });
  });
  const issues: Issue[] = [];
  const bytes = new TextEncoder().encode(capture.events.map(encodeEvent).join(""));
  const { runs } = await inspect(ReadableStream.from([bytes]), {
    onIssue: (issue) => void issues.push(issue),
  });
  assertEquals([issues, runs.map(({ state }) => state)], [[], ["succeeded"]]);
});

Deno.test("runScope() gives what the function returns when it is synchronous", async () => {
  assertEquals(await runScope({}, () => 7), 7);
});

Deno.test("runScope() gives what the function's promise settles to", async () => {
  assertEquals(await runScope({}, () => Promise.resolve(7)), 7);
});

Deno.test("runScope() gives the function the bus and the run", async () => {
  const capture = captureSink();
  const runId = await runScope({ runId: "r1", sink: capture }, (bus, run) => {
    run.finish({ exitCode: 3 });
    return bus.runId;
  });
  assertEquals([runId, capture.ofType("run_finished").map(({ exitCode }) => exitCode)], ["r1", [
    3,
  ]]);
});

Deno.test("runScope() reports a failure when a handle saw one", async () => {
  const capture = captureSink();
  await runScope({ sink: capture }, (bus) => bus.job().finish({ outcome: "failure" }));
  assertEquals(capture.ofType("run_finished").map(({ outcome }) => outcome), ["failure"]);
});

const FAILED = {
  type: "run_finished",
  durationMs: 0,
  hasFailures: true,
  outcome: "error",
  ids: {},
};

Deno.test("runScope() ends the run with the error when the function throws", async () => {
  assertEquals(
    await lastOf(() => {
      throw new RangeError("no");
    }),
    { ...FAILED, error: { name: "RangeError", message: "no" } },
  );
});

Deno.test("runScope() ends the run with the error when the function rejects", async () => {
  assertEquals(
    await lastOf(() => Promise.reject(new RangeError("no"))),
    { ...FAILED, error: { name: "RangeError", message: "no" } },
  );
});

Deno.test("runScope() ends the run with a text when something else is thrown", async () => {
  assertEquals(
    await lastOf(() => Promise.reject("no")),
    { ...FAILED, error: { name: "Error", message: "no" } },
  );
});

Deno.test("runScope() rejects with what was thrown", async () => {
  const error = new RangeError("no");
  const rejected = await assertRejects(() => runScope({}, () => Promise.reject(error)));
  assertStrictEquals(rejected, error);
});

Deno.test("runScope() closes its sinks after the last event", async () => {
  const log: string[] = [];
  const sink = (name: string) => ({
    emit: ({ type }: { readonly type: string }) => void log.push(`${name} ${type}`),
    close: () => void log.push(`${name} closed`),
  });
  await runScope({ sink: sink("a"), sinks: [sink("b"), sink("c")] }, () => {});
  assertEquals(log, [
    "a run_started",
    "b run_started",
    "c run_started",
    "a run_finished",
    "b run_finished",
    "c run_finished",
    "a closed",
    "b closed",
    "c closed",
  ]);
});

Deno.test("runScope() closes its sinks when the function rejects", async () => {
  let closed = 0;
  const sink = { emit: () => {}, close: () => void closed++ };
  await assertRejects(() => runScope({ sink }, () => Promise.reject(new Error("no"))));
  assertEquals(closed, 1);
});

Deno.test("runScope() gives the result when a sink cannot be closed, and tells onError", async () => {
  const failures: SinkFailure[] = [];
  const sink = { emit: () => {}, close: () => Promise.reject("full") };
  const result = await runScope({ sink, onError: (failure) => failures.push(failure) }, () => 7);
  assertEquals([result, failures.map(({ error }) => error)], [7, ["full"]]);
});

Deno.test("runScope() redacts as the bus's options say", async () => {
  const capture = captureSink();
  await runScope({ sink: capture, redaction: { secrets: ["hunter2"] } }, () => say("hunter2\n"));
  assertEquals(said(capture), ["[REDACTED]\n"]);
});

Deno.test("runScope() leaves no scope behind", async () => {
  await runScope({}, () => {});
  assertEquals([isActive(), currentCorrelation()], [false, {}]);
});

Deno.test("runScope() begins without the ids of the scope around it", async () => {
  const found = await withCorrelation(
    { stepId: "s1" },
    () => runScope({ runId: "r2" }, currentCorrelation),
  );
  assertEquals(found, { runId: "r2" });
});

Deno.test("runScope() restores the outer run when an inner one ends", async () => {
  const [outer, inner] = [captureSink(), captureSink()];
  await runScope({ sink: outer }, async () => {
    say("before");
    await runScope({ sink: inner }, () => say("inner"));
    say("after");
  });
  assertEquals([said(outer), said(inner)], [["before", "after"], ["inner"]]);
});
