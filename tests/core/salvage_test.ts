import { assertEquals, assertLess } from "@std/assert";
import { LineSplitter } from "../../core/lines.ts";
import { salvageLine } from "../../core/salvage.ts";
import { bytesOf, joined, streamOf } from "../fixtures/reading.ts";

const [ONE, TWO, THREE] = streamOf(
  ["stdout", { payload: "é 😀" }],
  ["stdout", { payload: "b" }],
  ["app.state", { data: { ready: true } }],
).map((event) => JSON.stringify(event)) as [string, string, string];

/** The pieces of the first line of some bytes: what they are, and their text. */
function piecesOf(...parts: readonly (string | readonly number[])[]): readonly unknown[] {
  const pieces: unknown[] = [];
  const splitter = new LineSplitter(10_000_000, (line) => {
    for (const piece of salvageLine(line)) {
      const text = new TextDecoder().decode(line.bytes.subarray(piece.start, piece.end));
      const kind = "reason" in piece ? `${piece.kind} ${piece.reason}` : piece.kind;
      pieces.push("event" in piece ? [kind, text, piece.event.seq] : [kind, text]);
    }
  });
  splitter.push(joined(...parts));
  splitter.end();
  return pieces;
}

/** The event of another run that a program keeps as data, in an event that was torn after it. */
const NESTED = ONE.replace('"r1"', '"child"');

const CASES: readonly (readonly [
  name: string,
  line: readonly (string | readonly number[])[],
  pieces: readonly unknown[],
])[] = [
  ["it is sound", [ONE, "\r\n"], [["event", `${ONE}\r`, 1]]],
  ["it is blank", [" \t\n"], [["blank", " \t"]]],
  ["only its newline is missing", [ONE], [["event", ONE, 1]]],
  ["it was cut off", [ONE.slice(0, -1)], [["broken torn_line", ONE.slice(0, -1)]]],
  ["NUL bytes stand before it", [[0, 0], ONE, "\n"], [
    ["broken nul_bytes", "\0\0"],
    ["event", ONE, 1],
  ]],
  ["NUL bytes are all", [[0, 0], "\n"], [["broken nul_bytes", "\0\0"]]],
  ["NUL bytes follow", [ONE, [0, 0]], [["event", ONE, 1], ["broken torn_line", "\0\0"]]],
  ["two events are glued", [ONE, TWO, "\n"], [["event", ONE, 1], ["event", TWO, 2]]],
  ["an event is glued to half of one", [ONE.slice(0, 60), TWO, "\n"], [
    ["broken malformed_json", ONE.slice(0, 60)],
    ["event", TWO, 2],
  ]],
  ["an event is glued to one cut in a text", [ONE.slice(0, -5), TWO, "\n"], [
    ["broken malformed_json", ONE.slice(0, -5)],
    ["event", TWO, 2],
  ]],
  ["an event is glued to one cut before a value", ['{"v":1,"seq":', TWO, "\n"], [
    ["broken malformed_json", '{"v":1,"seq":'],
    ["event", TWO, 2],
  ]],
  ["an event is glued to one cut before data of the same run", [THREE.slice(0, -15), TWO, "\n"], [
    ["broken malformed_json", THREE.slice(0, -15)],
    ["event", TWO, 2],
  ]],
  ["an event is glued to one of another run that was cut before a text", [
    NESTED.replace(/"payload".*/, '"name":'),
    TWO,
    "\n",
  ], [
    ["broken malformed_json", NESTED.replace(/"payload".*/, '"name":')],
    ["event", TWO, 2],
  ]],
  ["half of one is glued to an event", [ONE, TWO.slice(0, 30), "\n"], [
    ["event", ONE, 1],
    ["broken malformed_json", TWO.slice(0, 30)],
  ]],
  ["the data of a torn event is one of another run", [
    THREE.replace('{"ready":true}}', NESTED),
    "\n",
  ], [["broken malformed_json", THREE.replace('{"ready":true}}', NESTED)]]],
  ["the data of a broken event goes on after one of its own run", [
    THREE.replace('{"ready":true}', `[${ONE}]!`),
    "\n",
  ], [["broken malformed_json", THREE.replace('{"ready":true}', `[${ONE}]!`)]]],
  ["a key that nothing needs is wrong", [ONE.replace("}", ',"hostId":5}'), "\n"], [
    ["mended schema", ONE.replace("}", ',"hostId":5}'), 1],
  ]],
  ["a key that is needed is wrong", [TWO.replace('"b"', "5"), "\n"], [
    ["broken schema", TWO.replace('"b"', "5")],
  ]],
  ["its text is no UTF-8", [TWO.replace('"b"}', '"'), [0xff], '"}\n'], [
    ["mended bad_utf8", TWO.replace("b", "\ufffd"), 2],
  ]],
  ["its run is no UTF-8", [TWO.split("r1")[0]!, [0xff], `${TWO.split("r1")[1]!}\n`], [
    ["broken bad_utf8", TWO.replace("r1", "\ufffd")],
  ]],
  ["it is of a newer version", [TWO.replace('"v":1', '"v":2'), "\n"], [
    ["broken newer_version", TWO.replace('"v":1', '"v":2')],
  ]],
];

for (const [name, line, pieces] of CASES) {
  Deno.test(`salvageLine() takes a line apart when ${name}`, () => {
    assertEquals(piecesOf(...line), pieces);
  });
}

Deno.test("salvageLine() looks for no event in a line over the limit", () => {
  const bytes = bytesOf(ONE);
  const line = { number: 1, offset: 0, bytes: bytes.subarray(0, 20), terminated: true };
  assertEquals(salvageLine({ ...line, length: bytes.length }), [
    { kind: "broken", reason: "line_too_long", start: 0, end: bytes.length },
  ]);
});

Deno.test("salvageLine() takes no more work than a few times the length of a line made to be slow", () => {
  const slow = `${ONE.slice(0, -1)},"x":`.repeat(6000);
  const started = performance.now();
  assertEquals(piecesOf(slow, "\n").length, 1);
  // Without the bound this would scan 2 GB.
  assertLess(performance.now() - started, 5000);
});
