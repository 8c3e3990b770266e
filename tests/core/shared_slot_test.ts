import { assertEquals, assertStrictEquals } from "@std/assert";
import { otherMajors, slotKey } from "../../core/shared_slot.ts";

Deno.test("slotKey() is the same for all copies of a major", () => {
  assertStrictEquals(slotKey(1), Symbol.for("runtrail.slot.1"));
});

Deno.test("otherMajors() gives the majors of others in ascending order", () => {
  const holder = { [slotKey(10)]: {}, [slotKey(1)]: {}, [slotKey(2)]: {} };
  assertEquals(otherMajors(holder, 1), [2, 10]);
});

Deno.test("otherMajors() gives nothing when there is no slot but ours", () => {
  const holder = {
    [slotKey(1)]: {},
    [Symbol("runtrail.slot.2")]: "not registered",
    [Symbol.for("runtrail.slot.two")]: "no number",
    [Symbol.for("runtrail.2")]: "no slot",
    "runtrail.slot.2": "no symbol",
  };
  assertEquals(otherMajors(holder, 1), []);
});
