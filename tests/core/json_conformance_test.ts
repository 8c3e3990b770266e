import { assertEquals } from "@std/assert";
import { EventReader } from "../../core/event_reader.ts";
import type { IssueCode } from "../../core/issue.ts";
import { isJson, JSON_CASES } from "../fixtures/json_cases.ts";
import { codesOf, joined, piecesOf, read } from "../fixtures/reading.ts";

/**
 * The rule that JSON parsers are tested by, for lines: what JSON.parse refuses
 * is refused with a line and a reason; what it takes and is no event breaks the
 * schema; and nothing makes the reader throw.
 */
for (const [name, text] of Object.entries(JSON_CASES)) {
  if (name.startsWith("y_")) {
    Deno.test(`EventReader gives schema errors only when a line is ${name}`, () => {
      const { events, issues } = read(`${text}\n`);
      const others = issues.filter(({ code, severity, line, message }) =>
        code !== "schema" || severity !== "error" || line !== 1 || message === ""
      );
      assertEquals([isJson(text), events, others, issues.length > 0], [true, [], [], true]);
    });
  } else {
    Deno.test(`EventReader gives malformed_json with line and reason when a line is ${name}`, () => {
      const { events, issues } = read(`\n${text}\n`);
      const refused = issues.map(({ code, severity, line, message }) =>
        [code, severity, line, /^Expected .+, found .+ at column \d+$/s.test(message)] as const
      );
      assertEquals([isJson(text), events, refused], [
        false,
        [],
        [["malformed_json", "error", 2, true]],
      ]);
    });
  }

  Deno.test(`EventReader agrees with JSON.parse when data is ${name}`, () => {
    const line = EVENT_START + text + "}";
    const { events, issues } = read(`${line}\n`);
    const expected = isJson(line) ? [[JSON.parse(line)], []] : [[], ["malformed_json"]];
    assertEquals<unknown>([events, codesOf(issues)], expected);
  });
}

const EVENT_START =
  `{"v":1,"seq":1,"type":"a.b","timestamp":"2026-01-02T03:04:05.678Z","correlation":{"runId":"r"},"data":`;

type Told = readonly [events: number, codes: readonly IssueCode[]];

/** How many events, and the codes of the issues. */
function told(...parts: readonly (string | readonly number[])[]): Told {
  const { events, issues } = read(joined(...parts));
  return [events.length, codesOf(issues)];
}

const EVENT = `${EVENT_START}"é"}`;
const MARK = [0xef, 0xbb, 0xbf];

