import { assertEquals } from "@std/assert";
import {
  formatTimestamp,
  parseTimestamp,
  SYSTEM_CLOCK,
  timestamper,
} from "../../core/timestamp.ts";
import { FAKE_NOW_MS, fakeClock } from "../fixtures/fake_clock.ts";

const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

const SOUND: readonly (readonly [text: string, epochMs: number])[] = [
  ["1970-01-01T00:00:00.000Z", 0],
  ["2026-01-02T03:04:05.678Z", FAKE_NOW_MS],
  ["2024-02-29T23:59:59.999Z", 1_709_251_199_999],
  ["2000-02-29T00:00:00.000Z", 951_782_400_000],
  ["1969-12-31T23:59:59.999Z", -1],
  ["0000-01-01T00:00:00.000Z", FIRST_MS],
  ["9999-12-31T23:59:59.999Z", LAST_MS],
];

for (const [text, epochMs] of SOUND) {
  Deno.test(`parseTimestamp() gives milliseconds when the text is ${text}`, () => {
    assertEquals(parseTimestamp(text), epochMs);
  });

  Deno.test(`formatTimestamp() gives ${text} when given its milliseconds`, () => {
    assertEquals(formatTimestamp(epochMs), text);
  });
}

const UNSOUND = [
  "",
  "2026-01-02",
  "2026-01-02T03:04:05Z",
  "2026-01-02T03:04:05.67Z",
  "2026-01-02T03:04:05.6789Z",
  "2026-01-02T03:04:05.678",
  "2026-01-02T03:04:05.678z",
  "2026-01-02t03:04:05.678Z",
  "2026-01-02 03:04:05.678Z",
  "2026-01-02T03:04:05.678+00:00",
  "2026-01-02T03:04:05.678Z\n",
  " 2026-01-02T03:04:05.678Z",
  "+002026-01-02T03:04:05.678Z",
  "2026-00-02T03:04:05.678Z",
  "2026-13-02T03:04:05.678Z",
  "2026-01-00T03:04:05.678Z",
  "2026-01-32T03:04:05.678Z",
  "2026-04-31T03:04:05.678Z",
  "2026-06-31T03:04:05.678Z",
  "2026-09-31T03:04:05.678Z",
  "2026-11-31T03:04:05.678Z",
  "2026-02-29T03:04:05.678Z",
  "2026-02-30T03:04:05.678Z",
  "2024-02-30T03:04:05.678Z",
  "1900-02-29T03:04:05.678Z",
  "2026-01-02T24:00:00.000Z",
  "2026-01-02T03:60:05.678Z",
  "2026-01-02T03:04:60.678Z",
  "２０２６-01-02T03:04:05.678Z",
];

for (const text of UNSOUND) {
  Deno.test(`parseTimestamp() gives undefined when the text is ${JSON.stringify(text)}`, () => {
    assertEquals(parseTimestamp(text), undefined);
  });
}

Deno.test("parseTimestamp() takes the last day when a month has 31", () => {
  const months = ["01", "03", "05", "07", "08", "10", "12"];
  const texts = months.map((month) => `2026-${month}-31T00:00:00.000Z`);
  assertEquals(texts.map((text) => formatTimestamp(parseTimestamp(text) ?? 0)), texts);
});

for (const epochMs of [NaN, Infinity, -Infinity, FIRST_MS - 1, LAST_MS + 1]) {
  Deno.test(`formatTimestamp() gives the epoch when given ${epochMs}`, () => {
    assertEquals(formatTimestamp(epochMs), "1970-01-01T00:00:00.000Z");
  });
}

Deno.test("formatTimestamp() cuts the fraction off when a millisecond has one", () => {
  assertEquals(formatTimestamp(FAKE_NOW_MS + 0.9), "2026-01-02T03:04:05.678Z");
});

Deno.test("timestamper() follows the clock when it moves on and back", () => {
  const clock = fakeClock();
  const timestamp = timestamper(clock);
  const texts = [0, 0, 1, -2].map((ms) => {
    clock.advance(ms);
    return timestamp();
  });
  assertEquals(texts, [
    "2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05.679Z",
    "2026-01-02T03:04:05.677Z",
  ]);
});

// A clock of fractions, as performance.timeOrigin makes it, was once formatted on every call.
Deno.test("timestamper() formats once when the clock stays within a millisecond", () => {
  const { toISOString } = Date.prototype;
  let formatted = 0;
  Date.prototype.toISOString = function () {
    formatted++;
    return toISOString.call(this);
  };
  try {
    const clock = fakeClock();
    const timestamp = timestamper(clock);
    for (const fraction of [0, 0.1, 0.5, 0.999]) {
      clock.setNow(FAKE_NOW_MS + fraction);
      timestamp();
    }
    assertEquals([formatted, clock.reads], [1, 4]);
  } finally {
    Date.prototype.toISOString = toISOString;
  }
});

Deno.test("timestamper() gives the epoch when the clock gives no number", () => {
  assertEquals(
    timestamper({ now: () => NaN, monotonicMs: () => 0 })(),
    "1970-01-01T00:00:00.000Z",
  );
});

Deno.test("SYSTEM_CLOCK asks the platform's clocks when read", () => {
  const { now } = Date;
  Date.now = () => 42;
  try {
    const before = performance.now();
    const monotonicMs = SYSTEM_CLOCK.monotonicMs();
    assertEquals([SYSTEM_CLOCK.now(), before <= monotonicMs], [42, true]);
  } finally {
    Date.now = now;
  }
});
