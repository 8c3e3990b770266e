/**
 * Makes text from an event safe to show: it is data, never a terminal escape, a
 * trick with the reading direction, or a workflow command of a CI system.
 *
 * Control and direction characters become visible escapes (`\x1b`, `\u202e`).
 * So does what a CI runner would take for a command: GitHub's looks for `::` at
 * a line's start, blanks before it skipped, and for `##[` anywhere; Azure's for `##vso[`,
 * TeamCity's for `##teamcity[`.
 *
 * @param text Any text.
 * @returns One line without control characters.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  // Made where it is needed: engines read the tables of Unicode for it.
  unsafe ??= new RegExp(UNSAFE, "gu");
  return text.toWellFormed().replace(unsafe, escape);
}

/** Nothing in it can be unsafe: only ASCII, and nothing that a command begins with. */
const PLAIN = /^(?!.*(?:::|##))[ -~]*$/;

let unsafe: RegExp | undefined;

const UNSAFE = [
  // C0 and C1 controls with DEL; line separators; marks, embeddings, overrides and isolates of
  // direction (UAX 9); invisible characters that hide text; tag characters.
  "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u2028\\u2029\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\u{e0000}-\\u{e007f}]",
  // Comparison by culture, which .NET's runners use, skips characters that are not shown.
  "^[\\s\\p{Default_Ignorable_Code_Point}]*::",
  "##(?=\\w*\\[)",
].join("|");

const SHORT: ReadonlyMap<string, string> = new Map([["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"]]);

function escape(found: string): string {
  return [...found].map((char) => SHORT.get(char) ?? escapeChar(char)).join("");
}

function escapeChar(char: string): string {
  const code = char.codePointAt(0)!;
  if (char === " ") return char;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).padStart(2, "0")}`;
}
