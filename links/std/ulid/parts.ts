import { encodeTime as encode, TIME_LEN, TIME_MAX, ulid as generate } from "ulid";

/** Encodes a time as the first ten characters of a ULID. */
export function encodeTime(time: number): string {
  if (!Number.isInteger(time) || time < 0 || time > TIME_MAX) {
    throw new RangeError(
      `Time must be a positive integer less than ${TIME_MAX}`,
    );
  }
  return encode(time, TIME_LEN);
}

/** Generates the last sixteen characters of a ULID. */
export function randomPart(): string {
  return generate().slice(TIME_LEN);
}
