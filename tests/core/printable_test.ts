import { assertEquals } from "@std/assert";
import { printable } from "../../core/printable.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";
import { asciiOf } from "../fixtures/ascii.ts";

const CASES: readonly (readonly [text: string, shown: string])[] = [
  ["", ""],
  ["plain text, é € 😀 漢字 עברית", "plain text, é € 😀 漢字 עברית"],
  ["👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"],
  ["a b  c ", "a b  c "],
  ["\\n \\x1b", "\\n \\x1b"],
  ["a\nb\rc\td", "a\\nb\\rc\\td"],
  ["\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"],
  ["\x1b]8;;http://x\x07", "\\x1b]8;;http://x\\x07"],
  ["\0\b\x7f", "\\x00\\x08\\x7f"],
  ["\x80\x9b31m\x9f", "\\x80\\x9b31m\\x9f"],
  ["\u2028\u2029\u0085", "\\u2028\\u2029\\x85"],
  ["abc\u202exe.txt", "abc\\u202exe.txt"],
  [
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "\\u2066\\u2067\\u2068\\u2069\\u200e\\u200f\\u61c",
  ],
  ["a\u200bb\u2060c\ufeffd\u00ade", "a\\u200bb\\u2060c\\ufeffd\\xade"],
  ["\u{e0041}\u{e007f}", "\\u{e0041}\\u{e007f}"],
  ["\ud800 \udc00", "\ufffd \ufffd"],
  ["::error::x", "\\x3a\\x3aerror::x"],
  ["  ::error file=a::x", "  \\x3a\\x3aerror file=a::x"],
  ["\u00a0\u3000::set-output::x", "\\xa0\\u3000\\x3a\\x3aset-output::x"],
  ["\t::error::x", "\\t::error::x"],
  ["a\n::error::x", "a\\n::error::x"],
  ["\u200d\ufe0f::error::x", "\\u200d\\ufe0f\\x3a\\x3aerror::x"],
  ["std::string ::x", "std::string ::x"],
  [":::", "\\x3a\\x3a:"],
  [":", ":"],
  ["##[error]x", "\\x23\\x23[error]x"],
  ["a ##[group]x", "a \\x23\\x23[group]x"],
  ["###[error]", "#\\x23\\x23[error]"],
  ["##vso[task.complete]", "\\x23\\x23vso[task.complete]"],
  ["##VSO[x] ##vso[y]", "\\x23\\x23VSO[x] \\x23\\x23vso[y]"],
  ["##teamcity[buildStop]", "\\x23\\x23teamcity[buildStop]"],
  ["## heading #[x]", "## heading #[x]"],
];

for (const [text, shown] of CASES) {
  Deno.test(`printable() gives ${asciiOf(shown)} when the text is ${asciiOf(text)}`, () => {
    assertEquals(printable(text), shown);
  });
}

/** What one line for people must never have: a control, a break, or a command's beginning. */
const DANGER = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|^\s*::|##\w*\[/u;

const PIECES = [
  ...[
    "\n",
    "\r",
    "\x1b",
    "[",
    "\u0085",
    "\u2028",
    "\u202e",
    "\u200d",
    "\ufeff",
    "\ud83d",
    "\ude00",
  ],
  ...[" ", ":", "::", "#", "##", "vso[", "error", "\\", "é", "\u00a0", "x"],
];

const TEXTS = (() => {
  const random = seededRandom(4);
  return Array.from(
    { length: 20_000 },
    () => Array.from({ length: random() * 9 }, () => pick(PIECES, random)).join(""),
  );
})();

Deno.test("printable() gives one line without commands when text is random", () => {
  assertEquals(TEXTS.filter((text) => DANGER.test(printable(text))), []);
});

Deno.test("printable() gives the same when it is used twice", () => {
  assertEquals(TEXTS.filter((text) => printable(printable(text)) !== printable(text)), []);
});

for (
  const text of [
    ":".repeat(200_000),
    "#".repeat(200_000),
    " ".repeat(200_000),
    "##a".repeat(70_000),
  ]
) {
  Deno.test(`printable() takes time that grows with the text when it is long, ${text.slice(0, 3)}`, () => {
    assertEquals(printable(text).length - text.length, text.startsWith("::") ? 6 : 0);
  });
}
