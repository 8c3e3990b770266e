type Pairs = Map<unknown, unknown>;

const TypedArray = Object.getPrototypeOf(Uint8Array) as Uint8ArrayConstructor;
const PLAIN: ReadonlySet<unknown> = new Set([
  null,
  Object.prototype,
  Array.prototype,
]);
/** Prototypes whose instances are told apart by their text alone. */
const TEXTUAL: ReadonlySet<unknown> = new Set([
  Intl.Locale.prototype,
  RegExp.prototype,
  URL.prototype,
  URLSearchParams.prototype,
  ...temporalPrototypes(),
]);

/**
 * Whether two values are deeply equal, by the rules of `@std/assert`: 0 equals
 * -0, NaN equals NaN, a missing key differs from an undefined one, and a null
 * prototype counts as that of an object literal.
 */
export function equal(left: unknown, right: unknown): boolean {
  return same(left, right, new Map());
}

function same(left: unknown, right: unknown, seen: Pairs): boolean {
  if (left === right || Object.is(left, right)) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (left instanceof Date && right instanceof Date) {
    return Object.is(left.getTime(), right.getTime());
  }
  if (rootOf(left) !== rootOf(right)) return false;
  if (left instanceof TypedArray) {
    return sameItems(left, right as Uint8Array);
  }
  if (left instanceof ArrayBuffer || left instanceof SharedArrayBuffer) {
    return sameItems(
      new Uint8Array(left),
      new Uint8Array(right as ArrayBuffer),
    );
  }
  if (left instanceof WeakMap || left instanceof WeakSet) {
    const name = left instanceof WeakMap ? "WeakMap" : "WeakSet";
    throw new TypeError(`Cannot compare ${name} instances`);
  }
  if (left instanceof WeakRef) {
    return same(left.deref(), (right as WeakRef<WeakKey>).deref(), seen);
  }
  if (seen.get(left) === right) return true;
  if (Object.keys(left).length !== Object.keys(right).length) return false;
  seen.set(left, right);
  if (left instanceof Set) return sameSet(left, right as typeof left, seen);
  if (left instanceof Map) return sameMap(left, right as typeof left, seen);
  if (TEXTUAL.has(Object.getPrototypeOf(left))) {
    return String(left) === String(right);
  }
  return sameKeys(left, right, seen);
}

function sameKeys(left: object, right: object, seen: Pairs): boolean {
  const keys = PLAIN.has(Object.getPrototypeOf(left))
    ? Reflect.ownKeys({ ...left, ...right })
    : [...chainKeys(left), ...chainKeys(right)];
  return keys.every((key) =>
    key in left === key in right &&
    same(Reflect.get(left, key), Reflect.get(right, key), seen)
  );
}

function sameItems(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length &&
    left.every((item, i) => item === right[i] || Object.is(item, right[i]));
}

function sameSet(
  left: Set<unknown>,
  right: Set<unknown>,
  seen: Pairs,
): boolean {
  if (left.size !== right.size) return false;
  const items = [...left];
  return items.some(isObjectOrFunction)
    ? items.every((item) => right.values().some((it) => same(item, it, seen)))
    : items.every((item) => right.has(item));
}

function sameMap(
  left: Map<unknown, unknown>,
  right: Map<unknown, unknown>,
  seen: Pairs,
): boolean {
  if (left.size !== right.size) return false;
  const entries = [...left];
  return [...left.keys()].some(isObjectOrFunction)
    ? entries.every(([key, value]) =>
      right.entries().some(([otherKey, other]) =>
        same(key, otherKey, seen) && same(value, other, seen)
      )
    )
    : entries.every(([key, value]) => right.has(key) && same(value, right.get(key), seen));
}

function chainKeys(value: object): PropertyKey[] {
  const keys: PropertyKey[] = [];
  for (
    let at: object | null = value;
    at !== null && !PLAIN.has(at);
    at = Object.getPrototypeOf(at)
  ) {
    keys.push(...Reflect.ownKeys(at));
  }
  return keys;
}

function rootOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isObjectOrFunction(value: unknown): boolean {
  return isObject(value) || typeof value === "function";
}

function temporalPrototypes(): unknown[] {
  const temporal: unknown = Reflect.get(globalThis, "Temporal");
  if (!isObject(temporal)) return [];
  return Object.getOwnPropertyNames(temporal)
    .map((name): unknown => Reflect.get(temporal, name))
    .filter((value) => typeof value === "function")
    .map((value): unknown => value.prototype);
}
