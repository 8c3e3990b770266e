import { assertEquals } from "@std/assert";
import { clear, type EventDraft, install } from "../../mod.ts";

Deno.test("install() says at once that there is a conflict when what stamps cannot be listened to", () => {
  Object.assign(globalThis, { [Symbol.for("runtrail.slot.2")]: {} });
  const drafts: EventDraft[] = [];
  const stamping = { stamps: true, emit: (draft: EventDraft) => void drafts.push(draft) };

  install(stamping);
  install(stamping);
  clear();

  assertEquals(drafts, [
    { type: "runtrail.slot_conflict", data: { major: 1, others: [2] } } as EventDraft,
  ]);
});
