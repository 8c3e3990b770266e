import { assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";

const WIDTHS: ReadonlyArray<readonly [string, string, number]> = [
  ["is empty", "", 0],
  ["is ASCII", "run 42: ok", 10],
  ["has control characters", "\0\t\n\r\x1b\x7f\x80\x9f", 0],
  ["is CJK", "天地玄黃", 8],
  ["is kana", "かなカナ", 8],
  ["is full-width ASCII", "ＡＢ！", 6],
  ["is half-width katakana", "ｶﾅ", 2],
  ["is composed Hangul", "한글", 4],
  ["is decomposed Hangul", "\u1112\u1161\u11ab", 2],
  ["has a Hangul filler", "\u115f\u3164\uffa0", 5],
  ["is a composed letter", "\u00e1", 1],
  ["has a combining mark", "a\u0301", 1],
  ["has an enclosing mark", "1\u20e3", 1],
  ["has a spacing mark", "\u0915\u093e", 2],
  ["is an ambiguous character", "\u00a1\u2026\u2460\u2500", 4],
  ["has a soft hyphen", "a\u00adb", 3],
  ["has a no-break space", "\u00a0", 1],
  ["has a zero-width space", "a\u200bb", 2],
  ["has a byte order mark", "\ufeffa", 1],
  ["is an emoji", "🔬", 2],
  ["is a text symbol", "✔", 1],
  ["has a variation selector", "✔\ufe0f", 1],
  ["is a wide symbol", "✅", 2],
  ["is a flag", "🇯🇵", 2],
  ["has a skin tone", "👍🏽", 4],
  ["is an emoji joined from two", "👩\u200d🔬", 4],
  ["is an emoji joined from four", "👨\u200d👩\u200d👧\u200d👦", 8],
  ["has an ANSI colour", "\x1b[31mred\x1b[0m", 10],
  ["has a lone surrogate", "\ud800a", 2],
  ["is in a private plane", "\ue000\u{f0000}", 2],
];

for (const [state, text, width] of WIDTHS) {
  Deno.test(`unicodeWidth() returns ${width} when the text ${state}`, () => {
    assertEquals(unicodeWidth(text), width);
  });
}
