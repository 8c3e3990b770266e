import { assertEquals, assertMatch } from "@std/assert";
import { hexId } from "../../core/hex_id.ts";

Deno.test("hexId() writes two digits for each byte", () => {
  assertEquals(hexId(3, (bytes) => bytes.set([0, 10, 255])), "000aff");
});

Deno.test("hexId() asks again when all bytes are zero", () => {
  const answers = [[0, 0], [0, 1]];
  assertEquals(hexId(2, (bytes) => bytes.set(answers.shift()!)), "0001");
});

Deno.test("hexId() takes the platform's randomness when it is given none", () => {
  assertMatch(hexId(6), /^[0-9a-f]{12}$/);
});
