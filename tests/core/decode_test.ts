import { assertEquals } from "@std/assert";
import { type Decoded, decodeLine } from "../../core/decode.ts";
import type { Issue } from "../../core/issue.ts";
import type { Stdout } from "../../core/output_events.ts";
import type { Line } from "../../core/lines.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { joined } from "../fixtures/reading.ts";
import { asciiOf } from "../fixtures/ascii.ts";

const OFFSET = 100;

type Part = string | readonly number[];

function lineOf(parts: readonly Part[], more: Partial<Line> = {}): Line {
  const bytes = joined(...parts);
  return { number: 4, offset: OFFSET, bytes, length: bytes.length, terminated: true, ...more };
}

/** Decodes a line in the middle of a file. */
function decoded(...parts: readonly Part[]): Decoded {
  return decodeLine(lineOf(parts));
}

/** Decodes a last line that has no newline. */
function torn(...parts: readonly Part[]): Decoded {
  return decodeLine(lineOf(parts, { terminated: false }));
}

function found(
  code: Issue["code"],
  message: string,
  more: Partial<Issue> = {},
): Issue {
  return { code, severity: "error", line: 4, offset: OFFSET, path: "", message, ...more };
}

const EVENT = SAMPLE_EVENTS.find(({ type }) => type === "stdout") as Stdout;
const LINE = JSON.stringify(EVENT);
const NUL = [0];
const MARK = [0xef, 0xbb, 0xbf];

for (const event of SAMPLE_EVENTS) {
  Deno.test(`decodeLine() gives the event when the line holds a sound ${event.type}`, () => {
    assertEquals(decoded(JSON.stringify(event)), { event, issues: [] });
  });
}

for (const blank of ["", " ", "\t", "\r", " \t \r"]) {
  Deno.test(`decodeLine() gives nothing when the line is ${JSON.stringify(blank)}`, () => {
    assertEquals([decoded(blank), torn(blank)], [{ issues: [] }, { issues: [] }]);
  });
}

for (const [name, line] of [["CRLF", `${LINE}\r`], ["blanks", ` \t${LINE} \r`]] as const) {
  Deno.test(`decodeLine() gives the event when the line has ${name}`, () => {
    assertEquals(decoded(line), { event: EVENT, issues: [] });
  });
}

const MALFORMED: readonly (readonly [parts: readonly Part[], at: number, message: string])[] = [
  [["x"], 0, 'Expected a JSON value, found "x" at column 1'],
  [["{"], 1, "Expected a key or '}', found the line's end at column 2"],
  [['{"é":1,}'], 8, `Expected a key, found "}" at column 8`],
  [['{"😀":1,}'], 10, `Expected a key, found "}" at column 9`],
  [["[1] é"], 4, 'Expected the end of the line, found "é" at column 5'],
  [["[1] 😀"], 4, 'Expected the end of the line, found "😀" at column 5'],
  [["{}{}"], 2, 'Expected the end of the line, found "{" at column 3'],
  [["{}\r{}"], 3, 'Expected the end of the line, found "{" at column 4'],
  [["{}", NUL], 2, 'Expected the end of the line, found "\\u0000" at column 3'],
  [["{", NUL, "}"], 1, `Expected a key or '}', found "\\u0000" at column 2`],
  [
    ['{"a":"b\tc"}'],
    7,
    'Expected an escape, because a control character may not stand in text, found "\\t" at column 8',
  ],
  [[MARK, "{}"], 0, 'Expected a JSON value, found "\ufeff" at column 1'],
];

for (const [parts, at, message] of MALFORMED) {
  Deno.test(`decodeLine() says where when the line is malformed: ${asciiOf(message)}`, () => {
    assertEquals(decoded(...parts), {
      issues: [found("malformed_json", message, { offset: OFFSET + at })],
    });
  });
}

