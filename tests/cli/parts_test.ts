import { assert, assertEquals, assertThrows } from "@std/assert";
import { cell, columns, rightCell } from "../../cli/columns.ts";
import { worse } from "../../cli/exit_code.ts";
import { jsonLines } from "../../cli/json_lines.ts";
import { Output, OutputError } from "../../cli/output.ts";
import { formatBytes, grouped, quantity } from "../../cli/quantity.ts";
import { firstLine, nameText, outputLine } from "../../cli/shown_text.ts";
import { closestWord } from "../../cli/suggestion.ts";
import { cutTo, textWidth } from "../../cli/text_width.ts";
import { roughWidth } from "../../cli/issue_text.ts";
import { PLAIN } from "../../core/paint.ts";
import { memoryStream, systemError } from "../sinks/memory.ts";

const WIDTH = await textWidth("\u65e5");
const DRAWING = { paint: PLAIN, width: WIDTH };

Deno.test("closestWord() finds the word that somebody meant", () => {
  const known = ["validate", "summarize", "schema"];
  assertEquals(
    ["validate", "valdiate", "vaildate", "sumarise", "skema", "x", "", "frobnicate"]
      .map((given) => closestWord(given, known)),
    ["validate", "validate", "validate", "summarize", "schema", undefined, undefined, undefined],
  );
});

Deno.test("closestWord() takes the closest, and of equals the first", () => {
  assertEquals(closestWord("bat", ["hat", "cat", "bats", "bat"]), "bat");
  assertEquals(closestWord("bat", ["hat", "cat"]), "hat");
});

Deno.test("quantity() counts in the singular and the plural", () => {
  assertEquals([0, 1, 2, 1204, 1_000_000].map((count) => quantity(count, "event")), [
    "0 events",
    "1 event",
    "2 events",
    "1 204 events",
    "1 000 000 events",
  ]);
  assertEquals([12, 123, 1234].map(grouped), ["12", "123", "1 234"]);
});

Deno.test("formatBytes() takes the unit that fits", () => {
  assertEquals(
    [0, 812, 1023, 1024, 4200, 2 ** 20, 1.2 * 2 ** 30, 2 ** 40, 2 ** 50].map(formatBytes),
    ["0 B", "812 B", "1023 B", "1.0 KiB", "4.1 KiB", "1.0 MiB", "1.2 GiB", "1.0 TiB", "1024.0 TiB"],
  );
});

Deno.test("worse() gives the higher exit code", () => {
  assertEquals([worse(0, 1), worse(2, 1), worse(0, 0)], [1, 2, 0]);
});

Deno.test("columns() aligns what is seen", () => {
  assertEquals(
    columns([
      [cell("\u30a6\u30a7\u30d6"), rightCell("1"), cell("end")],
      [cell("e\u0301"), rightCell("100"), cell("")],
      [cell("alone")],
      [],
    ], { paint: (tone, text) => `<${tone}>${text}`, width: WIDTH }),
    ["\u30a6\u30a7\u30d6    1  end", "e\u0301       100", "alone", ""],
  );
});

Deno.test("columns() counts no colours", () => {
  assertEquals(
    columns([[cell("ab", "bad"), cell("x")], [cell("abcd"), cell("y")]], {
      paint: (tone, text) => `<${tone}>${text}</>`,
      width: WIDTH,
    }),
    ["<bad>ab</>    x", "abcd  y"],
  );
});

Deno.test("textWidth() measures wide text that has characters beyond ASCII", async () => {
  const measured = async (text: string): Promise<number> => (await textWidth(text))(text);
  assertEquals(
    await Promise.all(["abc", "\u65e5\u672c", "e\u0301", "\u3000", "\u{1f310}", ""].map(measured)),
    [3, 4, 1, 2, 2, 0],
  );
});

Deno.test("roughWidth() agrees with the tables where faults are likely", () => {
  for (
    const text of [
      '{"a":1}',
      "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8",
      "\ud55c\uad6d\uc5b4",
      "gr\u00fc\u00dfe, \u041f\u0440\u0438\u0432\u0435\u0442",
      "e\u0301a\u0308",
      "\uff21\uff22\u3000\uff01",
      "\u{1f310}\u{1f600}",
      "\u{20000}",
    ]
  ) assertEquals(roughWidth(text), WIDTH(text), text);
});

Deno.test("cutTo() keeps what fits and cuts what does not, by columns", () => {
  assertEquals(
    [cutTo("abc", 3, WIDTH), cutTo("abcd", 3, WIDTH), cutTo("\u65e5\u672c\u8a9e", 5, WIDTH)],
    ["abc", "ab\u2026", "\u65e5\u672c\u2026"],
  );
  assertEquals(cutTo("\u65e5\u672c\u8a9e", 4, WIDTH), "\u65e5\u2026");
  assert(cutTo("\u{1f310}".repeat(4), 4, WIDTH).isWellFormed());
});

