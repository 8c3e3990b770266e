import {
  CUSTOM_EVENT_FIELDS,
  ENVELOPE_FIELDS,
  EVENT_TABLE,
  type EventRule,
  type Fields,
} from "./event_table.ts";

/**
 * Tells whether a key of an event says which one it is, and where it belongs: no path hits it.
 *
 * @param key A key at the event's root.
 * @returns Whether it does.
 */
export function isIdentityKey(key: string): boolean {
  switch (key) {
    case "v":
    case "seq":
    case "type":
    case "timestamp":
    case "correlation":
      return true;
    default:
      return false;
  }
}

/**
 * Tells whether a key is the schema's: it is no secret, and without it the event would be none.
 *
 * @param key A key anywhere in an event.
 * @returns Whether it is.
 */
export function isSchemaKey(key: string): boolean {
  return SCHEMA_KEYS.has(key);
}

const SCHEMA_KEYS: ReadonlySet<string> = new Set([
  ...keysOf(ENVELOPE_FIELDS),
  ...keysOf(CUSTOM_EVENT_FIELDS),
  ...Object.values(EVENT_TABLE).flatMap((rule: EventRule) => keysOf(rule.fields)),
]);

function keysOf(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([key, rule]) =>
    rule.kind === "object" ? [key, ...keysOf(rule.fields)] : [key]
  );
}