const DECIDED: readonly (
  readonly [name: string, parts: readonly (string | readonly number[])[], told: Told]
)[] = [
  ["i_file_empty", [], [0, ["empty_file"]]],
  ["i_file_newline", ["\n"], [0, ["empty_file"]]],
  ["i_file_blank_lines", [" \n\t\n\r\n\n"], [0, ["empty_file"]]],
  ["i_file_blanks_without_newline", ["  "], [0, ["empty_file"]]],
  ["i_blank_lines_between", ["\n", EVENT, "\n\n \n", EVENT, "\n\n"], [2, []]],
  ["i_crlf", [EVENT, "\r\n", EVENT, "\r\n"], [2, []]],
  ["i_lone_return_between", [EVENT, "\r", EVENT, "\n"], [0, ["malformed_json"]]],
  ["i_lone_return_after", [EVENT, "\r\r\r\n"], [1, []]],
  ["i_lone_return_before", ["\r", EVENT, "\n"], [1, []]],
  ["i_lone_return_inside", [`{\r${EVENT.slice(1)}`, "\n"], [1, []]],
  ["i_lone_return_last", [EVENT, "\n\r"], [1, []]],
  ["i_newline_inside", [`{\n${EVENT.slice(1)}`, "\n"], [0, ["malformed_json", "malformed_json"]]],
  ["i_form_feed_between", [EVENT, "\n\f\n"], [1, ["malformed_json"]]],
  ["i_mark_first", [MARK, EVENT, "\n"], [1, ["byte_order_mark"]]],
  ["i_mark_only", [MARK], [0, ["byte_order_mark", "torn_line"]]],
  ["i_mark_line", [MARK, "\n"], [0, ["byte_order_mark"]]],
  ["i_mark_twice", [MARK, MARK, EVENT, "\n"], [0, ["byte_order_mark", "malformed_json"]]],
  ["i_mark_second_line", [EVENT, "\n", MARK, EVENT, "\n"], [1, ["malformed_json"]]],
  ["i_mark_utf16_little", [[0xff, 0xfe], "{\0}\0\n\0"], [
    0,
    ["bad_utf8", "malformed_json", "torn_line"],
  ]],
  ["i_mark_utf16_big", [[0xfe, 0xff], "\0{\0}\0\n"], [0, ["bad_utf8", "malformed_json"]]],
  ["i_nul_leading", [[0, 0], EVENT, "\n"], [1, ["nul_bytes"]]],
  ["i_nul_line", [EVENT, "\n", [0, 0, 0, 0], "\n"], [1, ["nul_bytes"]]],
  ["i_nul_then_blank", [[0], " \r\n"], [0, ["nul_bytes"]]],
  ["i_nul_tail_of_line", [EVENT, [0, 0], "\n", EVENT, "\n"], [1, ["malformed_json"]]],
  ["i_nul_tail_of_file", [EVENT, "\n", [0, 0, 0]], [1, ["torn_line"]]],
  ["i_nul_tail_of_torn_line", [EVENT, "\n", EVENT.slice(0, 20), [0, 0]], [
    1,
    ["torn_line", "malformed_json"],
  ]],
  ["i_nul_file", [Array.from({ length: 8192 }, () => 0)], [0, ["torn_line"]]],
  ["i_nul_between_tokens", [`{\0${EVENT.slice(1)}`, "\n"], [0, ["malformed_json"]]],
  ["i_nul_in_text", [EVENT.replace("é", "\0"), "\n"], [0, ["malformed_json"]]],
  ["i_no_newline", [EVENT], [1, ["torn_line"]]],
  ["i_torn", [EVENT, "\n", EVENT.slice(0, -1)], [1, ["torn_line"]]],
];

for (const [name, parts, expected] of DECIDED) {
  Deno.test(`EventReader goes on when a file is ${name}`, () => {
    assertEquals(told(...parts), expected);
  });
}

