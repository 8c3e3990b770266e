import { assertEquals } from "@std/assert";
import { elapsedMs, formatDuration } from "../../core/duration.ts";

const CASES: readonly (readonly [ms: number, text: string])[] = [
  [0, "0.0 ms"],
  [-0, "0.0 ms"],
  [0.04, "0.0 ms"],
  [0.2, "0.2 ms"],
  [3.808364, "3.8 ms"],
  [9.949, "9.9 ms"],
  [9.95, "10 ms"],
  [10, "10 ms"],
  [412.4, "412 ms"],
  [999.4, "999 ms"],
  [999.5, "1.00 s"],
  [1000, "1.00 s"],
  [1240, "1.24 s"],
  [59_994, "59.99 s"],
  [59_994.999, "59.99 s"],
  [59_995, "1 m 00 s"],
  [60_000, "1 m 00 s"],
  [185_000, "3 m 05 s"],
  [3_599_499, "59 m 59 s"],
  [3_599_500, "1 h 00 m"],
  [3_600_000, "1 h 00 m"],
  [7_620_000, "2 h 07 m"],
  [7_169_999, "1 h 59 m"],
  [7_170_000, "2 h 00 m"],
  [360_000_000, "100 h 00 m"],
];

for (const [ms, text] of CASES) {
  Deno.test(`formatDuration() gives ${text} when there are ${Object.is(ms, -0) ? "-0" : ms} ms`, () => {
    assertEquals(formatDuration(ms), text);
  });
}

for (
  const [fromMs, toMs, ms] of [[1, 1, 0], [2, 1, 0], [0.1, 0.3, 0.2], [
    0,
    1.23456789,
    1.235,
  ]] as const
) {
  Deno.test(`elapsedMs() gives ${ms} when the clock went from ${fromMs} to ${toMs}`, () => {
    assertEquals(elapsedMs(fromMs, toMs), ms);
  });
}
