import { assertEquals, assertLess } from "@std/assert";
import { cutOut, keptText, OutputTail, TAIL_LINES } from "../../core/output_tail.ts";
import { keptBytes } from "../fixtures/heap.ts";

function linesAfter(...chunks: readonly string[]): readonly string[] {
  const tail = new OutputTail();
  for (const chunk of chunks) tail.push(chunk);
  return tail.lines();
}

const CASES: readonly (
  readonly [name: string, chunks: readonly string[], lines: readonly string[]]
)[] = [
  ["there is no text", [], []],
  ["chunks are empty", ["", ""], []],
  ["a line has its end", ["one\n"], ["one"]],
  ["a line has no end", ["one\ntwo"], ["one", "two"]],
  ["a line comes in pieces", ["o", "n", "e\nt", "wo"], ["one", "two"]],
  ["lines are empty", ["\n\none\n\n"], ["", "", "one", ""]],
  ["lines end in CRLF", ["one\r\ntw", "o\r", "\n"], ["one", "two"]],
  ["a return stands inside a line", ["10%\r20%\r100%\n"], ["10%\r20%\r100%"]],
];

for (const [name, chunks, lines] of CASES) {
  Deno.test(`OutputTail gives ${lines.length} lines when ${name}`, () => {
    assertEquals(linesAfter(...chunks), lines);
  });
}

const MANY = Array.from({ length: 25 }, (_, index) => `line ${index}`);

Deno.test("OutputTail gives the last ten lines when there are more in one chunk", () => {
  assertEquals(linesAfter(`${MANY.join("\n")}\n`), MANY.slice(-TAIL_LINES));
});

Deno.test("OutputTail gives the last ten lines when each has a chunk", () => {
  assertEquals(linesAfter(...MANY.map((line) => `${line}\n`)), MANY.slice(-TAIL_LINES));
});

Deno.test("OutputTail counts the unfinished line as one of ten when there are more", () => {
  assertEquals(linesAfter(MANY.join("\n")), MANY.slice(-TAIL_LINES));
});

Deno.test("OutputTail cuts a line when it has over 400 characters", () => {
  assertEquals(linesAfter(`${"x".repeat(401)}\nnext`), ["x".repeat(400), "next"]);
});

Deno.test("OutputTail cuts a line when it has over 400 characters in pieces", () => {
  const pieces = Array.from({ length: 100 }, () => "0123456789");
  assertEquals(linesAfter(...pieces, "\nnext\n"), ["0123456789".repeat(40), "next"]);
});

Deno.test("OutputTail keeps the 400th character when a line comes in pieces", () => {
  assertEquals(linesAfter("x".repeat(399), "yz\n"), [`${"x".repeat(399)}y`]);
});

Deno.test("OutputTail gives the same lines when text is cut anywhere", () => {
  const text = "one\r\n\ntwo\nthree";
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => at);
  assertEquals(
    cuts.map((at) => linesAfter(text.slice(0, at), text.slice(at))),
    cuts.map(() => ["one", "", "two", "three"]),
  );
});

Deno.test("OutputTail keeps its lines only when chunks are large", () => {
  const before = keptBytes();
  const tails = Array.from({ length: 20 }, (_, index) => {
    const tail = new OutputTail();
    for (let count = 0; count < TAIL_LINES; count++) {
      tail.push(`${index} ${"long ".repeat(100_000)}\n`);
    }
    return tail;
  });
  // The chunks have 100 MB; the lines that are kept have 80 kB.
  assertLess(keptBytes() - before, 1024 * 1024);
  assertEquals(tails.map((tail) => tail.lines().length), tails.map(() => TAIL_LINES));
});

Deno.test("OutputTail leaves out half a character when it cuts a line", () => {
  assertEquals(linesAfter(`${"x".repeat(399)}\u{1f310}\n`), ["x".repeat(399)]);
});

Deno.test("keptText() gives the text itself when it has at most 400 characters", () => {
  const texts = ["", "x", "x".repeat(400), "\u{1f310}".repeat(200)];
  assertEquals(texts.map(keptText), texts);
});

Deno.test("keptText() cuts, and never inside of a character, when there are more", () => {
  assertEquals([`${"x".repeat(400)}y`, `${"x".repeat(399)}\u{1f310}y`].map(keptText), [
    "x".repeat(400),
    "x".repeat(399),
  ]);
});

Deno.test("cutOut() gives what slice() gives when it is asked", () => {
  const text = "aé😀b";
  const ranges = [[0, 5], [1, 2], [2, 4], [2, 3], [5, 5], [3, 99], [4, 1]] as const;
  assertEquals(
    ranges.map(([start, end]) => cutOut(text, start, end)),
    ranges.map(([start, end]) => text.slice(start, end)),
  );
});
