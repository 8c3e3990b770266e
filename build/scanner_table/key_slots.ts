import {
  CORRELATION_FIELDS,
  CUSTOM_EVENT_FIELDS,
  ENVELOPE_FIELDS,
  type Fields,
} from "../../core/event_table.ts";
import { TYPE_PLANS } from "../../core/scanner/scan_plan.ts";

/** The keys that one object of an event may have, each with its slot. */
export interface KeyScope {
  /** The key that the object stands under; `event` for the event itself. */
  readonly name: string;
  /** The slot of each key: neighbours, in order. */
  readonly slots: ReadonlyMap<string, number>;
}

/** The places for values that may come in any order: the event's own, then those of its objects. */
export const KEY_SCOPES: readonly KeyScope[] = numbered([
  ["event", [
    ...Object.keys(ENVELOPE_FIELDS),
    ...TYPE_PLANS.flatMap(({ fields }) => Object.keys(fields)),
    ...Object.keys(CUSTOM_EVENT_FIELDS),
  ]],
  ["correlation", Object.keys(CORRELATION_FIELDS)],
  ["host", keysUnder("host")],
  ["error", keysUnder("error")],
]);

/**
 * Gives the slot of a key.
 *
 * @param scope The name of a scope.
 * @param key One of its keys.
 * @returns The slot.
 */
export function slotOf(scope: string, key: string): number {
  return KEY_SCOPES.find(({ name }) => name === scope)!.slots.get(key)!;
}

function numbered(
  scopes: readonly (readonly [name: string, keys: readonly string[]])[],
): readonly KeyScope[] {
  let count = 0;
  return scopes.map(([name, keys]) => ({
    name,
    slots: new Map([...new Set(keys)].map((key) => [key, count++])),
  }));
}

/** The keys of the objects of one name: the same wherever the name occurs. */
function keysUnder(name: string): readonly string[] {
  const found = TYPE_PLANS.flatMap(({ fields }): Fields[] => {
    const rule = fields[name];
    return rule?.kind === "object" ? [rule.fields] : [];
  });
  if (new Set(found.map((fields) => JSON.stringify(fields))).size !== 1) {
    throw new Error(`Cannot make the scanner's table: objects named ${name} differ`);
  }
  return Object.keys(found[0]!);
}
