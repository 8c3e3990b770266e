import { KEY_SCOPES, slotOf } from "./key_slots.ts";
import type { LiteralPool } from "./literal_pool.ts";
import { lookupSource } from "./lookup.ts";
import { SINGLED_OUT } from "./taken_values.ts";

/** Room for the text of a key, its length before it. */
const KEY_BYTES = 24;

/**
 * Writes how keys find their slots, and slots their keys.
 *
 * @param pool Takes the keys.
 * @returns The source.
 */
export function keyLookupSource(pool: LiteralPool): string {
  const [event, ...inner] = KEY_SCOPES;
  const lookups = KEY_SCOPES.map(({ name, slots }) =>
    lookupSource(pool, { name: `slot_${name}`, numbers: slots })
  );
  return `${lookups.join("\n")}
/** The scope that the object at a key opens, or 0 where its keys do not matter. */
export function scopeOf(slot: i32): u32 {
${
    inner.map(({ name }, index) => `  if (slot == ${event!.slots.get(name)}) return ${index + 1};`)
      .join("\n")
  }
  return 0;
}

/** The slot of a key in a scope: 0 is the event itself. -1 where the key is none of the table's. */
export function slotOf(scope: u32, at: usize, length: usize): i32 {
  switch (scope) {
${
    KEY_SCOPES.map(({ name }, scope) => `    case ${scope}: return slot_${name}(at, length);`)
      .join("\n")
  }
    default: return -1;
  }
}

/** Each key as it stands before its value, with its length before it. */
const KEYS: usize = memory.data<u8>([${keyTexts().join(",")}], 16);

/** The key of a slot in quotes, with a colon. */
// @inline
export function keyOf(slot: u32): usize {
  return KEYS + <usize> slot * ${KEY_BYTES} + 1;
}

// @inline
export function keyLength(slot: u32): usize {
  return <usize> load<u8>(KEYS + <usize> slot * ${KEY_BYTES});
}

export function clearScope(scope: u32): void {
  switch (scope) {
${
    KEY_SCOPES.map(({ slots }, scope) =>
      `    case ${scope}: clearSlots(${bitsOf([...slots.values()])}); return;`
    ).join("\n")
  }
    default: return;
  }
}

${
    ["v", "seq", "type", "timestamp", "correlation", "durationMs", SINGLED_OUT].map((key) =>
      `export const SLOT_${key.toUpperCase()}: i32 = ${slotOf("event", key)};`
    ).join("\n")
  }
export const SLOT_RUN_ID: i32 = ${slotOf("correlation", "runId")};
`;
}

function keyTexts(): readonly number[] {
  return KEY_SCOPES.flatMap(({ slots }) => [...slots.keys()]).flatMap((key) => {
    const text = new TextEncoder().encode(`"${key}":`);
    if (text.length >= KEY_BYTES) {
      throw new Error(`Cannot make the scanner's table: ${key} is over ${KEY_BYTES} bytes`);
    }
    return [text.length, ...text, ...Array(KEY_BYTES - 1 - text.length).fill(0)];
  });
}

function bitsOf(slots: readonly number[]): string {
  const last = Math.max(...slots);
  if (last > 63) throw new Error(`Cannot make the scanner's table: ${last + 1} keys are over 64`);
  return `0x${slots.reduce((bits, slot) => bits | 1n << BigInt(slot), 0n).toString(16)}`;
}
