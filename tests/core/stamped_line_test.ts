import { assert, assertEquals } from "@std/assert";
import { encodeEvent, LineEncoder } from "../../core/encode.ts";
import type { EventDraft, RunEvent } from "../../core/event.ts";
import { Stamper } from "../../core/stamp.ts";
import { StampedLine } from "../../core/stamped_line.ts";
import { withPollutedPrototype } from "../fixtures/polluted_prototype.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { hostileValue } from "../fixtures/hostile_value.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const TIMESTAMP = "2026-01-02T03:04:05.678Z";

function stamper(lastSeq = 0): Stamper {
  return new Stamper({ runId: "r1" }, () => TIMESTAMP, { lastSeq });
}

function stamped(draft: object): RunEvent {
  return stamper().stamp(draft as EventDraft);
}

/** What the line writes; undefined where it leaves the event to others. */
function written(line: StampedLine, event: RunEvent): string | undefined {
  const length = line.write(event);
  return length === 0 ? undefined : new TextDecoder().decode(line.bytes.subarray(0, length));
}

function writtenOf(draft: object): string | undefined {
  return written(new StampedLine(), stamped(draft));
}

for (const event of SAMPLE_EVENTS) {
  Deno.test(`StampedLine.write() writes what JSON gives when a ${event.type} was stamped`, () => {
    const again = stamped(event);
    assertEquals(written(new StampedLine(), again), `${JSON.stringify(again)}\n`);
  });
}

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ["is empty", ""],
  ["has quotes and backslashes", 'a "b" \\c\\'],
  ["has the short escapes", "\b\t\n\f\r"],
  ["has a control character", "a\0"],
  ["has the last control character", "a\x1f"],
  ["has the character after the printable ones", "a\x7f"],
  ["has the first character that is not ASCII", "\x80"],
  ["is not ASCII", "ä€\u2028\u2029\ufeff😀"],
  ["is not ASCII behind many escapes", `${"\n".repeat(120)}ä`],
  ["has a lone surrogate", "a\ud800b"],
  ["is as long as a short one", "x".repeat(128)],
  ["is longer than a short one", "\n".repeat(129)],
  ["is longer than the array", "ä".repeat(10_000)],
  ["was concatenated", ["a ".repeat(20), "b ".repeat(20)].reduce((one, two) => one + two)],
  ["was cut out", "a quick brown fox jumps over it\n".repeat(3).slice(5, 70)],
];

for (const [name, payload] of TEXTS) {
  Deno.test(`StampedLine.write() writes what JSON gives when a text ${name}`, () => {
    const event = stamped({ type: "stdout", payload });
    assertEquals(written(new StampedLine(), event), encodeEvent(event));
  });
}

const NUMBERS = [0, -0, 9, 10, 2 ** 31 - 1, 2 ** 31, -1, 0.5, 1e21, 5e-324, 2 ** 53, -1e308];

Deno.test("StampedLine.write() writes what JSON gives when numbers are at the edges", () => {
  const event = stamped({ type: "app.x", data: NUMBERS, ...{ ...NUMBERS.map((_, n) => n) } });
  const drafts = NUMBERS.map((durationMs) => stamped({ type: "app.x", data: 0, durationMs }));
  const line = new StampedLine();
  assertEquals(drafts.map((one) => written(line, one)), drafts.map((one) => encodeEvent(one)));
  assertEquals(written(line, event), undefined);
});

Deno.test("StampedLine.write() writes whole lines when seq gets another digit", () => {
  const numbers = [1, 9, 10, 99, 100, 2 ** 31 - 2, 5];
  const events = numbers.map((seq) =>
    stamper(seq - 1).stamp({ type: "stdout", payload: "one\n", correlation: { hostId: "h" } })
  );
  const line = new StampedLine();
  assertEquals(events.map((event) => written(line, event)), events.map((one) => encodeEvent(one)));
});

const HIDDEN = { enumerable: false };

