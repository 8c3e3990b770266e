import { assertEquals } from "@std/assert";
import { firstInvalidUtf8 } from "../../core/utf8.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The cases on which the platform's decoder does not agree, be it on whether or on where. */
function disagreements(cases: Iterable<readonly number[]>): readonly (readonly number[])[] {
  return [...cases].filter((bytes) => {
    const all = Uint8Array.from(bytes);
    const at = firstInvalidUtf8(all);
    return at === -1 ? !isUtf8(all) : isUtf8(all) || !isUtf8(all.subarray(0, at));
  });
}

const EDGES = [
  0x00,
  0x41,
  0x7f,
  0x80,
  0x8f,
  0x90,
  0x9f,
  0xa0,
  0xbf,
  0xc0,
  0xc1,
  0xc2,
  0xdf,
  0xe0,
  0xe1,
  0xec,
  0xed,
  0xee,
  0xef,
  0xf0,
  0xf1,
  0xf3,
  0xf4,
  0xf5,
  0xff,
];

function* shortSequences(): Generator<readonly number[]> {
  for (let first = 0; first < 256; first++) {
    yield [first];
    for (let second = 0; second < 256; second++) yield [first, second];
  }
}

function* borderSequences(): Generator<readonly number[]> {
  for (const a of EDGES) {
    for (const b of EDGES) {
      for (const c of EDGES) {
        yield [a, b, c];
        if (a >= 0xe0) { for (const d of EDGES) yield [a, b, c, d]; }
      }
    }
  }
}

function* randomSequences(): Generator<readonly number[]> {
  const random = seededRandom(8);
  for (let round = 0; round < 20_000; round++) {
    yield Array.from({ length: Math.floor(random() * 12) }, () => pick(EDGES, random));
  }
}

Deno.test("firstInvalidUtf8() agrees with TextDecoder when there are one or two bytes", () => {
  assertEquals(disagreements(shortSequences()), []);
});

Deno.test("firstInvalidUtf8() agrees with TextDecoder when three or four bytes are at borders", () => {
  assertEquals(disagreements(borderSequences()), []);
});

Deno.test("firstInvalidUtf8() agrees with TextDecoder when bytes are random", () => {
  assertEquals(disagreements(randomSequences()), []);
});

const PLACES: readonly (readonly [bytes: readonly number[], at: number])[] = [
  [[], -1],
  [[0x61, 0xc3, 0xa9], -1],
  [[0x61, 0xc3], 1],
  [[0x61, 0xc3, 0x28], 1],
  [[0x61, 0xff, 0xc3], 1],
  [[0xe2, 0x82, 0xac, 0x80], 3],
  [[0xed, 0xa0, 0x80], 0],
  [[0xc0, 0x80], 0],
  [[0xf4, 0x90, 0x80, 0x80], 0],
  [[0xf0, 0x9f, 0x98], 0],
];

for (const [bytes, at] of PLACES) {
  Deno.test(`firstInvalidUtf8() gives ${at} when the bytes are [${bytes}]`, () => {
    assertEquals(firstInvalidUtf8(Uint8Array.from(bytes)), at);
  });
}
