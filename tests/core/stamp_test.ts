import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { encodeEvent } from "../../core/encode.ts";
import type { EventDraft, RunEvent } from "../../core/event.ts";
import { INVALID_DRAFT_TYPE, readableDraft, Stamper } from "../../core/stamp.ts";

const TIMESTAMP = "2026-01-02T03:04:05.678Z";

function stamper(
  base: { readonly runId: string; readonly writer?: string } = { runId: "r1" },
): Stamper {
  return new Stamper(base, () => TIMESTAMP);
}

function stamped(
  draft: unknown,
  base?: { readonly runId: string; readonly writer?: string },
): RunEvent {
  return stamper(base).stamp(draft as EventDraft);
}

const ENVELOPE = { v: 1, seq: 1, timestamp: TIMESTAMP, correlation: { runId: "r1" } };

Deno.test("Stamper.stamp() writes the envelope in wire order when a draft has another", () => {
  const event = stamped({
    payload: "p",
    correlation: { hostId: "h1", resourceId: "x" },
    type: "stdout",
  }, { runId: "r1", writer: "w" });
  assertEquals(
    encodeEvent(event),
    `{"v":1,"seq":1,"type":"stdout","timestamp":"${TIMESTAMP}","correlation":` +
      `{"runId":"r1","hostId":"h1","resourceId":"x","writer":"w"},"payload":"p"}\n`,
  );
});

Deno.test("Stamper.stamp() keeps a draft's own keys in their order when it has many", () => {
  const event = stamped({ type: "app.x", data: 1, z: 2, a: 3 });
  assertEquals(Object.keys(event).slice(5), ["data", "z", "a"]);
});

Deno.test("Stamper.stamp() counts from 1 without a gap when it stamps several", () => {
  const one = stamper();
  const drafts: readonly unknown[] = [{ type: "stdout", payload: "" }, null, { type: "hook" }, 5];
  assertEquals(drafts.map((draft) => one.stamp(draft as EventDraft).seq), [1, 2, 3, 4]);
});

Deno.test("Stamper.stamp() wins over the draft's own envelope when it has one", () => {
  const draft = {
    v: 9,
    seq: 9,
    timestamp: "late",
    type: "stdout",
    correlation: { runId: "other", writer: "other", hostId: "h1" },
    payload: "p",
  };
  assertEquals(stamped(draft, { runId: "r1", writer: "w1" }) as unknown, {
    ...ENVELOPE,
    type: "stdout",
    correlation: { runId: "r1", hostId: "h1", writer: "w1" },
    payload: "p",
  });
});

// The event once kept the other's name, with a number that was none of its own.
Deno.test("Stamper.stamp() takes the draft's writer away when the run's first process stamps", () => {
  const event = stamped({ type: "stdout", payload: "", correlation: { hostId: "h", writer: "w" } });
  assertEquals(event.correlation, { runId: "r1", hostId: "h" });
});

Deno.test("Stamper.stamp() leaves the draft as it is when it stamps", () => {
  const draft = Object.freeze({
    type: "stdout",
    payload: "p",
    correlation: Object.freeze({ runId: "other", writer: "w" }),
  });
  stamped(draft);
  assertEquals(draft, {
    type: "stdout",
    payload: "p",
    correlation: { runId: "other", writer: "w" },
  });
});

Deno.test("Stamper.stamp() leaves its base as it is when the caller changes it later", () => {
  const base = { runId: "r1" };
  const one = stamper(base);
  base.runId = "r2";
  assertEquals(one.stamp({ type: "stdout", payload: "" }).correlation, { runId: "r1" });
});

const REQUIRED_ANY: readonly (readonly [draft: object, key: string])[] = [
  [{ type: "transcript", kind: "k" }, "payload"],
  [{ type: "tool_call", callId: "c", name: "n", startedAt: TIMESTAMP }, "args"],
  [{ type: "tool_result", callId: "c", ok: true }, "result"],
  [{ type: "app.state" }, "data"],
];

const LEFT_OUT: readonly (readonly [name: string, value: unknown])[] = [
  ["undefined", undefined],
  ["a function", () => 1],
  ["a symbol", Symbol("s")],
];

for (const [draft, key] of REQUIRED_ANY) {
  for (const [name, value] of LEFT_OUT) {
    Deno.test(`Stamper.stamp() gives null when ${key} is ${name}`, () => {
      const event = stamped({ ...draft, [key]: value });
      assertStrictEquals(Reflect.get(event, key), null);
    });
  }

  Deno.test(`Stamper.stamp() gives null when ${key} is left out`, () => {
    assertStrictEquals(Reflect.get(stamped(draft), key), null);
  });

  for (const value of [null, 0, "", false]) {
    Deno.test(`Stamper.stamp() keeps ${key} when it is ${JSON.stringify(value)}`, () => {
      assertStrictEquals(Reflect.get(stamped({ ...draft, [key]: value }), key), value);
    });
  }
}

