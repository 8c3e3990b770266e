import { assertEquals } from "@std/assert";
import { plainNameFault } from "../../core/plain_name.ts";

const PLAIN = [
  "01KDYAK3SE0000000000000000",
  "nightly-42",
  "a",
  "..a",
  ".hidden",
  "a.b.c",
  "con-1",
  "console",
  "com10",
  "nul_",
  "x".repeat(128),
  "\u00e9".repeat(64),
  "\u65e5\u672c\u8a9e",
  "two words",
  "-rf",
  "~",
  "%2e%2e",
];

for (const name of PLAIN) {
  Deno.test(`plainNameFault() finds nothing when the name is ${JSON.stringify(name)}`, () => {
    assertEquals(plainNameFault(name), undefined);
  });
}

const SEPARATOR = "it has a path separator";
const DEVICE = "Windows reserves it for a device";
const CHARACTER = 'it has one of the characters < > : " | ? *';

const FAULTS: readonly (readonly [name: unknown, fault: string])[] = [
  [undefined, "it is no text"],
  [5, "it is no text"],
  [["a"], "it is no text"],
  ["", "it is empty"],
  [".", "it is a relative path"],
  ["..", "it is a relative path"],
  ["../x", SEPARATOR],
  ["x/..", SEPARATOR],
  ["/etc", SEPARATOR],
  ["a/b", SEPARATOR],
  ["..\\x", SEPARATOR],
  ["\\\\server\\share", SEPARATOR],
  ["a\\b", SEPARATOR],
  ["a\0", "it has a NUL character"],
  ["a\nb", "it has a control character"],
  ["\x1b[31m", "it has a control character"],
  ["a\x7f", "it has a control character"],
  ["a\x9b", "it has a control character"],
  ["\ud800", "it has half of a surrogate pair"],
  ["a\u202eb", "it has a character that is not shown"],
  ["a\u200b", "it has a character that is not shown"],
  ["a\u2028", "it has a character that is not shown"],
  ["C:", CHARACTER],
  ["a:b", CHARACTER],
  ["a:", CHARACTER],
  ["a*", CHARACTER],
  ["a?", CHARACTER],
  ["a|b", CHARACTER],
  ['a"b', CHARACTER],
  ["<a>", CHARACTER],
  [" a", "it begins or ends with a blank"],
  ["a ", "it begins or ends with a blank"],
  [" ", "it begins or ends with a blank"],
  ["a.", "it ends with a dot"],
  ["...", "it ends with a dot"],
  ["CON", DEVICE],
  ["con", DEVICE],
  ["Nul.txt", DEVICE],
  ["aux.tar.gz", DEVICE],
  ["prn .log", DEVICE],
  ["COM1", DEVICE],
  ["lpt9.x", DEVICE],
  ["com\u00b9", DEVICE],
  ["CONIN$", DEVICE],
  ["x".repeat(129), "it has 129 bytes, and 128 is the limit"],
  ["\u65e5".repeat(43), "it has 129 bytes, and 128 is the limit"],
];

for (const [name, fault] of FAULTS) {
  Deno.test(`plainNameFault() says why when the name is ${JSON.stringify(name)}`, () => {
    assertEquals(plainNameFault(name), fault);
  });
}
