import { Buffer } from "node:buffer";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { MAX_DEPTH, MAX_SPARSE_LENGTH, plain } from "../../core/plain.ts";

/** An object that throws whatever it is asked. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** An error without a stack, which would name files. */
function bareError(message: string, options?: ErrorOptions): Error {
  const error = new Error(message, options);
  delete error.stack;
  return error;
}

/** As many objects inside each other, the innermost empty. */
function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { inner: value };
  return value;
}

/** How many levels of `inner` there are, and what the innermost holds. */
function depthOf(value: unknown): readonly [number, unknown] {
  let levels = 0;
  let at = value;
  while (typeof at === "object" && at !== null && "inner" in at) {
    at = at.inner;
    levels++;
  }
  return [levels, at];
}

const loop: { [key: string]: unknown } = { name: "loop" };
loop["self"] = loop;
const loopArray: unknown[] = [1];
loopArray.push(loopArray);
const loopMap = new Map<string, unknown>();
loopMap.set("map", { loopMap });
const loopSet = new Set<unknown>();
loopSet.add(loopSet);
const loopError = bareError("loop");
loopError.cause = loopError;
const shared = { a: 1 };

class Point {
  readonly x = 1;
  get y(): number {
    return 2;
  }
}

class Wrapped {
  readonly inner = 1n;
  toJSON(): this {
    return this;
  }
}

