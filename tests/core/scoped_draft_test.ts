import { assertEquals, assertStrictEquals } from "@std/assert";
import type { EventDraft } from "../../core/event.ts";
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
  const stamped = { ...HELLO, seq: 1 };
  assertStrictEquals(withScopeIds(stamped, { stepId: "s1" }), stamped);
});

Deno.test("withScopeIds() gives what toJSON gives when the draft has one", () => {
  const draft = { ...HELLO, toJSON: () => ({ type: "stdout", payload: "plain" }) };
  assertEquals(withScopeIds(draft, { stepId: "s1" }) as unknown, {
    type: "stdout",
    payload: "plain",
    correlation: { stepId: "s1" },
  });
});
