import { assertEquals } from "@std/assert";
import { EventReader } from "../../core/event_reader.ts";
import type { Issue } from "../../core/issue.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { bytesOf, codesOf, linesOf, piecesOf, read } from "../fixtures/reading.ts";

const FILE = linesOf(SAMPLE_EVENTS);

Deno.test("EventReader gives events in order when a file is sound", () => {
  assertEquals(read(FILE), { events: SAMPLE_EVENTS, issues: [] });
});

for (const chunkBytes of [1, 2, 3, 7, 64, 1000]) {
  Deno.test(`EventReader gives the same events and issues when chunks have ${chunkBytes} bytes`, () => {
    const file = `\n${FILE}oops\r\n {} \n${FILE}{"é":`;
    assertEquals(read(file, { chunkBytes }), read(file));
  });
}

Deno.test("EventReader tells line and offset when events stand among others", () => {
  const places: unknown[] = [];
  const reader = new EventReader({ onEvent: ({ seq }, place) => places.push([seq, place]) });
  const lines = SAMPLE_EVENTS.slice(0, 2).map((event) => linesOf([event]));
  reader.push(bytesOf(`\n${lines[0]}é\n${lines[1]}`));
  reader.end();
  assertEquals(places, [
    [1, { line: 2, offset: 1 }],
    [2, { line: 4, offset: 1 + lines[0]!.length + 3 }],
  ]);
});

Deno.test("EventReader tells issues before the event when a line has both", () => {
  const told: string[] = [];
  const reader = new EventReader({
    onEvent: ({ type }) => told.push(type),
    onIssue: ({ path }) => told.push(path),
  });
  reader.push(bytesOf(linesOf([{ ...SAMPLE_EVENTS[0], mode: 1, name: 2 }])));
  reader.end();
  assertEquals(told, ["mode", "name", "run_started"]);
});

Deno.test("EventReader hands the line at fault out when it tells of an issue", () => {
  const shown: string[] = [];
  const reader = new EventReader({
    onIssue: (_issue, line) => shown.push(new TextDecoder().decode(line?.bytes)),
  });
  for (const piece of piecesOf(bytesOf("first\nsecond\nthird"), 4)) reader.push(piece);
  reader.end();
  assertEquals(shown, ["first", "second", "third", "third"]);
});

Deno.test("EventReader counts bytes and events when it reads", () => {
  const reader = new EventReader();
  const counts: unknown[] = [];
  for (const event of SAMPLE_EVENTS.slice(0, 2)) {
    reader.push(bytesOf(linesOf([event])));
    counts.push([reader.bytes, reader.events]);
  }
  assertEquals(counts, [
    [linesOf(SAMPLE_EVENTS.slice(0, 1)).length, 1],
    [linesOf(SAMPLE_EVENTS.slice(0, 2)).length, 2],
  ]);
});

const EMPTY: readonly (readonly [name: string, text: string, message: string])[] = [
  ["empty", "", "The file is empty"],
  ["a newline", "\n", "The file holds blank lines only"],
  ["blank lines", " \r\n\n\t", "The file holds blank lines only"],
];

for (const [name, text, message] of EMPTY) {
  Deno.test(`EventReader reports empty_file when a file is ${name}`, () => {
    const issue: Issue = {
      code: "empty_file",
      severity: "error",
      line: 0,
      offset: 0,
      path: "",
      message,
    };
    assertEquals(read(text), { events: [], issues: [issue] });
  });
}

Deno.test("EventReader does not report empty_file when there is one event", () => {
  assertEquals(read(linesOf([SAMPLE_EVENTS[0]])), { events: [SAMPLE_EVENTS[0]!], issues: [] });
});

Deno.test("EventReader does not report empty_file when there is one issue", () => {
  assertEquals(codesOf(read("oops\n").issues), ["malformed_json"]);
});

Deno.test("EventReader skips lines over its limit when it is given one", () => {
  const [short, long] = [linesOf([SAMPLE_EVENTS[15]]), linesOf([SAMPLE_EVENTS[0]])];
  const { events, issues } = read(short + long + short, { maxLineBytes: short.length - 1 });
  assertEquals([events, issues], [[SAMPLE_EVENTS[15], SAMPLE_EVENTS[15]], [{
    code: "line_too_long",
    severity: "error",
    line: 2,
    offset: short.length,
    path: "",
    message: `The line has ${long.length - 1} bytes, which is over the limit`,
  }]]);
});
