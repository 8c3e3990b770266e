import { assertEquals } from "@std/assert";
import { SlidingWindow } from "../../core/sliding_window.ts";

function windowOf(...items: readonly number[]): SlidingWindow<number> {
  const window = new SlidingWindow<number>();
  for (const item of items) window.push(item);
  return window;
}

Deno.test("SlidingWindow.shift() gives items in order, then undefined when it is empty", () => {
  const window = windowOf(10, 11);
  assertEquals([window.shift(), window.shift(), window.shift()], [10, 11, undefined]);
});

Deno.test("SlidingWindow keeps the index of each item when older ones leave", () => {
  const window = windowOf(10, 11, 12);
  window.shift();
  window.push(13);
  assertEquals(
    [window.first, window.end, window.size, [0, 1, 2, 3, 4].map((index) => window.at(index))],
    [1, 4, 3, [undefined, 11, 12, 13, undefined]],
  );
});

Deno.test("SlidingWindow keeps indexes and order when thousands of items pass", () => {
  const window = windowOf(0, 1, 2);
  const wrong: number[] = [];
  for (let item = 3; item < 10_000; item++) {
    window.push(item);
    if (window.shift() !== item - 3 || window.at(item) !== item || window.first !== item - 2) {
      wrong.push(item);
    }
  }
  assertEquals([wrong, window.size], [[], 3]);
});

Deno.test("SlidingWindow.clear() goes on counting when it was filled", () => {
  const window = windowOf(10, 11);
  window.clear();
  window.push(12);
  assertEquals([window.first, window.size, window.at(2)], [2, 1, 12]);
});
