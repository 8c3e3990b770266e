import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { plain } from "../../core/plain.ts";
import { DEFAULT_MARKER, redact, type RedactionPolicy, Redactor } from "../../core/redaction.ts";

const X = DEFAULT_MARKER;

const CASES: readonly (readonly [
  name: string,
  value: unknown,
  policy: RedactionPolicy,
  expected: unknown,
])[] = [
  ["a path is dotted", { host: { vars: { token: "t", role: "web" } } }, {
    patterns: ["host.vars.token"],
  }, { host: { vars: { token: X, role: "web" } } }],
  ["a path ends at an object", { host: { vars: { a: 1 } } }, { patterns: ["host.vars"] }, {
    host: { vars: X },
  }],
  ["a path goes on below text", { host: "web" }, { patterns: ["host.vars"] }, { host: "web" }],
  ["* is one segment", { a: { k: 1 }, b: { k: 2 }, c: { d: { k: 3 } } }, { patterns: ["*.k"] }, {
    a: { k: X },
    b: { k: X },
    c: { d: { k: 3 } },
  }],
  ["** is any number of segments", { k: 1, a: { k: 2, b: [{ k: 3 }] } }, { patterns: ["**.k"] }, {
    k: X,
    a: { k: X, b: [{ k: X }] },
  }],
  ["** is no segment", { a: { k: 1, b: { k: 2 } } }, { patterns: ["a.**.k"] }, {
    a: { k: X, b: { k: X } },
  }],
  ["** ends a pattern", { a: { b: 1 }, c: 2 }, { patterns: ["a.**"] }, { a: X, c: 2 }],
  ["** is all", { a: { b: 1 }, c: 2 }, { patterns: ["**"] }, { a: X, c: X }],
  ["* is inside a segment", { vars: { db_user: "u", db_: "", adb_: "a" } }, {
    patterns: ["vars.db_*"],
  }, { vars: { db_user: X, db_: X, adb_: "a" } }],
  ["* is in several places of a segment", { xaybz: 1, ba: 2, ab: 3 }, { patterns: ["*a*b*"] }, {
    xaybz: X,
    ba: 2,
    ab: X,
  }],
  ["a segment is an array's index", { list: ["a", "b", { k: "c" }] }, {
    patterns: ["list.0", "list.2.k"],
  }, { list: [X, "b", { k: X }] }],
  ["* is any index", { list: [{ k: 1 }, { k: 2 }] }, { patterns: ["list.*.k"] }, {
    list: [{ k: X }, { k: X }],
  }],
  ["values are of any kind", { a: 1, b: null, c: true, d: [1], e: "e", f: { g: 1 } }, {
    patterns: ["*"],
  }, { a: X, b: X, c: X, d: X, e: X, f: X }],
  [
    "the marker is another",
    { a: "§", b: "§" },
    { patterns: ["a"], secrets: ["§"], marker: "***" },
    {
      a: "***",
      b: "***",
    },
  ],
  ["the marker is empty", { a: 1, b: "x§y" }, { patterns: ["a"], secrets: ["§"], marker: "" }, {
    a: "",
    b: "xy",
  }],
  ["a key matches by its own dot", { "a.b": 1, a: { b: 2 } }, { patterns: ["a.b"] }, {
    "a.b": 1,
    a: { b: X },
  }],
  ["the value's root is an array", [{ k: 1 }], { patterns: ["0.k"] }, [{ k: X }]],
  ["a secret is in text", { a: "x§y", b: ["§", { c: "§§" }] }, { secrets: ["§"] }, {
    a: `x${X}y`,
    b: [X, { c: `${X}${X}` }],
  }],
  ["the value is text", "x§y", { secrets: ["§"] }, `x${X}y`],
  ["the value is text and patterns match all", "x§y", { patterns: ["**"] }, "x§y"],
  ["a secret is in a key", { "x§y": 1, z: { "§": 2 } }, { secrets: ["§"] }, {
    [`x${X}y`]: 1,
    z: { [X]: 2 },
  }],
  ["a key with a secret is matched by a path", { "§": 1 }, { patterns: ["§"], secrets: ["§"] }, {
    [X]: X,
  }],
  ["a secret is a number's text", { a: 1234 }, { secrets: ["1234"] }, { a: 1234 }],
  ["a secret is in a map", { m: new Map([["§", "§"]]) }, { secrets: ["§"] }, { m: { [X]: X } }],
  ["a path goes into a map", { m: new Map([["k", 1]]) }, { patterns: ["m.k"] }, { m: { k: X } }],
  ["a secret is in a set", { m: new Set(["§"]) }, { secrets: ["§"] }, { m: [X] }],
  ["a secret comes from toJSON", { m: { toJSON: () => ({ k: "§" }) } }, { secrets: ["§"] }, {
    m: { k: X },
  }],
  ["a path goes into what toJSON gives", { m: { toJSON: () => ({ k: "§" }) } }, {
    patterns: ["m.k"],
  }, { m: { k: X } }],
  [
    "a secret is in what a getter throws",
    {
      get a() {
        throw "§";
      },
    },
    { secrets: ["§"] },
    { a: `[Throws: ${X}]` },
  ],
  ["identity keys are named", identity("i"), {
    patterns: ["**", "*", "v", "seq", "type", "timestamp", "correlation", "correlation.**"],
  }, { ...identity("i"), payload: X }],
  ["identity keys hold a secret", identity("§"), { secrets: ["§", "v", "seq"] }, {
    ...identity("§"),
    correlation: { runId: "r", hostId: X },
    payload: X,
  }],
  ["nothing but an id holds a secret", { ...identity("§"), payload: "" }, { secrets: ["§"] }, {
    ...identity("§"),
    correlation: { runId: "r", hostId: X },
    payload: "",
  }],
  ["nothing but a key holds a secret", { a: [{ "b§": 1 }] }, { secrets: ["§"] }, {
    a: [{ [`b${X}`]: 1 }],
  }],
  ["keys below the root are named like the identity", { a: identity("i") }, {
    patterns: ["a.type", "a.correlation.**"],
  }, { a: { ...identity("i"), type: X, correlation: X } }],
  ["keys differ by a secret alone", { a: { "§": 1, "§§": 2, n: 3 } }, { secrets: ["§"] }, {
    a: { [X]: 1, [`${X}${X}`]: 2, n: 3 },
  }],
  [
    "keys become the same",
    { a: { k: 1, "§": 2, "$": 3, [`${X} 2`]: 4 } },
    { secrets: ["§", "$"] },
    {
      a: { k: 1, [X]: 2, [`${X} 2`]: 3, [`${X} 2 2`]: 4 },
    },
  ],
  ["a key is named __proto__", JSON.parse('{"__proto__":{"k":"§"}}'), {
    patterns: ["__proto__.k"],
  }, JSON.parse(`{"__proto__":{"k":"${X}"}}`)],
];