const LEFT: readonly (readonly [name: string, event: () => object])[] = [
  ["has ids with a prototype", () => ({
    ...stamped({ type: "stdout" }),
    correlation: Object.create({ runId: "r1" }),
  })],
  ["has ids that hold a big integer", () => ({
    ...stamped({ type: "stdout" }),
    correlation: { runId: "r1", attempt: 1n },
  })],
  ["has no correlation", () => ({ ...stamped({ type: "stdout" }), correlation: undefined })],
  ["has its keys in another order", () => {
    const { v, ...rest } = stamped({ type: "stdout", payload: "" });
    return { ...rest, v };
  }],
  ["has a key that comes first", () => stamped({ type: "stdout", 1: "" })],
  ["has another major", () => ({ ...stamped({ type: "stdout" }), v: 2 })],
  ["has a large number", () => ({ ...stamped({ type: "stdout" }), seq: 2 ** 40 })],
  ["has a negative number", () => ({ ...stamped({ type: "stdout" }), seq: -1 })],
  ["has no timestamp", () => ({ ...stamped({ type: "stdout" }), timestamp: 5 })],
  ["has toJSON", () => ({ ...stamped({ type: "stdout" }), toJSON: () => 5 })],
  [
    "has a hidden toJSON",
    () => Object.defineProperty(stamped({ type: "stdout" }), "toJSON", { value: () => 5 }),
  ],
  ["hides a key", () => Object.defineProperty(stamped({ type: "stdout" }), "correlation", HIDDEN)],
  ["has a prototype", () => Object.create(stamped({ type: "stdout", payload: "" }))],
  ["is a proxy that throws", () =>
    new Proxy(stamped({ type: "stdout" }), {
      ownKeys() {
        throw new Error("no");
      },
    })],
  ["has a getter that throws", () => ({
    ...stamped({ type: "stdout" }),
    get payload() {
      throw new Error("no");
    },
  })],
  ["holds undefined", () => stamped({ type: "stdout", payload: undefined })],
  ["holds a big integer", () => stamped({ type: "app.x", data: 1n })],
  ["holds NaN", () => stamped({ type: "app.x", data: NaN })],
  ["holds an error", () => stamped({ type: "app.x", data: new Error("e") })],
  ["has a key with a lone surrogate", () => stamped({ type: "app.x", data: 1, "\ud800": 1 })],
  ["has 256 KiB", () => stamped({ type: "stdout", payload: "x".repeat(256 * 1024) })],
];

for (const [name, event] of LEFT) {
  Deno.test(`StampedLine.write() leaves an event to others when it ${name}`, () => {
    assertEquals(new StampedLine().write(event() as RunEvent), 0);
  });

  Deno.test(`StampedLine.write() writes the next event whole when one ${name}`, () => {
    const line = new StampedLine();
    const one = stamper(7);
    const before = one.stamp({ type: "app.before", data: "a long text before it" });
    const after = one.stamp({ type: "app.before", data: "a text after" });
    line.write(before);
    line.write(Object.defineProperty(event(), "seq", { value: 123456789 }) as RunEvent);
    assertEquals(written(line, after), encodeEvent(after));
  });
}

Deno.test("StampedLine.write() writes other ids when those of an event were changed", () => {
  const correlation = { runId: "r1", hostId: "h1" };
  const event = { ...stamped({ type: "stdout", payload: "" }), correlation } as RunEvent;
  const line = new StampedLine();
  line.write(event);
  correlation.hostId = "h2";
  assertEquals(written(line, event), encodeEvent(event));
});

Deno.test("StampedLine.write() writes what an object holds now when it was written before", () => {
  const data = { n: 1 };
  const event = stamped({ type: "app.x", data });
  const line = new StampedLine();
  line.write(event);
  data.n = 2;
  assertEquals(written(line, event), encodeEvent(event));
});

const SEQUENCES: readonly (readonly [name: string, values: readonly unknown[]])[] = [
  ["stay", ["a", "a", 1, 1, 0.5, 0.5, true, true, null, null]],
  ["become others of the same length", ["a", "b", 1, 2, true, null, "ab", true]],
  ["become others of another type", [1, "1", true, "true", 0, false, null, "null", -0, 0]],
  ["come back after one that is longer", ["a", "abc", "a", 1, 12345, 1, "ä", "a"]],
];

for (const [name, values] of SEQUENCES) {
  Deno.test(`StampedLine.write() writes what JSON gives when values ${name}`, () => {
    const events = values.map((data) => stamped({ type: "app.x", data, last: "the same" }));
    const line = new StampedLine();
    assertEquals(events.map((event) => written(line, event)), events.map((e) => encodeEvent(e)));
  });
}

Deno.test("StampedLine.write() leaves an event to others when a value goes that was an object", () => {
  const line = new StampedLine();
  line.write(stamped({ type: "app.x", data: 1, more: {} }));
  assertEquals(line.write(stamped({ type: "app.x", data: 1, more: undefined })), 0);
});

Deno.test("StampedLine.write() writes whole lines when the time goes on", () => {
  let second = 10;
  const one = new Stamper({ runId: "r1" }, () => `2026-01-02T03:04:${second++}.000Z`);
  const events = [1, 2, 3].map(() => one.stamp({ type: "stdout", payload: "" }));
  const line = new StampedLine();
  assertEquals(events.map((event) => written(line, event)), events.map((one) => encodeEvent(one)));
});

