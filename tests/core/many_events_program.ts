/**
 * Emits so many events that a bus compiles code for its listeners, and prints what they saw and
 * whether the process may make code of text.
 *
 * @module
 */

import process from "node:process";
import { EventBus } from "../../mod.ts";

const EVENTS = 3_000;

function mayMakeCode(): boolean {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
}

/** Emits to some listeners, of which the second throws at times; gives what each saw. */
function seenBy(count: number): readonly number[] {
  const bus = new EventBus({ runId: "r1" });
  const seen = Array.from({ length: count }, () => 0);
  seen.forEach((_, index) => {
    bus.on((event) => {
      seen[index] = seen[index]! + 1;
      if (index === 1 && event.seq % 1_400 === 0) throw new Error("no");
    });
  });
  for (let at = 0; at < EVENTS; at++) bus.emit({ type: "stdout", payload: "" });
  return [...seen, bus.failures];
}

process.stdout.write(
  `${JSON.stringify({ mayMakeCode: mayMakeCode(), seen: [1, 3].map(seenBy) })}\n`,
);