Deno.test("redact() shows what it has looked at when a getter gives something else each time", () => {
  const given = ["plain", "searched", "ok", "§"];
  const value = {
    get a() {
      return given.shift();
    },
    b: "§",
  };
  assertEquals(redact(value, { secrets: ["§"] }), { a: "ok", b: X });
});

function identity(text: string): { readonly [key: string]: unknown } {
  return {
    v: text,
    seq: text,
    type: text,
    timestamp: text,
    correlation: { runId: "r", hostId: text },
    payload: text,
  };
}

for (const [name, value, policy, expected] of CASES) {
  Deno.test(`redact() replaces what the policy names when ${name}`, () => {
    assertEquals(redact(value, policy), expected);
  });
}

Deno.test("redact() finds a secret when it is in an error, its cause and its keys", () => {
  const error = Object.assign(new Error("x§y", { cause: new Error("§") }), { code: "§" });
  const { message, cause, code, stack } = redact(error, { secrets: ["x§y", "§"], marker: "#" });
  assertEquals({ message, cause: (cause as Error).message, code }, {
    message: "#",
    cause: "#",
    code: "#",
  });
  assert(!stack?.includes("§"), stack);
});

const PLAIN = { a: { b: ["text", 1, null] }, host: { vars: { role: "web" } } };

for (
  const policy of [
    {},
    { patterns: [] },
    { secrets: [""] },
    { patterns: ["a.x", "host.vars.db_*"] },
    { patterns: ["**.password"], secrets: ["hunter2"] },
  ] satisfies readonly RedactionPolicy[]
) {
  Deno.test(`redact() gives the same reference when nothing matches ${JSON.stringify(policy)}`, () => {
    assertStrictEquals(redact(PLAIN, policy), PLAIN);
  });
}

