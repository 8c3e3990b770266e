// Plain errors only: the package under test must not vouch for itself.
import {
  assert,
  assertEquals,
  assertExists,
  assertGreater,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";

function check(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`Cannot confirm contract: ${what}`);
}

/** The message without colours of the AssertionError which the function throws. */
function messageOf(fn: () => void): string {
  try {
    fn();
  } catch (error) {
    return plainMessage(error);
  }
  throw new Error("Cannot read message: nothing was thrown");
}

async function rejectionOf(fn: () => Promise<unknown>): Promise<string> {
  try {
    await fn();
  } catch (error) {
    return plainMessage(error);
  }
  throw new Error("Cannot read message: nothing was rejected");
}

function plainMessage(error: unknown): string {
  if (!(error instanceof AssertionError)) throw error;
  // deno-lint-ignore no-control-regex
  return error.message.replace(/\x1b\[\d+m/g, "");
}

function same(actual: unknown, expected: unknown): void {
  check(actual === expected, `${Deno.inspect(actual)} is not ${Deno.inspect(expected)}`);
}

class Point {
  constructor(readonly x: number, readonly y = 0) {}
  get sum(): number {
    return this.x + this.y;
  }
}
class Place extends Point {}
class Hidden {
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get value(): number {
    return this.#value;
  }
}

function errorWith(message: string, stack: string): Error {
  return Object.defineProperty(new Error(message), "stack", { value: stack });
}

function ring(value: number): object {
  const at: Record<string, unknown> = { value };
  at["self"] = at;
  return at;
}

const symbol = Symbol("key");
const fn = (): void => {};
const hidden = Object.defineProperty({ a: 1 }, "b", { value: 1 });

const EQUAL: ReadonlyArray<readonly [string, unknown, unknown]> = [
  ["0 and -0", 0, -0],
  ["NaN and NaN", NaN, NaN],
  ["nested 0 and -0", [{ a: 0 }], [{ a: -0 }]],
  ["objects with the same keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }],
  [
    "an object literal and one without prototype",
    { a: 1 },
    Object.assign(Object.create(null), { a: 1 }),
  ],
  ["objects which differ in a hidden key", hidden, { a: 1 }],
  ["objects with the same symbol key", { [symbol]: 1 }, { [symbol]: 1 }],
  ["an array and the same with a hole at its end", [1], Object.assign([1], { length: 2 })],
  ["dates of the same time", new Date(5), new Date(5)],
  ["invalid dates", new Date(NaN), new Date(NaN)],
  ["instances with the same fields", new Point(1), new Point(1)],
  ["maps in another order", new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  ["maps with equal object keys", new Map([[{ a: 1 }, [1]]]), new Map([[{ a: 1 }, [1]]])],
  ["sets in another order", new Set([1, 2]), new Set([2, 1])],
  ["sets of equal objects", new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  ["patterns with the same flags", /a/g, /a/g],
  ["equal addresses", new URL("http://a.test/b"), new URL("http://a.test/b")],
  ["typed arrays with NaN", new Float64Array([NaN]), new Float64Array([NaN])],
  ["buffers with the same bytes", new ArrayBuffer(2), new ArrayBuffer(2)],
  ["errors with the same message and stack", errorWith("a", "s"), errorWith("a", "s")],
  ["values which contain themselves", ring(1), ring(1)],
  ["the same function", fn, fn],
  ["promises", Promise.resolve(1), Promise.resolve(2)],
];

const UNEQUAL: ReadonlyArray<readonly [string, unknown, unknown]> = [
  ["1 and '1'", 1, "1"],
  ["null and undefined", null, undefined],
  ["1 and 1n", 1, 1n],
  ["an undefined key and a missing one", { a: undefined }, {}],
  ["two different undefined keys", { a: undefined }, { b: undefined }],
  ["an undefined symbol key and a missing one", { [symbol]: undefined }, {}],
  ["symbol keys with other values", { [symbol]: 1 }, { [symbol]: 2 }],
  ["an array and an object", [1], { 0: 1 }],
  ["a hole and undefined", Object.assign([], { length: 1 }), [undefined]],
  ["arrays of another length", [1, 2], [1]],
  ["an instance and an object literal", new Point(1), { x: 1, y: 0 }],
  ["instances of a class and its subclass", new Point(1), new Place(1)],
  ["instances with other fields", new Point(1), new Point(2)],
  ["instances whose getters differ", new Hidden(1), new Hidden(2)],
  ["dates of other times", new Date(5), new Date(6)],
  ["a date and its number", new Date(5), 5],
  ["maps with other values", new Map([["a", 1]]), new Map([["a", 2]])],
  ["maps with other keys", new Map([["a", undefined]]), new Map([["b", undefined]])],
  ["maps with unequal object keys", new Map([[{ a: 1 }, 1]]), new Map([[{ a: 2 }, 1]])],
  ["sets with other items", new Set([1]), new Set([2])],
  ["sets of unequal objects", new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  ["a map and a set", new Map(), new Set()],
  ["patterns with other flags", /a/g, /a/i],
  ["other addresses", new URL("http://a.test/b"), new URL("http://a.test/c")],
  ["typed arrays with other items", new Uint8Array([1]), new Uint8Array([2])],
  ["typed arrays of another type", new Uint8Array([1]), new Int8Array([1])],
  ["buffers of another length", new ArrayBuffer(2), new ArrayBuffer(3)],
  ["errors with other messages", errorWith("a", "s"), errorWith("b", "s")],
  ["errors with other stacks", errorWith("a", "s"), errorWith("a", "t")],
  ["functions with the same text", (): void => {}, (): void => {}],
  ["values which contain themselves and differ", ring(1), ring(2)],
];

for (const [what, left, right] of EQUAL) {
  Deno.test(`assertEquals() passes when it compares ${what}`, () => {
    assertEquals(left, right);
    assertEquals(right, left);
    messageOf(() => assertNotEquals(left, right));
  });
}

for (const [what, left, right] of UNEQUAL) {
  Deno.test(`assertEquals() throws when it compares ${what}`, () => {
    messageOf(() => assertEquals(left, right));
    messageOf(() => assertEquals(right, left));
    assertNotEquals(left, right);
  });
}

Deno.test("assertEquals() throws a TypeError when it compares weak collections", () => {
  for (const make of [() => new WeakMap(), () => new WeakSet()]) {
    let name = "";
    try {
      assertEquals(make(), make());
    } catch (error) {
      name = (error as Error).name;
    }
    same(name, "TypeError");
  }
});

Deno.test("assertEquals() shows both values when they differ", () => {
  const message = messageOf(() => assertEquals({ a: 1, same: [1] }, { a: 2, same: [1] }));
  check(message.startsWith("Values are not equal.\n"), message);
  check(/^-\s+a: 1,$/m.test(message.replace(/^ +/gm, "")), message);
  check(/^\+\s+a: 2,$/m.test(message.replace(/^ +/gm, "")), message);
  check(/^\s+same: \[$/m.test(message), message);
});

Deno.test("assertEquals() shows both texts when they differ", () => {
  const message = messageOf(() => assertEquals("left", "right"));
  check(message.includes("left") && message.includes("right"), message);
});

Deno.test("assertEquals() shows deep values when they are long", () => {
  const long = (last: number): object => ({
    a: { b: { c: { d: { e: { f: [...Array(200).keys(), last] } } } } },
  });
  const message = messageOf(() => assertEquals(long(1001), long(1002)));
  check(message.includes("1001") && message.includes("1002"), message);
});

Deno.test("assertEquals() adds the caller's words when they are given", () => {
  check(
    messageOf(() => assertEquals(1, 2, "count")).startsWith("Values are not equal: count\n"),
    "no msg",
  );
});

Deno.test("assertNotEquals() shows the value when both are equal", () => {
  same(messageOf(() => assertNotEquals(1, 1)), "Expected actual: 1 not to be: 1.");
  same(messageOf(() => assertNotEquals(1, 1, "id")), "Expected actual: 1 not to be: 1: id");
});

Deno.test("assertStrictEquals() passes when the values are the same", () => {
  const value = {};
  assertStrictEquals(value, value);
  assertStrictEquals(NaN, NaN);
});

Deno.test("assertStrictEquals() throws when the values differ", () => {
  const message = messageOf(() => assertStrictEquals(1, 2, "n"));
  check(message.startsWith("Values are not strictly equal: n\n"), message);
  check(/^-\s+1$/m.test(message.replace(/^ +/gm, "")), message);
  check(/^\+\s+2$/m.test(message.replace(/^ +/gm, "")), message);
  messageOf(() => assertStrictEquals(0, -0));
});

Deno.test("assertStrictEquals() says so when only the reference differs", () => {
  const message = messageOf(() => assertStrictEquals({ a: 1 }, { a: 1 }));
  check(
    message.startsWith("Values have the same structure but are not reference-equal.\n"),
    message,
  );
  check(message.includes("a: 1"), message);
});

Deno.test("assertThrows() returns what was thrown when the function throws", () => {
  const error = new TypeError("a part of it");
  const thrown = (): never => {
    throw error;
  };
  same(assertThrows(thrown), error);
  same(assertThrows(thrown, TypeError, "part"), error);
  same(assertThrows(thrown, Error, ""), error);
  same(assertThrows(thrown, "words"), error);
  const typed: TypeError = assertThrows(thrown, TypeError);
  same(typed, error);
});

Deno.test("assertThrows() returns any value when no class is given", () => {
  same(
    assertThrows(() => {
      throw 5;
    }),
    5,
  );
});

Deno.test("assertThrows() ignores colours when it compares messages", () => {
  assertThrows(
    () => {
      throw new Error("a \x1b[31mred\x1b[0m word");
    },
    Error,
    "red \x1b[1mword",
  );
});

Deno.test("assertThrows() throws when the function does not", () => {
  same(messageOf(() => assertThrows(fn)), "Expected function to throw.");
  same(messageOf(() => assertThrows(fn, "words")), "Expected function to throw: words");
  same(messageOf(() => assertThrows(fn, Error, "x", "words")), "Expected function to throw: words");
});

Deno.test("assertThrows() throws when the error is of another class", () => {
  const thrown = (): never => {
    throw new TypeError("x");
  };
  same(
    messageOf(() => assertThrows(thrown, RangeError)),
    'Expected error to be instance of "RangeError", but was "TypeError".',
  );
});

Deno.test("assertThrows() throws when the message lacks the text", () => {
  const thrown = (): never => {
    throw new Error("abc");
  };
  same(
    messageOf(() => assertThrows(thrown, Error, "x", "words")),
    'Expected error message to include "x", but got "abc": words',
  );
});

Deno.test("assertThrows() throws when a class is given and no error was thrown", () => {
  const thrown = (): never => {
    throw "text";
  };
  same(messageOf(() => assertThrows(thrown, Error)), "A non-Error object was thrown.");
});

Deno.test("assertRejects() returns the reason when the promise rejects", async () => {
  const error = new TypeError("a part of it");
  same(await assertRejects(() => Promise.reject(error)), error);
  same(await assertRejects(() => Promise.reject(error), TypeError, "part"), error);
  same(await assertRejects(() => Promise.reject(5), "words"), 5);
  const typed: TypeError = await assertRejects(() => Promise.reject(error), TypeError);
  same(typed, error);
});

Deno.test("assertRejects() throws when the promise fulfils", async () => {
  const fulfilled = (): Promise<void> => Promise.resolve();
  same(await rejectionOf(() => assertRejects(fulfilled)), "Expected function to reject.");
  same(await rejectionOf(() => assertRejects(fulfilled, "x")), "Expected function to reject: x");
});

Deno.test("assertRejects() throws when the function throws before it returns", async () => {
  const thrown = (): never => {
    throw new Error("x");
  };
  same(
    await rejectionOf(() => assertRejects(thrown, Error)),
    "Function throws when expected to reject.",
  );
});

Deno.test("assertRejects() throws when the function returns no promise", async () => {
  const plain = (): Promise<unknown> => 5 as unknown as Promise<unknown>;
  same(await rejectionOf(() => assertRejects(plain)), "Function throws when expected to reject.");
});

Deno.test("assertRejects() throws when the reason is another", async () => {
  const rejected = (): Promise<never> => Promise.reject(new TypeError("abc"));
  same(
    await rejectionOf(() => assertRejects(rejected, RangeError)),
    'Expected error to be instance of "RangeError", but was "TypeError".',
  );
  same(
    await rejectionOf(() => assertRejects(rejected, Error, "x")),
    'Expected error message to include "x", but got "abc".',
  );
  same(
    await rejectionOf(() => assertRejects(() => Promise.reject(5), Error)),
    "A non-Error object was rejected.",
  );
});

Deno.test("assert() throws when the expression is falsy", () => {
  for (const value of [false, 0, "", null, undefined, NaN]) {
    same(messageOf(() => assert(value)), "");
    same(messageOf(() => assert(value, "words")), "words");
  }
});

Deno.test("assert() narrows the type when the expression is truthy", () => {
  const value = ["text"].at(0);
  assert(value);
  const narrowed: string = value;
  same(narrowed, "text");
});

Deno.test("fail() throws when it is called", () => {
  same(messageOf(() => fail()), "Failed assertion.");
  same(messageOf(() => fail("words")), "Failed assertion: words");
});

Deno.test("assertExists() passes when the value is only falsy", () => {
  for (const value of [0, "", false, NaN]) assertExists(value);
  const value = ["text"].at(0);
  assertExists(value);
  const narrowed: string = value;
  same(narrowed, "text");
});

Deno.test("assertExists() throws when the value is null or undefined", () => {
  same(
    messageOf(() => assertExists(null)),
    'Expected actual: "null" to not be null or undefined.',
  );
  same(
    messageOf(() => assertExists(undefined, "words")),
    'Expected actual: "undefined" to not be null or undefined: words',
  );
});

Deno.test("assertInstanceOf() passes when the value is an instance", () => {
  const value: unknown = new Place(1);
  assertInstanceOf(value, Point);
  const narrowed: Point = value;
  same(narrowed.x, 1);
});

Deno.test("assertInstanceOf() throws when the value is not an instance", () => {
  const head = 'Expected object to be an instance of "Point"';
  same(messageOf(() => assertInstanceOf(new Date(), Point)), `${head} but was "Date".`);
  same(messageOf(() => assertInstanceOf(null, Point)), `${head} but was "null".`);
  same(messageOf(() => assertInstanceOf(undefined, Point)), `${head} but was "undefined".`);
  same(messageOf(() => assertInstanceOf("x", Point)), `${head} but was "string".`);
  same(messageOf(() => assertInstanceOf(Object.create(null), Point)), `${head} but was "Object".`);
  same(messageOf(() => assertInstanceOf(Point, Point)), `${head} but was not an instanced object.`);
  same(messageOf(() => assertInstanceOf({ constructor: Point }, Point, "p")), `${head}: p`);
});

Deno.test("assertStringIncludes() throws when the text is missing", () => {
  assertStringIncludes("abc", "b");
  assertStringIncludes("abc", "");
  same(
    messageOf(() => assertStringIncludes("abc", "x")),
    'Expected actual: "abc" to contain: "x".',
  );
  same(
    messageOf(() => assertStringIncludes("abc", "x", "words")),
    'Expected actual: "abc" to contain: "x": words',
  );
});

Deno.test("assertMatch() throws when the pattern does not fit", () => {
  assertMatch("abc", /b/);
  same(messageOf(() => assertMatch("abc", /x/)), 'Expected actual: "abc" to match: "/x/".');
  same(messageOf(() => assertMatch("abc", /x/, "w")), 'Expected actual: "abc" to match: "/x/": w');
});

Deno.test("assertMatch() goes on from the last match when the pattern is global", () => {
  const pattern = /b/g;
  assertMatch("abc", pattern);
  messageOf(() => assertMatch("abc", pattern));
});

Deno.test("assertGreater() throws when the value is not greater", () => {
  assertGreater(2, 1);
  assertGreater("b", "a");
  same(messageOf(() => assertGreater(1, 1)), "Expect 1 > 1");
  same(messageOf(() => assertGreater(NaN, 1, "words")), "words");
});

Deno.test("assertLess() throws when the value is not less", () => {
  assertLess(1, 2);
  assertLess(new Date(1), new Date(2));
  same(messageOf(() => assertLess("a", "a")), 'Expect "a" < "a"');
  same(messageOf(() => assertLess(2, 1, "words")), "words");
});

Deno.test("AssertionError() keeps message and cause when it is made", () => {
  const cause = new Error("x");
  const error = new AssertionError("words", { cause });
  same(error.name, "AssertionError");
  same(error.message, "words");
  same(error.cause, cause);
  check(error instanceof Error, "no Error");
});
