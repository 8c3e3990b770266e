/**
 * Local stand-in for the part of `jsr:@std/ulid` that this repository uses.
 *
 * @module
 */

export { decodeTime } from "./decode_time.ts";
export { monotonicUlid } from "./monotonic_ulid.ts";
export { ulid } from "./ulid.ts";