Deno.test("Stamper.stamp() adds nothing when a type is unknown and has no dot", () => {
  const draft = { type: "later_type" } as unknown as EventDraft;
  assertEquals(stamped(draft) as unknown, { ...ENVELOPE, type: "later_type" });
});

Deno.test("Stamper.stamp() adds nothing when an optional key may hold any JSON", () => {
  assert(!("payload" in stamped({ type: "hook", name: "n", phase: "p" })));
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const INVALID: readonly (readonly [name: string, draft: unknown, data: unknown])[] = [
  ["null", null, null],
  ["undefined", undefined, null],
  ["a number", 5, 5],
  ["text", "stdout", "stdout"],
  ["a bigint", 1n, "1"],
  ["a symbol", Symbol("s"), null],
  ["a function", () => 1, null],
  ["an array", [{ type: "stdout" }], [{ type: "stdout" }]],
  ["an object without a type", { payload: "p" }, { payload: "p" }],
  // A type that is no text once threw, and left a gap.
  ["an object whose type is a number", { type: 5 }, { type: 5 }],
  ["an object whose type is a list", { type: ["app.x"] }, { type: ["app.x"] }],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
];

for (const [name, draft, data] of INVALID) {
  Deno.test(`Stamper.stamp() keeps it as data when given ${name}`, () => {
    assertEquals(stamped(draft) as unknown, { ...ENVELOPE, type: INVALID_DRAFT_TYPE, data });
  });
}

Deno.test("Stamper.stamp() keeps what is thrown as data when given a revoked proxy", () => {
  const event = stamped(revoked()) as unknown as { readonly type: string; readonly data: string };
  assertEquals([event.type, event.data.startsWith("[Throws: ")], [INVALID_DRAFT_TYPE, true]);
});

Deno.test("Stamper.stamp() keeps the other keys when a getter throws", () => {
  const draft = {
    type: "stdout",
    payload: "p",
    get more(): never {
      throw new Error("no more");
    },
  };
  assertEquals(stamped(draft) as unknown, {
    ...ENVELOPE,
    type: "stdout",
    payload: "p",
    more: "[Throws: no more]",
  });
});

Deno.test("Stamper.stamp() keeps the ids that it can read when the correlation throws", () => {
  const correlation = {
    hostId: "h1",
    get jobId(): never {
      throw new Error("no job");
    },
  };
  assertEquals(stamped({ type: "stdout", payload: "p", correlation }).correlation, {
    runId: "r1",
    hostId: "h1",
    jobId: "[Throws: no job]",
  });
});

// The line once was what toJSON gave, without number and run.
Deno.test("Stamper.stamp() stamps what toJSON gives when a draft has it", () => {
  const draft = { type: "stdout", toJSON: () => ({ type: "stderr", payload: "p" }) };
  assertEquals(stamped(draft) as unknown, { ...ENVELOPE, type: "stderr", payload: "p" });
});

Deno.test("Stamper.stamp() keeps what toJSON throws as data when a draft has it", () => {
  const draft = {
    type: "stdout",
    toJSON: () => {
      throw new Error("no JSON");
    },
  };
  assertEquals(stamped(draft) as unknown, {
    ...ENVELOPE,
    type: INVALID_DRAFT_TYPE,
    data: "[Throws: no JSON]",
  });
});

for (const correlation of [null, 5, "", []]) {
  Deno.test(`Stamper.stamp() names the run when the correlation is ${JSON.stringify(correlation)}`, () => {
    assertEquals(stamped({ type: "stdout", payload: "", correlation }).correlation, {
      runId: "r1",
    });
  });
}

Deno.test("Stamper.stamp() keeps a key named __proto__ an own key when a draft has it", () => {
  const draft = JSON.parse(
    '{"type":"stdout","payload":"","__proto__":{"a":1},"correlation":{"__proto__":{"b":1}}}',
  );
  const event = stamped(draft);
  assertEquals([Object.getPrototypeOf(event), Object.getPrototypeOf(event.correlation)], [
    Object.prototype,
    Object.prototype,
  ]);
  assert(encodeEvent(event).includes('"correlation":{"runId":"r1","__proto__":{"b":1}}'));
});

Deno.test("readableDraft() gives the same reference when the draft is plain", () => {
  const draft = { type: "stdout", payload: "p" };
  assertStrictEquals(readableDraft(draft), draft);
});

Deno.test("readableDraft() gives a plain copy when the draft is not plain", () => {
  assertEquals(readableDraft({ type: "app.x", data: 1n }), { type: "app.x", data: "1" });
});