Deno.test("StampedLine.write() writes the rest of a line when its array grows in the middle", () => {
  for (let digits = 0; digits < 400; digits++) {
    // Numbers make room for no more than they take, texts do.
    const numbers = Array.from(
      { length: 265 },
      (_, n) => 10 ** Math.min(9, Math.max(0, digits - 9 * n)),
    );
    const filling = Object.fromEntries(numbers.map((number, n) => [`number${n}`, number]));
    const one = stamper();
    const drafts = [10, "", 1_000_000_000, "\n".repeat(128)].map((a) => ({
      ...filling,
      a,
      b: true,
    }));
    const events = drafts.map((draft) => one.stamp({ type: "app.x", data: 0, ...draft }));
    const line = new StampedLine();
    assertEquals(events.map((event) => written(line, event)), events.map((e) => encodeEvent(e)));
  }
});

Deno.test("StampedLine.write() leaves an event to others when Object.prototype has keys", () => {
  const event = stamped({ type: "app.x", data: 1 });
  const line = new StampedLine();
  line.write(stamped({ type: "app.x", data: 1, polluted: 1 }));
  assertEquals(withPollutedPrototype(() => line.write(event)), 0);
});

Deno.test("StampedLine.write() writes any JSON when the data of an event is nested", () => {
  const data = { a: [1, null, { b: "ä" }], c: true };
  assertEquals(
    writtenOf({ type: "app.x", data, flag: false, none: null }),
    `{"v":1,"seq":1,"type":"app.x","timestamp":"${TIMESTAMP}","correlation":{"runId":"r1"},` +
      `"data":{"a":[1,null,{"b":"ä"}],"c":true},"flag":false,"none":null}\n`,
  );
});

const KEYS = ["data", "a", "b", "größe", 'q"', "a long key of an event of another tool"];

/** Drafts as tools emit them, and some as none should. */
function randomDraft(random: () => number): object {
  const text = (): string => pick(TEXTS, random)[1].slice(0, Math.floor(random() * 120));
  const value = (): unknown =>
    pick([
      text,
      text,
      () => Math.floor(random() * 1000),
      random,
      () => random() < 0.5,
      () => ({ n: text() }),
      () => hostileValue(random).value,
    ], random)();
  const ids = pick([
    undefined,
    { hostId: `h${Math.floor(random() * 3)}` },
    { hostId: "h", resourceId: text() },
    { stepId: "s", attempt: Math.floor(random() * 3) },
    { hostId: "h", extra: { nested: 1 } },
  ], random);
  return {
    type: pick(["stdout", "app.x", "app.y", "app.ä", "resource_output"], random),
    ...(ids === undefined ? {} : { correlation: ids }),
    ...Object.fromEntries(
      KEYS.slice(0, 1 + Math.floor(random() * KEYS.length)).map((key) => [key, value()]),
    ),
  };
}

Deno.test("LineEncoder.encode() writes what encodeEvent does when events are of all kinds", () => {
  const random = seededRandom(20261121);
  const encoder = new LineEncoder();
  const line = new StampedLine();
  let fast = 0;
  for (let run = 0; run < 40; run++) {
    const one = stamper(pick([0, 8, 98, 2 ** 31 - 100], random));
    for (let n = 0; n < 200; n++) {
      const event = one.stamp(randomDraft(random) as EventDraft);
      if (line.write(event) > 0) fast++;
      assertEquals(new TextDecoder().decode(encoder.encode(event)), encodeEvent(event));
    }
  }
  assert(fast > 3000, `only ${fast} of 8000 were written over the line before`);
});

Deno.test("LineEncoder.encode() writes both lines when reading an event encodes another", () => {
  const encoder = new LineEncoder();
  const inner = stamped({ type: "stdout", payload: "inner" });
  const lines: string[] = [];
  const text = (event: RunEvent): string => new TextDecoder().decode(encoder.encode(event));
  const outer = stamped({
    type: "app.state",
    data: {
      get size() {
        lines.push(text(inner));
        return 1;
      },
    },
  });
  const whole = text(outer);
  assertEquals([whole, new Set(lines), text(inner)], [
    `${JSON.stringify({ ...outer, data: { size: 1 } })}\n`,
    new Set([encodeEvent(inner)]),
    encodeEvent(inner),
  ]);
});

Deno.test("LineEncoder.encode() leaves the ids out when an event has none and the one before had", () => {
  const encoder = new LineEncoder();
  const event = stamped({ type: "stdout", correlation: { hostId: "h1" }, payload: "x" });
  encoder.encode(event);
  const without = { ...event, correlation: undefined } as unknown as RunEvent;
  assertEquals(new TextDecoder().decode(encoder.encode(without)), `${JSON.stringify(without)}\n`);
});

Deno.test("LineEncoder.encode() writes whole lines when one before had an envelope too long for it", () => {
  const encoder = new LineEncoder();
  const event = stamped({ type: "stdout", payload: "x" });
  encoder.encode(event);
  encoder.encode({ ...event, type: "t".repeat(300), timestamp: "t".repeat(90_000) } as RunEvent);
  assertEquals(new TextDecoder().decode(encoder.encode(event)), encodeEvent(event));
});