Deno.test("decodeLine() reads the event with U+FFFD when bytes are not UTF-8", () => {
  const [before, after] = LINE.split("hello") as [string, string];
  assertEquals(decoded(before, [0xff], "h", [0xc3], after), {
    event: { ...EVENT, payload: "\ufffdh\ufffd\n" },
    issues: [
      found("bad_utf8", `Expected UTF-8, found byte FF at byte ${before.length + 1} of the line`, {
        offset: OFFSET + before.length,
      }),
    ],
  });
});

const BAD_UTF8: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["a lone continuation", [0x80]],
  ["an overlong NUL", [0xc0, 0x80]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["a character above U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
  ["a character without its end", [0xe2, 0x82]],
];

for (const [name, bytes] of BAD_UTF8) {
  Deno.test(`decodeLine() reports bad_utf8 when text holds ${name}`, () => {
    const byte = bytes[0]!.toString(16).toUpperCase();
    const { event, issues } = decoded(LINE.replace("hello", "|").split("|")[0]!, bytes, 'x"}');
    assertEquals([event?.type, issues.map(({ code, message }) => [code, message.slice(0, 30)])], [
      "stdout",
      [["bad_utf8", `Expected UTF-8, found byte ${byte} `]],
    ]);
  });
}

Deno.test("decodeLine() says where the JSON ends when bytes before it are not UTF-8", () => {
  assertEquals(decoded('{"', [0xff, 0xe2, 0x82], '":1,}'), {
    issues: [
      found("bad_utf8", "Expected UTF-8, found byte FF at byte 3 of the line", {
        offset: OFFSET + 2,
      }),
      found("malformed_json", `Expected a key, found "}" at column 9`, { offset: OFFSET + 9 }),
    ],
  });
});

Deno.test("decodeLine() counts NUL bytes when they stand before an event", () => {
  assertEquals(decoded([0, 0, 0], LINE), {
    event: EVENT,
    issues: [found("nul_bytes", "Found 3 NUL bytes at the line's start")],
  });
});

Deno.test("decodeLine() counts NUL bytes when there is nothing else", () => {
  assertEquals(decoded([0, 0], "\r"), {
    issues: [found("nul_bytes", "Found 2 NUL bytes at the line's start")],
  });
});

Deno.test("decodeLine() says where the fault is when NUL bytes stand before it", () => {
  assertEquals(decoded([0, 0], "{x"), {
    issues: [
      found("nul_bytes", "Found 2 NUL bytes at the line's start"),
      found("malformed_json", `Expected a key or '}', found "x" at column 2`, {
        offset: OFFSET + 3,
      }),
    ],
  });
});

Deno.test("decodeLine() skips a byte order mark when it is the file's first", () => {
  assertEquals(decodeLine(lineOf([MARK, LINE], { number: 1, offset: 0 })), {
    event: EVENT,
    issues: [
      found("byte_order_mark", "The file starts with a byte order mark (EF BB BF)", {
        line: 1,
        offset: 0,
      }),
    ],
  });
});

Deno.test("decodeLine() skips a byte order mark and NUL bytes when they come in that order", () => {
  assertEquals(decodeLine(lineOf([MARK, NUL, LINE], { offset: 0 })), {
    event: EVENT,
    issues: [
      found("byte_order_mark", "The file starts with a byte order mark (EF BB BF)", { offset: 0 }),
      found("nul_bytes", "Found 1 NUL byte at the line's start", { offset: 0 }),
    ],
  });
});

Deno.test("decodeLine() reports a line that is too long when its end was not kept", () => {
  assertEquals(decodeLine(lineOf(["{"], { length: 5000 })), {
    issues: [found("line_too_long", "The line has 5000 bytes, which is over the limit")],
  });
});

Deno.test("decodeLine() reports a torn line when it is too long as well", () => {
  assertEquals(decodeLine(lineOf(["{"], { length: 5000, terminated: false })), {
    issues: [found("torn_line", "The last line has no newline: 5000 bytes, more than the limit")],
  });
});

function tornIssue(bytes: number, what: string, more: Partial<Issue> = {}): Issue {
  return found("torn_line", `The last line has no newline: ${bytes} bytes, ${what}`, more);
}

Deno.test("decodeLine() gives the event and a torn line when only the newline is missing", () => {
  assertEquals(torn(LINE), { event: EVENT, issues: [tornIssue(LINE.length, "a whole event")] });
});

Deno.test("decodeLine() gives one torn line when it was cut inside an event", () => {
  assertEquals(torn('{"v":1,"se'), {
    issues: [tornIssue(10, "an event that is not whole")],
  });
});

/** The first and the last characters of each kind of sequence. */
const BORDERS = [..."\x80\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff"].concat(
  [0x10000, 0x3ffff, 0x40000, 0xfffff, 0x100000, 0x10ffff].map((code) =>
    String.fromCodePoint(code)
  ),
);

for (const char of BORDERS) {
  const code = char.codePointAt(0)!.toString(16);
  Deno.test(`decodeLine() gives one torn line when the character U+${code} was cut anywhere`, () => {
    const bytes = joined(char);
    const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
    assertEquals(
      cuts.map((cut) => torn('{"v":"', [...bytes.subarray(0, cut)])),
      cuts.map((cut) => ({ issues: [tornIssue(6 + cut, "an event that is not whole")] })),
    );
  });
}

Deno.test("decodeLine() reports bad_utf8 too when a cut does not explain it", () => {
  assertEquals(torn('{"', [0xff]), {
    issues: [
      found("bad_utf8", "Expected UTF-8, found byte FF at byte 3 of the line", {
        offset: OFFSET + 2,
      }),
      tornIssue(3, "an event that is not whole"),
    ],
  });
});

Deno.test("decodeLine() reports bad_utf8 too when it is long before the cut", () => {
  const { issues } = torn('{"', [0xc3], 'abc":1');
  assertEquals(issues.map(({ code, offset }) => [code, offset]), [
    ["bad_utf8", OFFSET + 2],
    ["torn_line", OFFSET],
  ]);
});

Deno.test("decodeLine() reports malformed JSON too when a cut does not explain it", () => {
  assertEquals(torn("oops"), {
    issues: [
      tornIssue(4, "an event that is not whole"),
      found("malformed_json", 'Expected a JSON value, found "o" at column 1'),
    ],
  });
});

Deno.test("decodeLine() reports the schema too when a torn line is a whole value", () => {
  assertEquals(torn("12"), {
    issues: [
      tornIssue(2, "a whole event"),
      found("schema", "Expected an event object, found 12"),
    ],
  });
});

Deno.test("decodeLine() says so when a torn line is NUL bytes only", () => {
  assertEquals(torn([0, 0, 0]), { issues: [tornIssue(3, "nothing but NUL bytes")] });
});

Deno.test("decodeLine() counts one byte when a torn line has no more", () => {
  assertEquals(torn([0]), {
    issues: [
      found("torn_line", "The last line has no newline: 1 byte, nothing but NUL bytes"),
    ],
  });
});

Deno.test("decodeLine() counts NUL bytes when they stand before a torn event", () => {
  assertEquals(torn([0, 0], '{"v"'), {
    issues: [
      found("nul_bytes", "Found 2 NUL bytes at the line's start"),
      tornIssue(6, "an event that is not whole"),
    ],
  });
});

Deno.test("decodeLine() says so when a file is a byte order mark only", () => {
  const place = { line: 1, offset: 0 };
  assertEquals(decodeLine(lineOf([MARK], { number: 1, offset: 0, terminated: false })), {
    issues: [
      found("byte_order_mark", "The file starts with a byte order mark (EF BB BF)", place),
      tornIssue(3, "nothing but a byte order mark", place),
    ],
  });
});

Deno.test("decodeLine() takes the last of equal keys when there are several", () => {
  const { event } = decoded(LINE.replace("{", '{"payload":"first","payload":7,'));
  assertEquals(event, EVENT);
});

Deno.test("decodeLine() checks the last of equal keys when it is at fault", () => {
  const { event, issues } = decoded(LINE.replace(/}$/, ',"payload":7}'));
  const { payload: _gone, ...kept } = EVENT;
  assertEquals<unknown>([event, issues.map(({ path }) => path)], [kept, ["payload"]]);
});
