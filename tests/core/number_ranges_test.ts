import { assertEquals } from "@std/assert";
import { NumberRanges } from "../../core/number_ranges.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";

function rangesOf(...numbers: readonly number[]): NumberRanges {
  const ranges = new NumberRanges();
  for (const number of numbers) ranges.add(number);
  return ranges;
}

Deno.test("NumberRanges.missing() gives the gaps between two numbers, the ends included", () => {
  const ranges = rangesOf(3, 4, 7, 9);
  assertEquals([...ranges.missing(1, 12)], [[1, 2], [5, 6], [8, 8], [10, 12]]);
  assertEquals([...ranges.missing(4, 7)], [[5, 6]]);
  assertEquals([...ranges.missing(7, 7)], []);
  assertEquals([...ranges.missing(5, 4)], []);
  assertEquals([...new NumberRanges().missing(1, 2)], [[1, 2]]);
});

Deno.test("NumberRanges.add() tells whether a number is new, whatever the order", () => {
  const ranges = new NumberRanges();
  assertEquals([5, 1, 3, 2, 4, 5, 1, 3].map((number) => ranges.add(number)), [
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  assertEquals([ranges.highest, [...ranges.missing(1, 5)]], [5, []]);
});

Deno.test("NumberRanges.addRange() swallows what it covers and touches", () => {
  const ranges = rangesOf(1, 3, 5, 7, 20);
  ranges.addRange(4, 8);
  assertEquals([...ranges.missing(1, 20)], [[2, 2], [9, 19]]);
  ranges.addRange(2, Number.MAX_SAFE_INTEGER - 1);
  assertEquals([ranges.has(10 ** 12), ranges.highest], [true, Number.MAX_SAFE_INTEGER - 1]);
});

Deno.test("NumberRanges equals a set of numbers when both get the same at random", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seededRandom(seed);
    const ranges = new NumberRanges();
    const set = new Set<number>();
    for (let count = 0; count < 60; count++) {
      const from = 1 + Math.floor(random() * 40);
      const to = from + Math.floor(random() * 3);
      ranges.addRange(from, to);
      for (let number = from; number <= to; number++) set.add(number);
      const expected = Array.from({ length: 45 }, (_, at) => set.has(at));
      assertEquals(expected.map((_, at) => ranges.has(at)), expected, `seed ${seed}`);
      const missing = [...ranges.missing(1, 44)].flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at)
      );
      assertEquals(missing, expected.keys().filter((at) => at > 0 && !set.has(at)).toArray());
    }
  }
});
