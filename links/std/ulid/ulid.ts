import { encodeTime, randomPart } from "./parts.ts";

/**
 * Stands in for `ulid()` of `@std/ulid`: a new ULID for the time, by default
 * the present.
 */
export function ulid(seedTime: number = Date.now()): string {
  return encodeTime(seedTime) + randomPart();
}