const CASES: readonly (readonly [name: string, value: unknown, expected: unknown])[] = [
  ["an error", Object.assign(bareError("no"), { code: "E1" }), {
    name: "Error",
    message: "no",
    code: "E1",
  }],
  ["an error of a subclass", Object.assign(new RangeError("no"), { stack: "s" }), {
    name: "RangeError",
    message: "no",
    stack: "s",
  }],
  ["an error with nested causes", bareError("a", { cause: bareError("b", { cause: "c" }) }), {
    name: "Error",
    message: "a",
    cause: { name: "Error", message: "b", cause: "c" },
  }],
  ["an error that is its own cause", loopError, {
    name: "Error",
    message: "loop",
    cause: "[Circular]",
  }],
  [
    "an AggregateError",
    Object.assign(new AggregateError([bareError("a"), 1n], "all"), { stack: "s" }),
    {
      name: "AggregateError",
      message: "all",
      stack: "s",
      errors: [{ name: "Error", message: "a" }, "1"],
    },
  ],
  ["an error with a getter that throws", throwing(bareError("no"), "detail"), {
    name: "Error",
    message: "no",
    detail: "[Throws: no detail]",
  }],
  ["a bigint", 12345678901234567890n, "12345678901234567890"],
  ["a negative bigint", -1n, "-1"],
  ["an object in a cycle", loop, { name: "loop", self: "[Circular]" }],
  ["an array in a cycle", loopArray, [1, "[Circular]"]],
  ["a map in a cycle", loopMap, { map: { loopMap: "[Circular]" } }],
  ["a set in a cycle", loopSet, ["[Circular]"]],
  ["one object in two places", [shared, shared, new Map([["m", shared]])], [
    { a: 1 },
    { a: 1 },
    { m: { a: 1 } },
  ]],
  ["undefined at the top", undefined, undefined],
  ["undefined in an object", { a: undefined, b: 1 }, { b: 1 }],
  ["undefined in an array", [undefined, 1], [null, 1]],
  ["undefined in a map", new Map([["a", undefined]]), {}],
  ["NaN and the infinities", [NaN, Infinity, -Infinity], ["NaN", "Infinity", "-Infinity"]],
  ["a lone surrogate in a value", ["a\ud800b", "\udc00", "😀"], ["a�b", "�", "😀"]],
  ["a lone surrogate in a key", { "a\ud800": 1, "😀": 2 }, { "a�": 1, "😀": 2 }],
  ["a lone surrogate in a map's key", new Map([["\udc00", 1]]), { "�": 1 }],
  // Nothing else is copied here: the getter once stayed in the result and threw again.
  ["a getter that throws", throwing({ a: 1 }, "b"), { a: 1, b: "[Throws: no b]" }],
  ["a getter that throws no error", throwing({}, "a", "text\ud800"), { a: "[Throws: text�]" }],
  ["a getter that throws what has no text", throwing({}, "a", Object.create(null)), {
    a: "[Throws]",
  }],
  ["a getter", new Point(), { x: 1 }],
  ["an array's getter that throws", throwing([1], "0"), "[Throws: no 0]"],
  ["a toJSON that throws", { toJSON: thrower("no JSON") }, "[Throws: no JSON]"],
  ["a toJSON that is a getter that throws", throwing({}, "toJSON"), "[Throws: no toJSON]"],
  ["a toJSON that returns undefined", { a: { toJSON: () => undefined }, b: 1 }, { b: 1 }],
  ["a toJSON that returns undefined, in an array", [{ toJSON: () => undefined }], [null]],
  ["a toJSON that returns a bigint", { toJSON: () => 1n }, "1"],
  ["a toJSON that returns a map", { toJSON: () => new Map([["a", NaN]]) }, { a: "NaN" }],
  ["a toJSON that returns its object", new Wrapped(), { inner: "1" }],
  ["a toJSON that returns a holder of its object", returningHolder(), { holder: "[Circular]" }],
  ["a toJSON that never ends", endless(), "[Too deep]"],
  ["a toJSON that is no function", { toJSON: "text" }, { toJSON: "text" }],
  ["a toJSON that looks at its key", { a: [{ toJSON: (key: string) => `key ${key}` }] }, {
    a: ["key 0"],
  }],
  ["a valid date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid date", new Date(NaN), null],
  ["a map", new Map<unknown, unknown>([["a", 1n], [2, "b"], [Symbol("s"), 3]]), {
    a: "1",
    2: "b",
    "Symbol(s)": 3,
  }],
  ["a map with a key that has no text", new Map([[Object.create(null), 1]]), "[Throws: "],
  ["a set", new Set([1n, "a"]), ["1", "a"]],
  ["an ArrayBuffer", Uint8Array.of(0, 255).buffer, "AP8="],
  ["a part of an ArrayBuffer", new Uint8Array(Uint8Array.of(1, 2, 3).buffer, 1, 1), "Ag=="],
  // It has a toJSON, which gives an array of numbers.
  ["a Buffer of Node", { bytes: Buffer.from([0, 255]) }, { bytes: "AP8=" }],
  ["a DataView", new DataView(Uint8Array.of(1, 2).buffer), "AQI="],
  ["an array of floats", Float64Array.of(NaN), "AAAAAAAA+H8="],
  ["functions", { f: () => 1, g: [() => 1] }, { g: [null] }],
  ["symbols", { s: Symbol("s"), t: [Symbol("t")], [Symbol("key")]: 1 }, { t: [null] }],
  ["a function at the top", () => 1, undefined],
  ["boxed primitives", [Object(1), Object(NaN), Object("a\ud800"), new Boolean()], [
    1,
    "NaN",
    "a�",
    false,
  ]],
  // JSON.stringify throws on it, so that an event that held it lost all of its fields.
  ["a boxed bigint", { n: Object(1n) }, { n: "1" }],
  ["a revoked proxy", { a: 1, p: revoked() }, { a: 1, p: "[Throws: " }],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1n }), { a: "1" }],
  ["a sparse array", Object.assign([], { 2: "c" }), [null, null, "c"]],
  ["an array with other keys", Object.assign([1n], { a: 1 }), ["1"]],
];

function throwing(holder: object, key: string, thrown: unknown = new Error(`no ${key}`)): object {
  return Object.defineProperty(holder, key, {
    enumerable: true,
    get: () => {
      throw thrown;
    },
  });
}

