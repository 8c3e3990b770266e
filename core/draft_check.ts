import { checkFields, isKnownType, type JsonRecord } from "./check.ts";
import type { EventDraft } from "./event.ts";
import { plain } from "./plain.ts";

/**
 * Finds what the event table does not allow in the draft of a built-in event: what `validate`
 * will say of the line, while the code that is at fault still runs.
 *
 * @param draft The draft, whose correlation is not looked at.
 * @returns A misuse for each key; without what was found there, which may be a secret.
 */
export function draftFaults(draft: EventDraft): readonly TypeError[] {
  if (faultsIn(draft).length === 0) return [];
  // What is no JSON yet, such as an error, may be sound as it is written.
  return faultsIn(plain(draft)).map(({ path, expected }) =>
    new TypeError(`Cannot emit a sound ${String(draft.type)}: ${path} is not ${expected}`)
  );
}

interface Fault {
  readonly path: string;
  readonly expected: string;
}

function faultsIn(draft: unknown): readonly Fault[] {
  const { type } = draft as { readonly type?: unknown };
  if (typeof type !== "string" || !isKnownType(type)) {
    return [{ path: "type", expected: "a type that is built in" }];
  }
  const faults: Fault[] = [];
  checkFields(draft as JsonRecord & { readonly type: string }, (fault) => faults.push(fault));
  return faults;
}
