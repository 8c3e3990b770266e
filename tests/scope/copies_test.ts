import { assertEquals } from "@std/assert";
import { ONE_SLOT } from "./one_slot.ts";
import { runWithCopy } from "./package_copy.ts";

Deno.test("the scopes are one when the package is there in two copies", async () => {
  assertEquals(await runWithCopy("two_copies.ts", 1), ONE_SLOT);
});

Deno.test("the slots are two, and each says so once, when a copy is of another major", async () => {
  assertEquals(await runWithCopy("two_majors.ts", 2), {
    seenByOurs: [
      [1, "stdout", "ours 1"],
      [2, "runtrail.slot_conflict", { major: 1, others: [2] }],
      [3, "stdout", "ours 2"],
    ],
    seenByTheirs: [
      [1, "stdout", "theirs 1"],
      [2, "runtrail.slot_conflict", { major: 2, others: [1] }],
      [3, "stdout", "theirs 2"],
    ],
    active: [true, false],
  });
});

for (const when of ["before the run", "in the run"]) {
  Deno.test(`the conflict is told inside the run when a copy of another major is loaded ${when}`, async () => {
    assertEquals(await runWithCopy("late_major.ts", 2, [when]), [
      "1 run_started",
      "2 runtrail.slot_conflict",
      "3 run_finished",
    ]);
  });
}
