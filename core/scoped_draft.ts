import type { EventDraft } from "./event.ts";
import { present } from "./present_keys.ts";
import { type ScopeIds, withId } from "./scope.ts";
import { isStamped, readableDraft } from "./stamp.ts";

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
  if (isStamped(draft)) return draft;
  const readable = readableDraft(draft);
  const { type } = readable;
  const own = present(readable.correlation ?? {});
  // Spread again for keys that the wire format does not know: they are kept.
  const correlation = { ...withId(ids, own), ...own };
  return { ...readable, type, correlation } as EventDraft;
}
