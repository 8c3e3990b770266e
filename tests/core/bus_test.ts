import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { encodeEvent } from "../../core/encode.ts";
import type { EventDraft, RunEvent } from "../../core/event.ts";
import type { SinkFailure } from "../../core/fan_out.ts";
import { MAX_EVENTS_PER_EMIT } from "../../core/ordered_delivery.ts";
import { runIdTime } from "../../core/run_id_time.ts";
import type { Sink } from "../../core/sink.ts";
import { INVALID_DRAFT_TYPE } from "../../core/stamp.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { FAKE_NOW_MS, fakeClock } from "../fixtures/fake_clock.ts";
import { read } from "../fixtures/reading.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

const HELLO: EventDraft = { type: "stdout", payload: "hello\n" };

Deno.test("EventBus() makes a run id of the clock's time when none is given", () => {
  assertEquals(runIdTime(new EventBus({ clock: fakeClock() }).runId), FAKE_NOW_MS);
});

Deno.test("EventBus() makes a ULID when nothing is given", () => {
  assertMatch(new EventBus().runId, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

// Every line of such a bus once was an issue.
for (const key of ["runId", "writer"] as const) {
  for (const [value, found] of [["", '""'], [5, "5"], [null, "null"], [{}, "an object"]] as const) {
    Deno.test(`EventBus() throws a TypeError when its ${key} is ${found}`, () => {
      assertThrows(
        () => new EventBus({ [key]: value as string }),
        TypeError,
        `Cannot make a bus: its ${key} is ${found}`,
      );
    });
  }
}

Deno.test("EventBus() takes any other text for a run id, and its lines are sound", () => {
  const runId = "a\0\n\u2028/../b";
  const { bus, seen } = recordedBus({ runId });
  bus.run().finish();
  const { issues } = read(seen.map((event) => encodeEvent(event)).join(""));
  assertEquals([issues, seen.map(({ correlation }) => correlation.runId)], [[], [runId, runId]]);
});

Deno.test("EventBus() throws a SyntaxError when a redaction pattern has an empty segment", () => {
  assertThrows(() => new EventBus({ redaction: { patterns: ["a..b"] } }), SyntaxError);
});

// It once was the handles' own object, which anybody could change.
Deno.test("EventBus.tally is a copy when it is changed", () => {
  const { bus } = recordedBus();
  Object.assign(bus.tally, { failures: 5 });
  assertEquals(bus.tally, { hosts: 0, failures: 0 });
});

Deno.test("EventBus.emit() hands on a stamped event when given a draft", () => {
  const { bus, seen } = recordedBus();
  bus.emit(HELLO);
  assertEquals(seen, [{
    v: 1,
    seq: 1,
    type: "stdout",
    timestamp: "2026-01-02T03:04:05.678Z",
    correlation: { runId: "r1" },
    payload: "hello\n",
  }]);
});

Deno.test("EventBus.emit() names the writer when the bus has one", () => {
  const { bus, seen } = recordedBus({ writer: "child-2" });
  bus.emit({ ...HELLO, correlation: { runId: "other", writer: "other", hostId: "h" } });
  assertEquals(seen[0]?.correlation, { runId: "r1", hostId: "h", writer: "child-2" });
});

Deno.test("EventBus.emit() takes each event's time from the clock when it moves", () => {
  const { bus, clock, seen } = recordedBus();
  for (const ms of [0, 0, 1322]) {
    clock.advance(ms);
    bus.emit(HELLO);
  }
  assertEquals(seen.map(({ timestamp }) => timestamp), [
    "2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:07.000Z",
  ]);
});

Deno.test("EventBus.emit() hands on the very event when it is stamped already", () => {
  const { bus, seen } = recordedBus({ redaction: { patterns: ["**"] } });
  for (const event of SAMPLE_EVENTS) bus.emit(event);
  assert(seen.every((event, at) => event === SAMPLE_EVENTS[at]));
  assertEquals(seen.length, SAMPLE_EVENTS.length);
});

Deno.test("EventBus.emit() uses no number when an event is stamped already", () => {
  const { bus, seen } = recordedBus();
  for (const event of [HELLO, SAMPLE_EVENTS[4]!, HELLO]) bus.emit(event);
  assertEquals(seen.map(({ seq }) => seq), [1, 5, 2]);
});

const HALF_STAMPED: readonly (readonly [name: string, draft: object])[] = [
  ["a number of its own", { type: "app.tick", seq: 7, data: 1 }],
  ["undefined for its number", { type: "app.tick", seq: undefined, data: 1 }],
  ["a number and a time", { type: "app.tick", seq: 7, timestamp: "now", data: 1 }],
  ["all but a number", {
    type: "app.tick",
    timestamp: "now",
    correlation: { runId: "x" },
    data: 1,
  }],
  ["all but a time", { type: "app.tick", seq: 7, correlation: { runId: "x" }, data: 1 }],
  ["all but a run", { type: "app.tick", seq: 7, timestamp: "now", correlation: {}, data: 1 }],
];

for (const [name, draft] of HALF_STAMPED) {
  // It once passed as it was, to fail in every reader.
  Deno.test(`EventBus.emit() stamps when a draft has ${name}`, () => {
    const { bus, seen } = recordedBus();
    bus.emit(draft as EventDraft);
    assertEquals(seen as unknown, [{
      v: 1,
      seq: 1,
      type: "app.tick",
      timestamp: "2026-01-02T03:04:05.678Z",
      correlation: { runId: "r1" },
      data: 1,
    }]);
  });
}

function thrower(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const GARBAGE: readonly (readonly [name: string, draft: () => unknown])[] = [
  ["null", () => null],
  ["undefined", () => undefined],
  ["a number", () => 5],
  ["text", () => "stdout"],
  ["a symbol", () => Symbol("s")],
  ["a function", () => () => 1],
  ["an array", () => []],
  ["an empty object", () => ({})],
  ["a type that is no text", () => ({ type: 5 })],
  ["a getter that throws", () => Object.defineProperty({}, "type", { get: thrower("no") })],
  ["a number's getter that throws", () => Object.defineProperty({}, "seq", { get: thrower("no") })],
  ["a revoked proxy", revoked],
  ["a proxy that throws", () => new Proxy({}, { get: thrower("no"), ownKeys: thrower("no") })],
];

for (const [name, draft] of GARBAGE) {
  for (const redaction of [{}, { secrets: ["secret"], patterns: ["**.password"] }]) {
    const with_ = "secrets" in redaction ? "with" : "without";
    Deno.test(`EventBus.emit() leaves no gap when given ${name} ${with_} redaction`, () => {
      const { bus, seen } = recordedBus({ redaction });
      bus.emit(draft() as EventDraft);
      bus.emit(HELLO);
      assertEquals(seen.map(({ seq, type }) => [seq, type]), [
        [1, INVALID_DRAFT_TYPE],
        [2, "stdout"],
      ]);
      assertEquals(bus.failures, 0);
    });
  }
}

Deno.test("EventBus.emit() tells onError when the clock throws", () => {
  const failures: unknown[] = [];
  const bus = new EventBus({
    runId: "r1",
    clock: { now: thrower("no time"), monotonicMs: () => 0 },
    onError: ({ error, ...rest }) => void failures.push([String(error), rest]),
  });
  bus.emit(HELLO);
  assertEquals(failures, [["Error: no time", { failures: 1 }]]);
});

Deno.test("EventBus.emit() tells error, event, target and count when a listener throws", () => {
  const failures: SinkFailure[] = [];
  const { bus, seen } = recordedBus({ onError: (failure) => void failures.push(failure) });
  const error = new Error("no");
  const target = (): never => {
    throw error;
  };
  const subscription = bus.on(target);
  bus.emit(HELLO);
  assertEquals([failures, subscription.failures, bus.failures], [
    [{ error, event: seen[0]!, target, failures: 1 }],
    1,
    1,
  ]);
});

Deno.test("EventBus.emit() numbers in the order of all listeners when one emits", () => {
  const { bus, seen } = recordedBus();
  const later: RunEvent[] = [];
  bus.on(({ type }) => type === "run_started" ? bus.emit(HELLO) : undefined);
  bus.on((event) => void later.push(event));
  bus.run().finish();
  assertEquals(seen.map(({ seq, type }) => [seq, type]), [
    [1, "run_started"],
    [2, "stdout"],
    [3, "run_finished"],
  ]);
  assertEquals(later, seen);
});

Deno.test("EventBus.emit() leaves a gap for what it drops when listeners emit without end", () => {
  const { bus, seen } = recordedBus();
  const endless = bus.on(() => bus.emit(HELLO));
  bus.emit(HELLO);
  endless();
  bus.emit(HELLO);
  assertEquals([seen.at(-2)?.seq, seen.at(-1)?.seq, bus.dropped], [
    MAX_EVENTS_PER_EMIT,
    MAX_EVENTS_PER_EMIT + 2,
    1,
  ]);
});

Deno.test("EventBus.nextId() counts from 1 when called again", () => {
  const bus = new EventBus({ runId: "r1" });
  assertEquals([bus.nextId(), bus.nextId(), bus.nextId()], ["r1-1", "r1-2", "r1-3"]);
});

Deno.test("EventBus.nextId() counts apart when there are two buses", () => {
  const buses = ["a", "b"].map((runId) => new EventBus({ runId }));
  assertEquals(buses.map((bus) => bus.nextId()), ["a-1", "b-1"]);
});

Deno.test("EventBus.on() gives a subscription that ends when called", () => {
  const { bus } = recordedBus();
  const seen: RunEvent[] = [];
  const subscription = bus.on((event) => void seen.push(event));
  bus.emit(HELLO);
  subscription();
  bus.emit(HELLO);
  assertEquals(seen.length, 1);
});

Deno.test("EventBus.on() takes another bus when events go on to it", () => {
  const inner = recordedBus({ runId: "inner" });
  const outer = recordedBus({ runId: "outer" });
  outer.bus.on(inner.bus);
  outer.bus.emit(HELLO);
  assertStrictEquals(inner.seen[0], outer.seen[0]);
});

Deno.test("EventBus.flush() rejects with an AggregateError when a sink fails", async () => {
  const { bus } = recordedBus();
  bus.on({ emit: () => {}, flush: thrower("no") });
  await assertRejects(
    () => bus.flush(),
    AggregateError,
    "Cannot flush the bus: 1 of its sinks failed",
  );
});

Deno.test("EventBus.close() closes the other sinks when one fails", async () => {
  const { bus } = recordedBus();
  const closed: string[] = [];
  bus.on({ emit: () => {}, close: () => void closed.push("first") });
  bus.on({ emit: () => {}, close: thrower("no") });
  bus.on({ emit: () => {}, close: () => void closed.push("last") });
  await assertRejects(
    () => bus.close(),
    AggregateError,
    "Cannot close the bus: 1 of its sinks failed",
  );
  assertEquals(closed, ["first", "last"]);
});

Deno.test("EventBus.close() closes the sinks when held text cannot be stamped", async () => {
  const clock = fakeClock();
  const failures: unknown[] = [];
  const bus = new EventBus({
    runId: "r1",
    clock: {
      ...clock,
      now: () => clock.now() === FAKE_NOW_MS ? FAKE_NOW_MS : thrower("no time")(),
    },
    redaction: { secrets: ["secret"] },
    onError: ({ error }) => void failures.push(String(error)),
  });
  let closed = 0;
  bus.on({ emit: () => {}, close: () => void closed++ });
  bus.emit({ type: "stdout", payload: "sec" });
  clock.advance(1);
  await bus.close();
  assertEquals([closed, failures], [1, ["Error: no time"]]);
});

Deno.test("EventBus closes its sinks when an await using declaration ends", async () => {
  let closed = 0;
  {
    await using bus = new EventBus({ runId: "r1" });
    bus.on({ emit: () => {}, close: () => void closed++ });
  }
  assertEquals(closed, 1);
});

Deno.test("EventBus.nextId() holds the writer when the bus has one", () => {
  const ids = ["a", "b"].map((writer) => new EventBus({ runId: "r1", writer }).nextId());
  assertEquals(ids, ["r1-a-1", "r1-b-1"]);
});

Deno.test("EventBus.on() throws a TypeError when the target cannot emit", () => {
  assertThrows(
    () => new EventBus().on({} as Sink),
    TypeError,
    "Cannot subscribe a sink: it has no method emit",
  );
});
