import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { decodeTime, monotonicUlid, ulid } from "@std/ulid";

const TIME_MAX = 2 ** 48 - 1;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

// Only the first call of the process shows this, whatever order tests run in.
const firstFailure = failureOf(() => monotonicUlid(0));

/** A time after all the others given to the generator, whatever order tests run in. */
function later(): number {
  return latest += 60_000;
}
let latest = Date.now();

function failureOf(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return error;
  }
}

Deno.test("ulid() returns 26 characters of Crockford base 32", () => {
  assertMatch(ulid(), ULID);
});

Deno.test("ulid() encodes the present when no time is given", () => {
  const before = Date.now();
  const time = decodeTime(ulid());
  assert(time >= before && time <= Date.now());
});

Deno.test("ulid() encodes the given time when one is given", () => {
  assertEquals(ulid(1469918176385).slice(0, 10), "01ARYZ6S41");
});

Deno.test("ulid() encodes 1970 when the time is 0", () => {
  assertEquals(ulid(0).slice(0, 10), "0000000000");
});

Deno.test("ulid() takes the greatest time when it has 48 bits", () => {
  assertEquals(ulid(TIME_MAX).slice(0, 10), "7ZZZZZZZZZ");
});

Deno.test("ulid() differs when the time is the same", () => {
  const ids = new Set(Array.from({ length: 100 }, () => ulid(1)));
  assertEquals(ids.size, 100);
});

Deno.test("ulid() uses every character when it is called often", () => {
  const text = Array.from({ length: 200 }, () => ulid(0).slice(10)).join("");
  assertEquals(new Set(text).size, 32);
});

for (const time of [-1, 0.5, NaN, Infinity, TIME_MAX + 1]) {
  Deno.test(`ulid() throws a RangeError when the time is ${time}`, () => {
    assertThrows(
      () => ulid(time),
      RangeError,
      "Time must be a positive integer less than 281474976710655",
    );
  });
}

Deno.test("decodeTime() returns the time when the ULID has one", () => {
  assertEquals(decodeTime("01ARYZ6S41TSV4RRFFQ69G5FAV"), 1469918176385);
});

Deno.test("decodeTime() returns the greatest time when it has 48 bits", () => {
  assertEquals(decodeTime("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), TIME_MAX);
});

Deno.test("decodeTime() throws a plain Error when the length is wrong", () => {
  const error = assertThrows(
    () => decodeTime("01ARYZ6S41"),
    Error,
    "ULID must be exactly 26 characters long",
  );
  assertEquals(error.name, "Error");
});

Deno.test("decodeTime() throws a RangeError when the time has 49 bits", () => {
  assertThrows(
    () => decodeTime("80000000000000000000000000"),
    RangeError,
    "ULID timestamp component exceeds maximum value of 281474976710655",
  );
});

Deno.test("decodeTime() refuses the last character when several are invalid", () => {
  const error = assertThrows(
    () => decodeTime("U1ARYZ6!41TSV4RRFFQ69G5FAV"),
    Error,
    "Invalid ULID character found: !",
  );
  assertEquals(error.name, "Error");
});

Deno.test("decodeTime() throws when the time is in lower case", () => {
  assertThrows(
    () => decodeTime("01aryz6s41tsv4rrffq69g5fav"),
    Error,
    "Invalid ULID character found: s",
  );
});

Deno.test("decodeTime() ignores the random part when it is invalid", () => {
  assertEquals(decodeTime("01ARYZ6S41!!!!!!!!!!!!!!!!"), 1469918176385);
});

Deno.test("monotonicUlid() throws a TypeError when its first time is 0", () => {
  assert(firstFailure instanceof TypeError);
});

Deno.test("monotonicUlid() returns a ULID of the present when no time is given", () => {
  const before = Date.now();
  const id = monotonicUlid();
  assertMatch(id, ULID);
  assert(decodeTime(id) >= before);
});

Deno.test("monotonicUlid() increments the random part when the time is the same", () => {
  const time = later();
  const ids = Array.from({ length: 50 }, () => monotonicUlid(time));
  for (const [i, id] of ids.entries()) {
    assertEquals(decodeTime(id), time);
    if (i > 0) assertEquals(valueOf(id) - valueOf(ids[i - 1] ?? ""), 1n);
  }
});

Deno.test("monotonicUlid() keeps the time when an earlier one is given", () => {
  const time = later();
  const first = monotonicUlid(time);
  for (const earlier of [time - 1, 1, 0, -1, 0.5]) {
    const next = monotonicUlid(earlier);
    assertEquals(decodeTime(next), time);
    assert(next > first);
  }
});

Deno.test("monotonicUlid() draws a new random part when the time is later", () => {
  const time = later();
  const [first, second] = [monotonicUlid(time), monotonicUlid(time + 1)];
  assertEquals(decodeTime(second), time + 1);
  assert(first.slice(10) !== second.slice(10));
});

function valueOf(id: string): bigint {
  const characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  return [...id].reduce(
    (sum, character) => sum * 32n + BigInt(characters.indexOf(character)),
    0n,
  );
}
