import { assertThrows } from "@std/assert";
import { assertSame } from "../../bench/harness/same_findings.ts";

const KNOWN = { events: 3, types: { a: 1, b: 2 }, slowestMs: [3, 2] };

Deno.test("assertSame() takes keys in any order, and what is left out", () => {
  assertSame("jq", { types: { b: 2, a: 1 } }, KNOWN);
});

for (
  const [what, found] of [
    ["a count differs", { types: { a: 1, b: 3 } }],
    ["a type is missing", { types: { b: 2 } }],
    ["a list has another order", { slowestMs: [2, 3] }],
    ["it tells what is not known", { missing: 0 }],
  ] as const
) {
  Deno.test(`assertSame() throws when ${what}`, () => {
    assertThrows(() => assertSame("jq", found, KNOWN), Error, "Cannot compare jq: error in");
  });
}
