import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { type DraftCorrelation, emit, EventBus, type EventDraft } from "../../mod.ts";
import { type CaptureSink, captureSink } from "../../sinks/capture.ts";
import {
  type Correlated,
  currentCorrelation,
  withCorrelation,
  withSink,
} from "../../sinks/scope.ts";
import { bare } from "../fixtures/recorded_bus.ts";
import { say } from "./said.ts";

const HOST = { name: "web-1", hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} };

/** Runs a function in the scope of bus `r1`, and gives what was emitted. */
function captured(act: (bus: EventBus) => void): CaptureSink {
  const capture = captureSink();
  const bus = new EventBus({ runId: "r1" });
  bus.on(capture);
  withSink(bus, () => act(bus));
  return capture;
}

/** The correlation of each event. */
function correlations({ events }: CaptureSink): readonly unknown[] {
  return events.map(({ correlation }) => correlation);
}

Deno.test("withCorrelation() gives what the function returns", () => {
  assertEquals(withCorrelation({}, () => 7), 7);
});

Deno.test("withCorrelation() throws what the function throws", () => {
  assertThrows(() =>
    withCorrelation({}, () => {
      throw new RangeError("no");
    }), RangeError);
});

Deno.test("withCorrelation() adds its ids to an event without any", () => {
  const capture = captured(() =>
    withCorrelation({ stepId: "s1", jobId: "j1" }, () => say("hello"))
  );
  assertEquals(
    JSON.stringify(correlations(capture)),
    '[{"runId":"r1","jobId":"j1","stepId":"s1"}]',
  );
});

Deno.test("withCorrelation() adds its ids after an await", async () => {
  const capture = captureSink();
  await withSink(capture, () =>
    withCorrelation({ stepId: "s1" }, async () => {
      await Promise.resolve();
      say("hello");
    }));
  assertEquals(capture.events[0]?.correlation.stepId, "s1");
});

Deno.test("withCorrelation() lets the ids of the event win", () => {
  const capture = captured(() =>
    withCorrelation(
      { stepId: "outer", jobId: "j1" },
      () => emit({ type: "stdout", payload: "hello", correlation: { stepId: "own" } }),
    )
  );
  assertEquals(correlations(capture), [{ runId: "r1", jobId: "j1", stepId: "own" }]);
});

Deno.test("withCorrelation() keeps keys of the event that the format does not know", () => {
  const correlation = { tenantId: "t1" } as DraftCorrelation;
  const capture = captured(() =>
    withCorrelation({ stepId: "s1" }, () => emit({ type: "stdout", payload: "hello", correlation }))
  );
  assertEquals(correlations(capture), [{ runId: "r1", stepId: "s1", tenantId: "t1" }]);
});

Deno.test("withCorrelation() adds to the outer ids, and restores them when it ends", () => {
  const capture = captured(() =>
    withCorrelation({ jobId: "j1", stepId: "s1" }, () => {
      withCorrelation({ stepId: "s2" }, () => say("inner"));
      say("outer");
    })
  );
  assertEquals(correlations(capture), [
    { runId: "r1", jobId: "j1", stepId: "s2" },
    { runId: "r1", jobId: "j1", stepId: "s1" },
  ]);
});

const HANDLES: readonly [string, (bus: EventBus) => Correlated, unknown][] = [
  ["host", (bus) => bus.host(HOST), { hostId: "r1-1" }],
  [
    "resource",
    (bus) => bus.host(HOST).resource("file", "/etc/motd"),
    { hostId: "r1-1", resourceId: "r1-2" },
  ],
  ["job", (bus) => bus.job(), { jobId: "r1-1" }],
  ["command", (bus) => bus.job().command("ls"), { jobId: "r1-1", commandId: "r1-2" }],
  ["step", (bus) => bus.job().step(), { jobId: "r1-1", stepId: "r1-2" }],
  ["tool call", (bus) => bus.step().toolCall({ name: "read", args: {} }), { stepId: "r1-1" }],
];

for (const [name, handle, ids] of HANDLES) {
  Deno.test(`withCorrelation() adds the ids of a ${name} when given its handle`, () => {
    const capture = captured((bus) => withCorrelation(handle(bus), () => say("hello")));
    assertEquals(bare(capture.ofType("stdout")), [{ type: "stdout", payload: "hello", ids }]);
  });
}

Deno.test("withCorrelation() leaves an event as it is when it has a stamp", () => {
  const [event] = captured(() => say("hello")).events;
  const capture = captured(() => withCorrelation({ stepId: "s1" }, () => emit(event!)));
  assertStrictEquals(capture.events[0], event);
});

Deno.test("withCorrelation() leaves the draft as it is", () => {
  const draft: EventDraft = { type: "stdout", payload: "hello", correlation: { stepId: "s1" } };
  captured(() => withCorrelation({ jobId: "j1" }, () => emit(draft)));
  assertEquals(draft, { type: "stdout", payload: "hello", correlation: { stepId: "s1" } });
});

Deno.test("withCorrelation() is not changed when the given ids are changed later", () => {
  const ids = { stepId: "s1" };
  const capture = captured(() =>
    withCorrelation(ids, () => {
      ids.stepId = "s2";
      say("hello");
    })
  );
  assertEquals(correlations(capture), [{ runId: "r1", stepId: "s1" }]);
});

Deno.test("withCorrelation() does not reach into the run of another sink", () => {
  const inner = captureSink();
  withCorrelation({ stepId: "s1" }, () => withSink(inner, () => say("hello")));
  assertEquals(inner.events[0]?.correlation.stepId, undefined);
});

class ClassDraft {
  get type(): "stdout" {
    return "stdout";
  }
  payload = "hello";
}

Deno.test("withCorrelation() finds the type of a draft on its prototype", () => {
  const capture = captured(() => withCorrelation({ stepId: "s1" }, () => emit(new ClassDraft())));
  assertEquals(bare(capture.events), [
    { type: "stdout", payload: "hello", ids: { stepId: "s1" } },
  ]);
});

for (const garbage of [null, undefined, 5, "text", [], { type: "stdout", correlation: 5 }]) {
  Deno.test(`emit() throws nothing in withCorrelation() when given ${JSON.stringify(garbage)}`, () => {
    const capture = captured(() =>
      withCorrelation({ stepId: "s1" }, () => emit(garbage as unknown as EventDraft))
    );
    assertEquals(correlations(capture), [{ runId: "r1", stepId: "s1" }]);
  });
}

Deno.test("currentCorrelation() is empty outside of scopes", () => {
  assertEquals(currentCorrelation(), {});
});

Deno.test("currentCorrelation() gives the run and the ids in wire order", () => {
  let found: unknown;
  captured(() =>
    withCorrelation({ stepId: "s1", hostId: "h1" }, () => {
      found = currentCorrelation();
    })
  );
  assertEquals(JSON.stringify(found), '{"runId":"r1","hostId":"h1","stepId":"s1"}');
});

Deno.test("currentCorrelation() gives the bus's run when the ids name another", () => {
  let found: unknown;
  captured(() =>
    withCorrelation({ runId: "other", stepId: "s1" }, () => {
      found = currentCorrelation();
    })
  );
  assertEquals(found, { runId: "r1", stepId: "s1" });
});

Deno.test("currentCorrelation() gives ids without a run when nobody listens", () => {
  assertEquals(withCorrelation({ stepId: "s1" }, currentCorrelation), { stepId: "s1" });
});
