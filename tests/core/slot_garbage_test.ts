import { assertEquals } from "@std/assert";
import process from "node:process";
import type { EventDraft } from "../../core/event.ts";
import { emit, isActive } from "../../core/slot.ts";

const CALLS = 10_000;
const ROUNDS = 15;

/** How many bytes a call leaves on the heap, without the collections that fall in between. */
function bytesPerCall(call: () => void): number {
  const bytes = Array.from({ length: ROUNDS }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < CALLS; at++) call();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.floor(bytes.sort((one, other) => one - other)[ROUNDS >> 1]! / CALLS);
}

const HELLO: EventDraft = { type: "stdout", payload: "hello\n" };
const hello = (): EventDraft => ({ ...HELLO });

for (
  const [name, call] of [
    ["emit() leaves no garbage when it is given an event", () => emit(HELLO)],
    ["emit() leaves no garbage when it is given a function", () => emit(hello)],
    ["isActive() leaves no garbage when it is asked", () => void isActive()],
  ] as const
) {
  Deno.test(`${name} and nothing is installed`, () => {
    assertEquals(bytesPerCall(call), 0);
  });
}