function thrower(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

function returningHolder(): object {
  const given: object = { toJSON: () => ({ holder: given }) };
  return given;
}

function endless(): object {
  return { toJSON: () => endless() };
}

/** Cuts engine's own messages off, which differ between runtimes. */
function withoutMessages(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(
      value,
      (_key, item) => typeof item === "string" && /^\[Throws: C/.test(item) ? "[Throws: " : item,
    ) ?? '"undefined"',
  );
}

for (const [name, value, expected] of CASES) {
  Deno.test(`plain() gives JSON data when given ${name}`, () => {
    assertEquals(withoutMessages(plain(value)), expected === undefined ? "undefined" : expected);
  });
}

Deno.test("plain() gives the same reference when the value is plain already", () => {
  const value = {
    text: "a\nb\u2028c",
    number: -0.5,
    list: [1, null, [], "😀", { deep: true }],
    empty: {},
    [Symbol.iterator]: 1,
  };
  assertStrictEquals(plain(value), value);
});

Deno.test("plain() gives the same primitive when it is plain", () => {
  const values = ["", "a", 0, -1.5, true, false, null];
  assertEquals(values.map((value) => plain(value)), values);
});

Deno.test("plain() leaves its argument as it is when it makes a copy", () => {
  const inner = { n: 1n, list: [NaN, undefined], "\ud800": 1 };
  const value = { inner, map: new Map([["a", inner]]) };
  plain(value);
  assertEquals(value, { inner, map: new Map([["a", inner]]) });
  assertEquals(inner.list, [NaN, undefined]);
  assertEquals(Object.keys(inner), ["n", "list", "\ud800"]);
});

Deno.test("plain() leaves a key out when its value has no JSON form", () => {
  const copy = plain({ a: undefined, b: () => 1, c: Symbol("c"), d: 1 }) as object;
  assertEquals(Object.keys(copy), ["d"]);
});

Deno.test("plain() shares what is plain already when it copies the rest", () => {
  const kept = { a: 1 };
  const copy = plain({ kept, n: 1n }) as { readonly kept: unknown };
  assertStrictEquals(copy.kept, kept);
});

Deno.test("plain() keeps a key named __proto__ an own key when it copies", () => {
  const copy = plain(
    JSON.parse('{"__proto__":{"polluted":true},"n":1}', (key, value) => key === "n" ? 1n : value),
  ) as object;
  assertEquals(JSON.stringify(copy), '{"__proto__":{"polluted":true},"n":"1"}');
  assertEquals([Object.getPrototypeOf(copy), "polluted" in copy], [Object.prototype, false]);
});

Deno.test("plain() keeps a map's key named __proto__ an own key when it makes an object", () => {
  const made = plain(new Map([["__proto__", { polluted: true }]])) as object;
  assertEquals(JSON.stringify(made), '{"__proto__":{"polluted":true}}');
  assertEquals([Object.getPrototypeOf(made), "polluted" in made], [Object.prototype, false]);
});

Deno.test("plain() keeps every level when there are MAX_DEPTH of them", () => {
  const value = nested(MAX_DEPTH);
  assertStrictEquals(plain(value), value);
});

for (const levels of [MAX_DEPTH + 1, 100_000]) {
  Deno.test(`plain() cuts with a marker when there are ${levels} levels`, () => {
    assertEquals(depthOf(plain(nested(levels))), [MAX_DEPTH, "[Too deep]"]);
  });
}

// Filled with nulls, its text and copy would take the memory of the whole process.
Deno.test("plain() gives an object of what there is when a sparse array is very long", () => {
  const array: unknown[] = ["first"];
  array[4_294_967_294] = "last";
  assertEquals(plain({ array }), { array: { 0: "first", 4294967294: "last" } });
});

Deno.test("plain() fills holes with nulls when a sparse array is as long as may be", () => {
  const array: unknown[] = [];
  array[MAX_SPARSE_LENGTH - 1] = 1;
  const filled = plain(array) as readonly unknown[];
  assert(Array.isArray(filled));
  assertEquals([filled.length, filled[0], filled.at(-1)], [MAX_SPARSE_LENGTH, null, 1]);
});

Deno.test("plain() gives an array when a long one holds undefined but has no hole", () => {
  const filled = plain(new Array(MAX_SPARSE_LENGTH + 1).fill(undefined)) as readonly unknown[];
  assertEquals([filled.length, filled[0]], [MAX_SPARSE_LENGTH + 1, null]);
});
