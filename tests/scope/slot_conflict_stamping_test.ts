import { assertEquals } from "@std/assert";
import { clear, type EventDraft, install } from "../../mod.ts";
import { withSink } from "../../sinks/scope.ts";

Deno.test("install() says at once that there is a conflict when what stamps cannot be listened to", () => {
  Object.assign(globalThis, { [Symbol.for("runtrail.slot.2")]: {} });
  const drafts: EventDraft[] = [];
  const stamping = { stamps: true, emit: (draft: EventDraft) => void drafts.push(draft) };

  install(stamping);
  clear();
  withSink(stamping, () => {});

  assertEquals(drafts, [
    { type: "runtrail.slot_conflict", data: { major: 1, others: [2] } } as EventDraft,
  ]);
});