/** Bytes that are no UTF-8, by what is wrong with them. */
const INVALID: { readonly [name: string]: readonly number[] } = {
  continuation: [0x80],
  continuations: [0xbf, 0xbf, 0xbf, 0xbf],
  two_without_second: [0xc3],
  three_without_third: [0xe2, 0x82],
  four_without_fourth: [0xf0, 0x9f, 0x98],
  lead_then_lead: [0xc3, 0xc3, 0xa9],
  overlong_two: [0xc1, 0xbf],
  overlong_slash_two: [0xc0, 0xaf],
  overlong_slash_three: [0xe0, 0x80, 0xaf],
  overlong_slash_four: [0xf0, 0x80, 0x80, 0xaf],
  overlong_nul: [0xc0, 0x80],
  surrogate_high: [0xed, 0xa0, 0xbd],
  surrogate_low: [0xed, 0xb8, 0x80],
  surrogate_pair: [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  above_last: [0xf4, 0x90, 0x80, 0x80],
  five_bytes: [0xf8, 0x88, 0x80, 0x80, 0x80],
  six_bytes: [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80],
  fe: [0xfe],
  ff: [0xff],
  latin_1: [0x63, 0x61, 0x66, 0xe9],
  windows_1252: [0x93, 0x68, 0x69, 0x94],
  shift_jis: [0x83, 0x65, 0x83, 0x58],
};

for (const [name, bytes] of Object.entries(INVALID)) {
  Deno.test(`EventReader gives bad_utf8 and the event when its text is i_${name}`, () => {
    assertEquals(told(EVENT_START, '"', bytes, '"}\n', EVENT, "\n"), [2, ["bad_utf8"]]);
  });

  Deno.test(`EventReader gives bad_utf8 and malformed_json when a line is n_${name}`, () => {
    assertEquals(told(EVENT, "\n", bytes, "\n"), [1, ["bad_utf8", "malformed_json"]]);
  });
}

const DEPTH = 100_000;
const OPEN = "[".repeat(DEPTH);
const NESTED = OPEN + "]".repeat(DEPTH);
const NESTED_OBJECTS = '{"":'.repeat(DEPTH) + "0" + "}".repeat(DEPTH);

const DEEP: readonly (readonly [name: string, line: string, told: Told])[] = [
  ["an array", NESTED, [0, ["schema"]]],
  ["an object", NESTED_OBJECTS, [0, Array.from({ length: 5 }, () => "schema" as const)]],
  ["an array that is not closed", OPEN, [0, ["malformed_json"]]],
  ["an object that is not closed", '{"":'.repeat(DEPTH), [0, ["malformed_json"]]],
  ["an array inside data", `${EVENT_START}${NESTED}}`, [1, []]],
  ["an object inside data", `${EVENT_START}${NESTED_OBJECTS}}`, [1, []]],
  ["an array that is not closed inside data", `${EVENT_START}${OPEN}}`, [0, ["malformed_json"]]],
  ["a key of the envelope", EVENT.replace('"runId":"r"', `"runId":${NESTED}`), [0, ["schema"]]],
];

for (const [name, line, expected] of DEEP) {
  Deno.test(`EventReader does not overflow when ${name} is 100 000 levels deep`, () => {
    assertEquals(told(line, "\n"), expected);
  });
}

const MEBIBYTE = 1024 * 1024;
const FILLER = new Uint8Array(MEBIBYTE).fill(0x78);

/** Reads an event, one with 64 MiB of text, and another event. */
function readLong(maxLineBytes: number): Told {
  const codes: IssueCode[] = [];
  const reader = new EventReader({ maxLineBytes, onIssue: ({ code }) => codes.push(code) });
  reader.push(joined(`${EVENT}\n${EVENT_START}"`));
  for (let count = 0; count < 64; count++) reader.push(FILLER);
  reader.push(joined(`"}\n${EVENT}\n`));
  reader.end();
  return [reader.events, codes];
}

Deno.test("EventReader skips a line when it has 64 MiB and the limit is 16 MiB", () => {
  assertEquals(readLong(16 * MEBIBYTE), [2, ["line_too_long"]]);
});

Deno.test("EventReader reads a line when it has 64 MiB and the limit is 65 MiB", () => {
  assertEquals(readLong(65 * MEBIBYTE), [3, []]);
});

Deno.test("EventReader says where when a line of 64 MiB within the limit is malformed", () => {
  const bytes = new Uint8Array(64 * MEBIBYTE).fill(0x78);
  bytes.set(joined(`${EVENT_START}"`));
  bytes[bytes.length - 1] = 0x0a;
  const { issues } = read(bytes, { maxLineBytes: 64 * MEBIBYTE });
  assertEquals(issues, [{
    code: "malformed_json",
    severity: "error",
    line: 1,
    offset: 64 * MEBIBYTE - 1,
    path: "",
    message: `Expected '"', found the line's end at column ${64 * MEBIBYTE}`,
  }]);
});

Deno.test("EventReader skips a line when it has 64 MiB and comes byte by byte at its borders", () => {
  const codes: IssueCode[] = [];
  const reader = new EventReader({ onIssue: ({ code }) => codes.push(code) });
  for (const piece of piecesOf(joined(`${EVENT}\n${EVENT_START}"`), 1)) reader.push(piece);
  for (let count = 0; count < 64; count++) reader.push(FILLER);
  for (const piece of piecesOf(joined(`"}\n${EVENT}`), 1)) reader.push(piece);
  reader.end();
  assertEquals([reader.events, codes], [2, ["line_too_long", "torn_line"]]);
});
