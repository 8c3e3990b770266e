import { assertEquals, assertLess } from "@std/assert";
import { DEFAULT_MAX_LINE_BYTES, LineSplitter } from "../../core/lines.ts";
import { bytesOf, piecesOf } from "../fixtures/reading.ts";

interface Seen {
  readonly number: number;
  readonly offset: number;
  readonly text: string;
  readonly length: number;
  readonly terminated: boolean;
}

function split(chunks: Iterable<Uint8Array>, maxLineBytes = 1024 * 1024): readonly Seen[] {
  const seen: Seen[] = [];
  const splitter = new LineSplitter(maxLineBytes, ({ bytes, ...line }) => {
    seen.push({ ...line, text: new TextDecoder().decode(bytes) });
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return seen;
}

/** Every way to cut bytes into chunks, one for each set of cuts. */
function* chunkings(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let cuts = 0; cuts < 2 ** (bytes.length - 1); cuts++) {
    const chunks: Uint8Array[] = [];
    let start = 0;
    for (let at = 1; at <= bytes.length; at++) {
      if (at < bytes.length && (cuts >>> (at - 1) & 1) === 0) continue;
      chunks.push(bytes.subarray(start, at));
      start = at;
    }
    yield chunks;
  }
}

Deno.test("LineSplitter gives lines with number, offset and end when a text is one chunk", () => {
  assertEquals(split([bytesOf("ab\r\n\nc\rd\né")]), [
    { number: 1, offset: 0, text: "ab\r", length: 3, terminated: true },
    { number: 2, offset: 4, text: "", length: 0, terminated: true },
    { number: 3, offset: 5, text: "c\rd", length: 3, terminated: true },
    { number: 4, offset: 9, text: "é", length: 2, terminated: false },
  ]);
});

Deno.test("LineSplitter gives the same lines when a text is cut in every possible way", () => {
  const bytes = bytesOf("ab\r\n\n\nc\rdé\nef");
  const whole = split([bytes]);
  for (const chunks of chunkings(bytes)) assertEquals(split(chunks), whole);
});

Deno.test("LineSplitter gives the same lines when some are too long and the cuts are everywhere", () => {
  const bytes = bytesOf("abcdef\nxyz\n12345\n78");
  const whole = split([bytes], 3);
  assertEquals(whole, [
    { number: 1, offset: 0, text: "abc", length: 6, terminated: true },
    { number: 2, offset: 7, text: "xyz", length: 3, terminated: true },
    { number: 3, offset: 11, text: "123", length: 5, terminated: true },
    { number: 4, offset: 17, text: "78", length: 2, terminated: false },
  ]);
  for (const chunks of chunkings(bytes.subarray(0, 15))) {
    assertEquals(split(chunks, 3), split([bytes.subarray(0, 15)], 3));
  }
});

Deno.test("LineSplitter gives nothing when there are no bytes", () => {
  assertEquals(split([]), []);
});

Deno.test("LineSplitter gives no last line when the text ends in a newline", () => {
  assertEquals(split([bytesOf("a\n")]), [
    { number: 1, offset: 0, text: "a", length: 1, terminated: true },
  ]);
});

Deno.test("LineSplitter skips chunks when they are empty", () => {
  const empty = new Uint8Array();
  assertEquals(split([empty, bytesOf("a"), empty, bytesOf("\n"), empty]), [
    { number: 1, offset: 0, text: "a", length: 1, terminated: true },
  ]);
});

Deno.test("LineSplitter keeps a line whole when it is as long as the limit", () => {
  const text = "x".repeat(5000);
  assertEquals(split(piecesOf(bytesOf(`${text}\n`), 700), 5000), [
    { number: 1, offset: 0, text, length: 5000, terminated: true },
  ]);
});

for (const size of [1, 700, 100_000]) {
  Deno.test(`LineSplitter keeps 1024 bytes of a line when it is too long and chunks have ${size}`, () => {
    const bytes = bytesOf(`${"x".repeat(5001)}\nnext\n${"y".repeat(6000)}`);
    assertEquals(split(piecesOf(bytes, size), 5000), [
      { number: 1, offset: 0, text: "x".repeat(1024), length: 5001, terminated: true },
      { number: 2, offset: 5002, text: "next", length: 4, terminated: true },
      { number: 3, offset: 5007, text: "y".repeat(1024), length: 6000, terminated: false },
    ]);
  });
}

Deno.test("LineSplitter keeps no more than the limit when that is below 1024 bytes", () => {
  assertEquals(split([bytesOf(`${"x".repeat(600)}\n`)], 500), [
    { number: 1, offset: 0, text: "x".repeat(500), length: 600, terminated: true },
  ]);
});

Deno.test("DEFAULT_MAX_LINE_BYTES is 16 MiB when nothing else is asked for", () => {
  assertEquals(DEFAULT_MAX_LINE_BYTES, 16_777_216);
});

Deno.test("LineSplitter keeps a bounded beginning when a line never ends", () => {
  let kept = -1;
  const splitter = new LineSplitter(1024 * 1024, ({ bytes }) => kept = bytes.buffer.byteLength);
  const chunk = new Uint8Array(1024 * 1024).fill(0x78);
  for (let count = 0; count < 512; count++) splitter.push(chunk);
  splitter.end();
  assertLess(kept, 2 * 1024 * 1024 + 1);
});

Deno.test("LineSplitter gives lines right when each is longer than the last", () => {
  const texts = Array.from({ length: 40 }, (_, index) => "ab".repeat(index * 97));
  const seen = split(piecesOf(bytesOf(texts.map((text) => `${text}\n`).join("")), 64));
  assertEquals(seen.map(({ text }) => text), texts);
});
