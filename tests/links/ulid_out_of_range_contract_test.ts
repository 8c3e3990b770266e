// Apart from the other ULID tests: it spoils the generator of its process.
import { assertEquals, assertThrows } from "@std/assert";
import { decodeTime, monotonicUlid } from "@std/ulid";

Deno.test("monotonicUlid() starts anew when the time before was not a number", () => {
  const time = Date.now();
  monotonicUlid(time);
  assertThrows(() => monotonicUlid(NaN), RangeError);
  assertEquals(decodeTime(monotonicUlid(time - 1000)), time - 1000);
});

Deno.test("monotonicUlid() keeps throwing when an earlier time was too great", () => {
  assertThrows(() => monotonicUlid(2 ** 60), RangeError, "Time must be");
  assertThrows(() => monotonicUlid(), RangeError, "Time must be");
  // NaN is the one time which ends it, and the tests may be shuffled.
  assertThrows(() => monotonicUlid(NaN), RangeError, "Time must be");
});
