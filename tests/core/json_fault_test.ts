import { assertEquals } from "@std/assert";
import { findJsonFault, type JsonFault } from "../../core/json_fault.ts";
import { asciiOf } from "../fixtures/ascii.ts";
import { isJson } from "../fixtures/json_cases.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const VALID = [
  "0",
  "-0",
  "12.5e+10",
  "1E400",
  "true",
  "false",
  "null",
  '""',
  "[]",
  "{}",
  " \t\r\n[ 1 , [ ] , { } ]\n ",
  '{"a":{"b":[{"c":null}]},"":-1.5e-7}',
  '"\\u00e9\\uD83D\\ude00\\"\\\\\\/\\b\\f\\n\\r\\t"',
  '"\u2028 é 😀 \ud800 \u007f"',
  '{"__proto__":1,"__proto__":2}',
];

for (const text of VALID) {
  Deno.test(`findJsonFault() gives undefined when the text is ${asciiOf(text)}`, () => {
    assertEquals([isJson(text), findJsonFault(text)], [true, undefined]);
  });
}

const FAULTS: readonly (readonly [text: string, index: number, expected: string])[] = [
  ["", 0, "a JSON value"],
  ["  ", 2, "a JSON value"],
  ["nul", 3, "null"],
  ["nuLl", 2, "null"],
  ["True", 0, "a JSON value"],
  ["NaN", 0, "a JSON value"],
  ["Infinity", 0, "a JSON value"],
  ["-Infinity", 1, "a digit"],
  ["undefined", 0, "a JSON value"],
  ["'a'", 0, "a JSON value"],
  ["// c", 0, "a JSON value"],
  ["\ufeff{}", 0, "a JSON value"],
  ["\u00a0{}", 0, "a JSON value"],
  ["\0", 0, "a JSON value"],
  ["-", 1, "a digit"],
  ["+1", 0, "a JSON value"],
  [".5", 0, "a JSON value"],
  ["01", 1, "the end of the line"],
  ["-01", 2, "the end of the line"],
  ["1.", 2, "a digit"],
  ["1.e5", 2, "a digit"],
  ["1e", 2, "a digit"],
  ["1e+", 3, "a digit"],
  ["0x10", 1, "the end of the line"],
  ["1_000", 1, "the end of the line"],
  ["１", 0, "a JSON value"],
  ["{} {}", 3, "the end of the line"],
  ["{}\0", 2, "the end of the line"],
  ["[1,]", 3, "a JSON value"],
  ["[,1]", 1, "a JSON value"],
  ["[1 2]", 3, "',' or ']'"],
  ["[1}", 2, "',' or ']'"],
  ["[", 1, "a JSON value"],
  ["]", 0, "a JSON value"],
  ["{", 1, "a key or '}'"],
  ["{a:1}", 1, "a key or '}'"],
  ["{1:1}", 1, "a key or '}'"],
  ['{"a"}', 4, "':'"],
  ['{"a" 1}', 5, "':'"],
  ['{"a":}', 5, "a JSON value"],
  ['{"a":1 "b":2}', 7, "',' or '}'"],
  ['{"a":1]', 6, "',' or '}'"],
  ['{"a":1,}', 7, "a key"],
  ['{"a":1', 6, "',' or '}'"],
  ['"a', 2, "'\"'"],
  ['"a\nb"', 2, "an escape, because a control character may not stand in text"],
  ['"\u001f"', 1, "an escape, because a control character may not stand in text"],
  ['"\0"', 1, "an escape, because a control character may not stand in text"],
  ['"\\', 2, 'one of " \\ / b f n r t u'],
  ['"\\x41"', 2, 'one of " \\ / b f n r t u'],
  ['"\\u00g0"', 5, "a hexadecimal digit"],
  ['"\\u12"', 5, "a hexadecimal digit"],
];

for (const [text, index, expected] of FAULTS) {
  Deno.test(`findJsonFault() gives index ${index} when the text is ${asciiOf(text)}`, () => {
    const fault: JsonFault = { index, expected };
    assertEquals([isJson(text), findJsonFault(text)], [false, fault]);
  });
}

const LINE = JSON.stringify({
  v: 1,
  labels: { "é 😀": '\\"\n\u2028', "": "" },
  nested: [[-0.5e-3, { deep: [true, false, null] }], [], {}],
});

Deno.test("findJsonFault() gives the end when an object is cut anywhere", () => {
  const prefixes = Array.from({ length: LINE.length }, (_, end) => LINE.slice(0, end));
  assertEquals(
    prefixes.map((text) => findJsonFault(text)?.index),
    prefixes.map(({ length }) => length),
  );
});

/** What a slip of the pen or of the disk puts into a line. */
const PIECES = [..."{}[]\",:\\ntfue+-.0159 \t\r\0\x1f\x7fé\u2028'/", "\ud800", "\\u12", "null"];

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const gone = Math.floor(random() * 3);
  const put = random() < 0.7 ? pick(PIECES, random) : "";
  return text.slice(0, at) + put + text.slice(at + gone);
}

Deno.test("findJsonFault() agrees with JSON.parse when valid lines are mutated", () => {
  const random = seededRandom(1);
  const wrong: string[] = [];
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (let round = 0; round < 220_000; round++) {
    let text = random() < 0.5 ? LINE : pick(VALID, random);
    for (let count = random() * 3; count > 0; count--) text = mutated(text, random);
    const fault = findJsonFault(text);
    if ((fault === undefined) !== isJson(text)) wrong.push(text);
  }
  Error.stackTraceLimit = stackTraceLimit;
  assertEquals(wrong, []);
});

Deno.test("findJsonFault() gives the first fault when what follows it is cut off", () => {
  const random = seededRandom(2);
  const wrong: string[] = [];
  for (let round = 0; round < 20_000; round++) {
    const text = mutated(mutated(LINE, random), random);
    const fault = findJsonFault(text);
    if (fault === undefined) continue;
    const before = findJsonFault(text.slice(0, fault.index));
    const upTo = findJsonFault(text.slice(0, fault.index + 1));
    const isFirst = upTo?.index === fault.index &&
      (before === undefined || before.index === fault.index);
    if (!isFirst) wrong.push(text);
  }
  assertEquals(wrong, []);
});

const DEPTH = 100_000;

const DEEP: readonly (readonly [name: string, text: string, fault: JsonFault | undefined])[] = [
  ["opened", "[".repeat(DEPTH), { index: DEPTH, expected: "a JSON value" }],
  ["objects", '{"a":'.repeat(DEPTH), { index: 5 * DEPTH, expected: "a JSON value" }],
  ["closed", "[".repeat(DEPTH) + "]".repeat(DEPTH), undefined],
];

for (const [name, text, fault] of DEEP) {
  Deno.test(`findJsonFault() does not overflow when nesting is 100 000 deep, ${name}`, () => {
    assertEquals(findJsonFault(text), fault);
  });
}
