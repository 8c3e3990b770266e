import { incrementBase32 } from "ulid";
import { encodeTime, randomPart } from "./parts.ts";

let lastTime = 0;
let lastRandom: string | undefined;

/**
 * Stands in for `monotonicUlid()` of `@std/ulid`: a ULID which sorts after the
 * one before it, also when its time does not.
 *
 * As in `@std/ulid`, the first time must be above 0, and a time that is out of
 * range is remembered before it is refused.
 */
export function monotonicUlid(seedTime: number = Date.now()): string {
  if (seedTime <= lastTime) {
    if (lastRandom === undefined) {
      throw new TypeError("Cannot increment ULID: none was generated before");
    }
    lastRandom = incrementBase32(lastRandom);
  } else {
    lastTime = seedTime;
    lastRandom = randomPart();
  }
  return encodeTime(lastTime) + lastRandom;
}