Deno.test("nameText() shows one safe line of at most 60 columns", () => {
  assertEquals(nameText("  a\nb\x1b[0m ", DRAWING), "a\\nb\\x1b[0m");
  assertEquals(WIDTH(nameText("\u65e5".repeat(100), DRAWING)), 59);
});

Deno.test("firstLine() shows the first line and that there are more", () => {
  assertEquals(
    ["one", "one\n", "\n one\r\ntwo", "", "\x1b[31mred\x1b[0m"].map((text) =>
      firstLine(text, DRAWING)
    ),
    ["one", "one", "one \u2026", "", "red"],
  );
  assertEquals(firstLine("x".repeat(500), DRAWING).length, 120);
});

Deno.test("outputLine() shows what a terminal shows, without its colours", () => {
  assertEquals(
    ["\x1b[1;31mred\x1b[m", "10 %\r20 %\r30 %", "\x1b[2Jcleared", "a\tb"].map(outputLine),
    ["red", "30 %", "\\x1b[2Jcleared", "a\\tb"],
  );
});

Deno.test("jsonLines() escapes what is unsafe and nothing else", () => {
  const value = {
    "##[group]": [
      "\x1b\x7f\x9b",
      "\u202e\u2066\u200b\ufeff",
      "\u{e0041}",
      "##vso[x]",
      "## [",
      "\u65e5",
    ],
  };
  const text = [...jsonLines(value)].join("\n");
  assertEquals(JSON.parse(text), value);
  assertEquals(text.split("\n"), [
    "{",
    '  "\\u0023\\u0023[group]": [',
    '    "\\u001b\\u007f\\u009b",',
    '    "\\u202e\\u2066\\u200b\\ufeff",',
    '    "\\udb40\\udc41",',
    '    "\\u0023\\u0023vso[x]",',
    '    "## [",',
    '    "\u65e5"',
    "  ]",
    "}",
  ]);
});

Deno.test("jsonLines() puts what lies six deep on one line", () => {
  const text = [...jsonLines([[[[[[{ a: [1, "x"], b: undefined }, {}]]]]]])].join("\n");
  assertEquals(text.split("\n").slice(5, -5), [
    "          [",
    '            {"a":[1,"x"]},',
    "            {}",
    "          ]",
  ]);
});

Deno.test("jsonLines() gives what JSON.stringify() does when nothing lies deep", () => {
  const deep = { a: [[[{ b: 1, d: {} }]]], e: undefined, f: [], g: "x\ny" };
  for (const value of [deep, [deep, undefined], {}, [], 1, null, "text", { 'k\n"': [true, 1.5] }]) {
    assertEquals([...jsonLines(value)].join("\n"), JSON.stringify(value, null, 2));
  }
});

Deno.test("jsonLines() makes what can be iterated when it is its turn", () => {
  const made: number[] = [];
  function* runs(): Generator<object> {
    for (let seq = 1; seq <= 3; seq++) {
      made.push(seq);
      yield { seq };
    }
  }
  const lines: string[] = [];
  const madeBefore: number[] = [];
  for (const line of jsonLines({ files: [{ runs: runs() }] })) {
    lines.push(line);
    madeBefore.push(made.length);
  }
  const value = { files: [{ runs: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] }] };
  assertEquals(lines.join("\n"), JSON.stringify(value, null, 2));
  assertEquals(madeBefore, [0, 0, 0, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
});

Deno.test("Output.line() gathers, and flush() hands over", () => {
  const stream = memoryStream();
  const output = new Output(stream);
  assert(!output.started);
  output.line("one");
  assertEquals([output.started, stream.text], [true, ""]);
  output.flush();
  assertEquals(stream.text, "one\n");
  output.line("x".repeat(20_000));
  assertEquals(stream.text.length, 20_005);
});

Deno.test("Output.flush() goes quiet when the reader has gone, and throws when it is another error", () => {
  let code = "EPIPE";
  let calls = 0;
  const output = new Output({
    isTerminal: () => false,
    writeSync() {
      calls++;
      throw systemError(code);
    },
  });
  code = "EIO";
  output.line("one");
  assertThrows(
    () => output.flush(),
    OutputError,
    "Cannot write to standard output: the device failed",
  );
  code = "EPIPE";
  output.line("two");
  output.flush();
  output.line("three");
  output.flush();
  assertEquals([output.closed, calls], [true, 2]);
});

Deno.test("Output.lines() asks for no more lines when the reader has gone", () => {
  const output = new Output({
    isTerminal: () => false,
    writeSync() {
      throw systemError("EPIPE");
    },
  });
  let asked = 0;
  const lines = function* (): Generator<string> {
    for (; asked < 5; asked++) yield "x".repeat(20_000);
  };
  output.lines(lines());
  assertEquals(asked, 0);
});
