import { assertEquals } from "@std/assert";
import { describe } from "../../core/describe.ts";

const CASES: readonly (readonly [json: string, text: string])[] = [
  ["null", "null"],
  ["true", "true"],
  ["0", "0"],
  ["-0", "0"],
  ["-1.5", "-1.5"],
  ["1e400", "Infinity"],
  ["9007199254740991", "9007199254740991"],
  ["9007199254740992", "9007199254740992, too large to be exact"],
  ["478775660589088776", "478775660589088800, too large to be exact"],
  ["[]", "an array of 0"],
  ["[1,2]", "an array of 2"],
  ["{}", "an object"],
  ['""', '""'],
  ['"a\\"b\\n"', '"a\\"b\\n"'],
];

for (const [json, text] of CASES) {
  Deno.test(`describe() gives ${text} when the value is ${json}`, () => {
    assertEquals(describe(JSON.parse(json)), text);
  });
}

Deno.test("describe() shows text whole when it has 60 characters", () => {
  assertEquals(describe("x".repeat(60)), `"${"x".repeat(60)}"`);
});

Deno.test("describe() cuts text when it has more than 60 characters", () => {
  assertEquals(describe("x".repeat(61)), `"${"x".repeat(60)}"… (61 characters)`);
});

Deno.test("describe() leaves no half character when it cuts text inside a pair", () => {
  assertEquals(describe(`${"x".repeat(59)}😀`), `"${"x".repeat(59)}\ufffd"… (61 characters)`);
});
