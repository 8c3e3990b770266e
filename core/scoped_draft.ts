import type { EventDraft } from "./event.ts";
import { type ScopeIds, withId } from "./scope.ts";
import { readableDraft } from "./stamp.ts";

/**
 * Adds the ids of where an event was emitted to those that it names itself,
 * which win.
 *
 * @param draft The draft, which stays as it is.
 * @param ids The ids of where it was emitted.
 * @returns A draft with all ids in wire order; the given one where it was
 * stamped elsewhere, and so has its ids.
 */
export function withScopeIds(draft: EventDraft, ids: ScopeIds): EventDraft {
  const readable = readableDraft(draft);
  if (Object.hasOwn(readable, "seq")) return draft;
  const { type, correlation: own = {} } = readable;
  // Spread again for keys that the wire format does not know: they are kept.
  const correlation = { ...withId(ids, own), ...own };
  return { ...readable, type, correlation } as EventDraft;
}
