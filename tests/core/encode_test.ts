import { assert, assertEquals } from "@std/assert";
import { encodeEvent, encodeEventBytes, LineEncoder } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { hostileValue } from "../fixtures/hostile_value.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";

const ENVELOPE = {
  v: 1,
  seq: 1,
  type: "transcript",
  timestamp: "2026-01-02T03:04:05.678Z",
  correlation: { runId: "r1" },
} as const;

function transcript(payload: unknown): RunEvent {
  return { ...ENVELOPE, kind: "test", payload };
}

/** The line's text, told apart from JSON that cannot be read. */
function parsed(line: string): unknown {
  assertEquals([line.at(-1), line.indexOf("\n")], ["\n", line.length - 1]);
  return JSON.parse(line);
}

for (const event of SAMPLE_EVENTS) {
  Deno.test(`encodeEvent() gives what JSON gives when a ${event.type} is plain`, () => {
    assertEquals(encodeEvent(event), `${JSON.stringify(event)}\n`);
  });
}

for (const text of ["a\nb", "a\r\nb\r", "a\u2028b\u2029c", "\u0085\v\f", "\0\x1b[31m\x7f"]) {
  Deno.test(`encodeEvent() gives one line when text holds ${JSON.stringify(text)}`, () => {
    assertEquals(parsed(encodeEvent(transcript({ [text]: text }))), transcript({ [text]: text }));
  });
}

Deno.test("encodeEvent() writes one level of the payload for each when they are 100 000 deep", () => {
  let value: object = {};
  for (let level = 0; level < 100_000; level++) value = [value];
  const line = encodeEvent(transcript(value));
  assertEquals(line.split("[").length - 1, 500);
});

/** A getter that answers each time with the next of the values, then with the last. */
function changing(holder: object, key: string, ...answers: readonly unknown[]): object {
  let asked = 0;
  return Object.defineProperty(holder, key, {
    enumerable: true,
    get: () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
}

Deno.test("encodeEvent() keeps the identity when a getter answers otherwise the second time", () => {
  const payload = changing({}, "n", 1, 1n);
  const { encodingError, ...rest } = parsed(encodeEvent(transcript(payload))) as {
    readonly encodingError: { readonly name: string };
  };
  assertEquals([rest, encodingError.name], [ENVELOPE, "TypeError"]);
});

Deno.test({
  name: "encodeEvent() keeps the identity when the text is over the engine's limit",
  // Its engine has room for more than a test should take.
  ignore: "Bun" in globalThis,
  fn() {
    const part = "a".repeat(2 ** 27);
    const { encodingError, ...rest } = parsed(
      encodeEvent(transcript([part, part, part, part])),
    ) as {
      readonly encodingError: { readonly name: string };
    };
    assertEquals([rest, encodingError.name], [ENVELOPE, "RangeError"]);
  },
});

Deno.test("encodeEvent() gives a line when not even the identity can be read twice", () => {
  const event = changing({ ...ENVELOPE }, "seq", 1, new Error("no")) as RunEvent;
  assertEquals(parsed(encodeEvent(event)), { encodingError: "[Throws]" });
});

Deno.test("encodeEvent() gives null when an event's toJSON returns undefined", () => {
  const event = { ...ENVELOPE, toJSON: () => undefined } as unknown as RunEvent;
  assertEquals(encodeEvent(event), "null\n");
});

for (const event of [undefined, () => 1, Symbol("s")]) {
  Deno.test(`encodeEvent() gives null when given ${typeof event} in the place of an event`, () => {
    assertEquals(encodeEvent(event as unknown as RunEvent), "null\n");
  });
}

Deno.test("encodeEvent() gives text when given a revoked proxy in the place of an event", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assertEquals(typeof parsed(encodeEvent(proxy as RunEvent)), "string");
});

Deno.test("encodeEvent() keeps a key named __proto__ when the payload has one of its own", () => {
  const payload = JSON.parse('{"__proto__":{"polluted":1}}');
  const line = encodeEvent(transcript(payload));
  assertEquals(
    [line.includes('"payload":{"__proto__":{"polluted":1}}'), Reflect.get({}, "polluted")],
    [true, undefined],
  );
});

Deno.test("encodeEventBytes() gives the line in UTF-8 when text is beyond ASCII", () => {
  const event = transcript("é😀\ud800");
  assertEquals(
    new TextDecoder("utf-8", { fatal: true }).decode(encodeEventBytes(event)),
    encodeEvent(event),
  );
});

/** Where two snapshots do not hold the very same. */
function changes(before: readonly unknown[], after: readonly unknown[]): readonly number[] {
  const places = Array.from({ length: Math.max(before.length, after.length) }, (_, at) => at);
  return places.filter((at) => !Object.is(before[at], after[at]));
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true });
const LONE_ESCAPE = /\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f]/i;

for (let seed = 1; seed <= 8; seed++) {
  Deno.test(`encodeEventBytes() gives one line of JSON when values are hostile, seed ${seed}`, () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 250; round++) {
      const { value, snapshot } = hostileValue(random);
      const before = snapshot();
      const text = STRICT_UTF8.decode(encodeEventBytes(transcript(value)));
      assertEquals(changes(before, snapshot()), []);
      const { encodingError, ...event } = parsed(text) as { readonly encodingError?: unknown };
      assertEquals([Object.keys(event).slice(0, 5), encodingError], [
        Object.keys(ENVELOPE),
        undefined,
      ]);
      assert(!LONE_ESCAPE.test(text.replaceAll("\\\\", "")), text);
    }
  });
}

for (const length of [0, 1, 1000, 5000, 87_000, 88_000, 1_000_000]) {
  Deno.test(`LineEncoder.encode() gives the line's bytes when its text has ${length} more characters`, () => {
    const encoder = new LineEncoder();
    // Three bytes for each, which is the most.
    const event = transcript("\u20ac".repeat(length));
    for (const again of [event, transcript("short"), event]) {
      assertEquals(new TextDecoder().decode(encoder.encode(again)), encodeEvent(again));
    }
  });
}

Deno.test("encodeEventBytes() gives bytes that stay when the next event is encoded", () => {
  const bytes = encodeEventBytes(transcript("one"));
  encodeEventBytes(transcript("two"));
  assertEquals(new TextDecoder().decode(bytes), encodeEvent(transcript("one")));
});
