import { assertEquals } from "@std/assert";
import { readBack, textOf } from "../../bench/contestants/logger.ts";

/** A line of a contestant. */
function line(n: number): string {
  return `${JSON.stringify({ chunk: textOf(n) })}\n`;
}

Deno.test("readBack() finds the numbers of whole lines in order", () => {
  assertEquals(readBack(line(3) + "\n" + line(1) + '{"other":1}\n'), {
    numbers: [3, 1],
    broken: 0,
    torn: false,
  });
});

Deno.test("readBack() counts a line that was glued to a torn one as broken", () => {
  assertEquals(readBack(line(1) + '{"to' + line(2)), { numbers: [1], broken: 1, torn: false });
});

Deno.test("readBack() leaves out a last line without a newline", () => {
  assertEquals(readBack(line(1) + line(2).trimEnd()), { numbers: [1], broken: 0, torn: true });
});
