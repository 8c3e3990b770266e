import { assertEquals, assertStrictEquals } from "@std/assert";
import type { EventDraft } from "../../core/event.ts";
import { type ScopeIds, withId } from "../../core/scope.ts";
import { withScopeIds } from "../../core/scoped_draft.ts";

const HELLO: EventDraft = { type: "stdout", payload: "hello" };

Deno.test("withScopeIds() adds the ids when the draft has none", () => {
  assertEquals(withScopeIds(HELLO, { stepId: "s1" }), { ...HELLO, correlation: { stepId: "s1" } });
});

Deno.test("withScopeIds() lets the draft's ids win and puts all in wire order", () => {
  const draft = { ...HELLO, correlation: { stepId: "own", hostId: "h1" } };
  const { correlation } = withScopeIds(draft, { stepId: "s1", jobId: "j1" });
  assertEquals(JSON.stringify(correlation), '{"hostId":"h1","jobId":"j1","stepId":"own"}');
});

Deno.test("withScopeIds() gives the same reference when the event was stamped", () => {
  const stamped = {
    ...HELLO,
    v: 1,
    seq: 1,
    timestamp: "2026-01-02T03:04:05.678Z",
    correlation: { runId: "r1" },
  };
  assertStrictEquals(withScopeIds(stamped, { stepId: "s1" }), stamped);
});

// A bus stamps such a draft, which once was left without the ids.
Deno.test("withScopeIds() adds the ids when a draft has a seq of its own", () => {
  const draft = { ...HELLO, seq: 1 };
  assertEquals(withScopeIds(draft, { stepId: "s1" }), { ...draft, correlation: { stepId: "s1" } });
});

// Callers without exact optional types pass it; it once took the scope's id away.
Deno.test("withScopeIds() keeps the scope's id when the draft's is undefined", () => {
  const correlation = { stepId: undefined, jobId: "j1" };
  const draft = { ...HELLO, correlation } as unknown as EventDraft;
  assertEquals(withScopeIds(draft, { stepId: "s1" }).correlation, { jobId: "j1", stepId: "s1" });
});

Deno.test("withId() keeps an id when the one of the inner thing is undefined", () => {
  const own = { stepId: undefined, jobId: "j1" } as unknown as ScopeIds;
  assertEquals(withId({ stepId: "s1" }, own), { jobId: "j1", stepId: "s1" });
});

Deno.test("withScopeIds() gives what toJSON gives when the draft has one", () => {
  const draft = { ...HELLO, toJSON: () => ({ type: "stdout", payload: "plain" }) };
  assertEquals(withScopeIds(draft, { stepId: "s1" }) as unknown, {
    type: "stdout",
    payload: "plain",
    correlation: { stepId: "s1" },
  });
});
