import { decodeTime as decode, TIME_LEN, TIME_MAX } from "ulid";

const LENGTH = 26;
const CHARACTER = /[0-9A-HJKMNP-TV-Z]/;

/** Stands in for `decodeTime()` of `@std/ulid`: the time inside a ULID. */
export function decodeTime(ulid: string): number {
  if (ulid.length !== LENGTH) {
    throw new Error(`ULID must be exactly ${LENGTH} characters long`);
  }
  // The npm package takes lower case as well; @std/ulid refuses it.
  const invalid = ulid.slice(0, TIME_LEN).split("")
    .findLast((character) => !CHARACTER.test(character));
  if (invalid !== undefined) {
    throw new Error(`Invalid ULID character found: ${invalid}`);
  }
  if (ulid.charAt(0) > "7") {
    throw new RangeError(
      `ULID timestamp component exceeds maximum value of ${TIME_MAX}`,
    );
  }
  return decode(ulid);
}