Deno.test("redact() gives the same reference when there is no policy and the value is not plain", () => {
  const value = { n: 1n };
  assertStrictEquals(redact(value, {}), value);
});

Deno.test("redact() shares what holds nothing to redact when it copies the rest", () => {
  const value = { kept: { a: [1] }, list: [{ b: 1 }, "§"] };
  const copy = redact(value, { secrets: ["§"] });
  assertStrictEquals(copy.kept, value.kept);
  assertStrictEquals(copy.list[0], value.list[0]);
});

Deno.test("redact() leaves its argument as it is when it copies", () => {
  const value = { a: "§", list: ["§", { "§": 1 }], map: new Map([["§", "§"]]) };
  redact(value, { patterns: ["list.1"], secrets: ["§"] });
  assertEquals(value, { a: "§", list: ["§", { "§": 1 }], map: new Map([["§", "§"]]) });
});

Deno.test("redact() pollutes nothing when a key is named __proto__", () => {
  const copy = redact(JSON.parse('{"__proto__":{"k":"§"}}'), { secrets: ["§"] });
  assertEquals([Object.getPrototypeOf(copy), Reflect.get({}, "k")], [Object.prototype, undefined]);
});

for (const pattern of ["", "a..b", "a.", ".a"]) {
  Deno.test(`redact() throws a SyntaxError when a pattern is "${pattern}"`, () => {
    assertThrows(() => redact({}, { patterns: [pattern] }), SyntaxError, "Cannot compile pattern");
  });
}

Deno.test("Redactor.active tells whether the policy asks for anything when it is made", () => {
  const policies: readonly RedactionPolicy[] = [
    {},
    { patterns: [], secrets: [] },
    { secrets: [""] },
    { patterns: ["a"] },
    { secrets: ["a"] },
  ];
  assertEquals(policies.map((policy) => new Redactor(policy).active), [
    false,
    false,
    false,
    true,
    true,
  ]);
});

/** An object with as many levels, each of which has as many keys beside. */
function tree(levels: number, keys: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) {
    value = { next: value };
    for (let key = 0; key < keys; key++) Reflect.set(value, `a${"a".repeat(key)}`, "text");
  }
  return value;
}

/** How many texts are looked at for a part of a pattern: the measure of the work. */
function workOf(act: () => unknown): number {
  const { startsWith } = String.prototype;
  let work = 0;
  String.prototype.startsWith = function (...args) {
    work++;
    return startsWith.apply(this, args);
  };
  try {
    act();
  } finally {
    String.prototype.startsWith = startsWith;
  }
  return work;
}

Deno.test("redact() asks in proportion to the value when patterns are adversarial", () => {
  const patterns = [`${"**.".repeat(8)}x*`, "**.*a*a*a*a*b", `${"**.next*.".repeat(8)}x*`];
  const small = workOf(() => redact(tree(100, 10), { patterns }));
  const large = workOf(() => redact(tree(400, 10), { patterns }));
  assert(large <= 4.5 * small, `${small} grew to ${large}`);
});

Deno.test("redact() looks into nothing when no path can match below", () => {
  let looks = 0;
  const a = new Proxy(tree(100, 10), {
    ownKeys(target) {
      looks++;
      return Reflect.ownKeys(target);
    },
  });
  plain({ a, b: 1 });
  const before = looks;
  redact({ a, b: 1 }, { patterns: ["b.c"] });
  assertEquals(looks, 2 * before);
});

for (
  const [policy, message] of [
    [{ secrets: ["a", undefined] }, "Cannot redact by secrets[1]: expected text, found undefined"],
    [{ secrets: [/a/] }, "Cannot redact by secrets[0]: expected text, found object"],
    [{ secrets: "a" }, "Cannot redact by secrets: expected an array, found string"],
    [{ patterns: "a.b" }, "Cannot redact by patterns: expected an array, found string"],
  ] as const
) {
  Deno.test(`redact() throws a TypeError when the policy is ${JSON.stringify(policy)}`, () => {
    assertThrows(() => redact({}, policy as unknown as RedactionPolicy), TypeError, message);
  });
}

Deno.test("redact() keeps the schema's keys when a secret occurs in them", () => {
  const event = { payload: "a name", host: { name: "name" }, data: { "my name": 1 } };
  assertEquals<unknown>(redact(event, { secrets: ["name"], marker: "#" }), {
    payload: "a #",
    host: { name: "#" },
    data: { "my #": 1 },
  });
});
