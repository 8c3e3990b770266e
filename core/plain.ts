/**
 * What JSON has a rule for keeps it (`undefined` and functions vanish from
 * objects and become `null` in arrays; `toJSON` is called). What JSON would
 * throw on or lose is written as ProtoJSON does: big integers, NaN and
 * infinities as strings; bytes as base64. Errors become objects, cycles and
 * getters that throw become a text in brackets.
 */

/** Deeper values are cut with a marker: recursive readers overflow near 3 400 levels. */
export const MAX_DEPTH = 500;

/**
 * Longer arrays with holes are written as an object of what they hold: one
 * assignment makes a length of four billion, whose nulls no memory takes.
 */
export const MAX_SPARSE_LENGTH = 100_000;

/**
 * Makes a value plain JSON data.
 *
 * @param value Any value.
 * @returns The same reference where the value is plain already, else a plain
 * copy; undefined where JSON has no such value (`undefined`, functions, symbols).
 */
export function plain(value: unknown): unknown {
  return isPlain(value) ? value : convert(value, "", []);
}

/**
 * Tells without making anything what most values are: plain data that JSON.stringify writes as
 * it would write what `plain` makes of it.
 *
 * @param value Any value.
 * @returns Whether it is; it may say no to what is.
 */
export function isPlain(value: unknown): boolean {
  return isPlainAt(value, 0);
}

/** Values that are nested deeper are left to `convert`, which also finds cycles. */
const MAX_PLAIN_DEPTH = 32;

function isPlainAt(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
      return value.isWellFormed();
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return true;
    case "object":
      return value === null || (depth < MAX_PLAIN_DEPTH && isPlainObject(value, depth));
    default:
      return false;
  }
}

function isPlainObject(value: object, depth: number): boolean {
  try {
    if ((value as { readonly toJSON?: unknown }).toJSON !== undefined) return false;
    if (Array.isArray(value)) return isPlainArray(value, depth);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    // Not Object.keys, which makes an array.
    for (const key in value) {
      if (!key.isWellFormed()) return false;
      if (!isPlainAt((value as { readonly [key: string]: unknown })[key], depth + 1)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function isPlainArray(array: readonly unknown[], depth: number): boolean {
  // By index, which also meets the holes.
  for (let index = 0; index < array.length; index++) {
    if (!isPlainAt(array[index], depth + 1)) return false;
  }
  return true;
}

type Ancestors = object[];

function convert(value: unknown, key: string, ancestors: Ancestors): unknown {
  switch (typeof value) {
    case "string":
      // A lone surrogate has no UTF-8 form; strict readers refuse its \uD800 escape.
      return value.isWellFormed() ? value : value.toWellFormed();
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "bigint":
      return String(value);
    case "object":
      return value === null ? null : convertObject(value, key, ancestors);
    case "undefined":
    case "function":
    case "symbol":
      return undefined;
  }
}

function convertObject(value: object, key: string, ancestors: Ancestors): unknown {
  if (ancestors.includes(value)) return "[Circular]";
  if (ancestors.length >= MAX_DEPTH) return "[Too deep]";
  ancestors.push(value);
  try {
    return convertByShape(value, key, ancestors);
  } catch (error) {
    return thrown(error);
  } finally {
    ancestors.pop();
  }
}

function convertByShape(value: object, key: string, ancestors: Ancestors): unknown {
  // Before toJSON, which Node's Buffer has: it gives an array of numbers.
  if (ArrayBuffer.isView(value)) {
    return base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  const toJSON = (value as { toJSON?: unknown }).toJSON;
  if (typeof toJSON === "function") {
    const given = toJSON.call(value, key);
    if (given !== value) return convert(given, key, ancestors);
  }
  if (Array.isArray(value)) return convertArray(value, ancestors);
  if (value instanceof Error) return convertError(value, ancestors);
  if (value instanceof Map) return convertMap(value, ancestors);
  if (value instanceof Set) return convertArray([...value], ancestors);
  if (value instanceof ArrayBuffer) return base64(new Uint8Array(value));
  if (
    value instanceof Number || value instanceof String || value instanceof Boolean ||
    value instanceof BigInt
  ) return convert(value.valueOf(), key, ancestors);
  return convertRecord(value as Record<string, unknown>, ancestors);
}

function convertArray(array: readonly unknown[], ancestors: Ancestors): object {
  let copy: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    if (item === undefined && array.length > MAX_SPARSE_LENGTH && !(index in array)) {
      return convertRecord({ ...array }, ancestors);
    }
    const converted = convert(item, String(index), ancestors) ?? null;
    if (copy === undefined && converted !== item) copy = array.slice(0, index);
    if (copy !== undefined) copy[index] = converted;
  }
  return copy ?? array;
}

function convertRecord(
  record: { readonly [key: string]: unknown },
  ancestors: Ancestors,
): object {
  let changed = false;
  const copy: [string, unknown][] = [];
  for (const key of Object.keys(record)) {
    let item: unknown;
    let converted: unknown;
    try {
      item = record[key];
      converted = convert(item, key, ancestors);
    } catch (error) {
      // Not the item, so that a copy is made: the getter must not be asked again.
      converted = thrown(error);
    }
    const name = key.isWellFormed() ? key : key.toWellFormed();
    if (converted !== item || name !== key) changed = true;
    if (converted !== undefined) copy.push([name, converted]);
  }
  // fromEntries defines properties, so that a key named __proto__ stays a key.
  return changed ? Object.fromEntries(copy) : record;
}

function convertMap(map: ReadonlyMap<unknown, unknown>, ancestors: Ancestors): object {
  const entries: [string, unknown][] = [];
  for (const [key, item] of map) {
    const converted = convert(item, String(key), ancestors);
    if (converted !== undefined) entries.push([String(key).toWellFormed(), converted]);
  }
  return Object.fromEntries(entries);
}

function convertError(error: Error, ancestors: Ancestors): object {
  // These live on the prototype or are not enumerable, so a spread alone would miss them.
  const shown: [string, unknown][] = [];
  for (const key of ["name", "message", "stack", "cause", "errors"]) {
    const item = property(error, key);
    if (item !== undefined) shown.push([key, item]);
  }
  for (const key of Object.keys(error)) shown.push([key, property(error, key)]);
  return convertRecord(Object.fromEntries(shown), ancestors);
}

function property(holder: object, key: string): unknown {
  try {
    return (holder as { readonly [key: string]: unknown })[key];
  } catch (error) {
    return thrown(error);
  }
}

function thrown(error: unknown): string {
  try {
    return `[Throws: ${(error instanceof Error ? error.message : String(error)).toWellFormed()}]`;
  } catch {
    return "[Throws]";
  }
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
