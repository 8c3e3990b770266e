import { assert, assertEquals, assertThrows } from "@std/assert";
import { compilePaths, type PathMatcher } from "../../core/path_pattern.ts";

function walk(matcher: PathMatcher, path: readonly string[]): PathMatcher {
  return path.reduce((at, segment) => at.step(segment), matcher);
}

function matches(pattern: string, path: string): boolean {
  return walk(compilePaths([pattern]), path === "" ? [] : path.split(".")).matches;
}

const CASES: readonly (readonly [
  pattern: string,
  matching: readonly string[],
  others: readonly string[],
])[] = [
  ["a", ["a"], ["", "b", "aa", "a.a", "A"]],
  ["a.b", ["a.b"], ["a", "b", "a.b.c", "a.c", "b.a.b"]],
  ["*", ["a", "0"], ["", "a.b"]],
  ["a.*", ["a.b", "a.0"], ["a", "b.a", "a.b.c"]],
  ["*.b", ["a.b", "b.b"], ["b", "a.a.b"]],
  ["**", ["", "a", "a.b.c"], []],
  ["**.b", ["b", "a.b", "a.a.b", "b.b"], ["", "a", "b.a"]],
  ["a.**", ["a", "a.b", "a.b.c"], ["", "b", "b.a"]],
  ["a.**.b", ["a.b", "a.x.b", "a.x.y.b", "a.b.b"], ["a", "b", "a.b.c", "x.a.b"]],
  ["**.**.b", ["b", "a.b", "a.a.b"], ["", "a"]],
  ["**.a.**.b.**", ["a.b", "x.a.y.b.z", "a.a.b"], ["a", "b", "b.a"]],
  ["a.*.**", ["a.b", "a.b.c"], ["a", "b.b"]],
  ["db_*", ["db_", "db_password"], ["db", "adb_x", "db_x.y", "DB_X"]],
  ["*_key", ["_key", "api_key"], ["key", "api_key2"]],
  ["a*a", ["aa", "aba", "aaa"], ["a", "ab", "ba"]],
  ["*a*b*", ["ab", "xaybz", "ba b"], ["a", "b", "ba", "xbya"]],
  ["a*bc*c", ["abcc", "abcbc", "axbcyc"], ["abc", "abcb", "bcc"]],
  ["***", ["a", "0"], ["", "a.b"]],
  ["a**b", ["ab", "axb"], ["a", "a.b", "a.x.b"]],
  ["list.0.*", ["list.0.a"], ["list.1.a", "list.0", "list.00.a"]],
  ["a+(b)", ["a+(b)"], ["aab", "a+b"]],
  ["__proto__", ["__proto__"], ["a"]],
];

for (const [pattern, matching, others] of CASES) {
  Deno.test(`compilePaths() matches ${JSON.stringify(matching)} when the pattern is ${pattern}`, () => {
    const all = [...matching, ...others];
    assertEquals(all.filter((path) => matches(pattern, path)), matching);
  });
}

Deno.test("compilePaths() matches any of them when there are several patterns", () => {
  const matcher = compilePaths(["a.b", "*.c", "d"]);
  const paths = [["a", "b"], ["a", "c"], ["d"], ["d", "c"], ["a"], ["d", "b"]];
  assertEquals(paths.filter((path) => walk(matcher, path).matches), paths.slice(0, 4));
});

Deno.test("compilePaths() takes any text for a segment when a key holds a dot or nothing", () => {
  const matcher = compilePaths(["a.*"]);
  assertEquals([walk(matcher, ["a", "b.c"]).matches, walk(matcher, ["a", ""]).matches], [
    true,
    true,
  ]);
});

const DEAD: readonly (readonly [
  patterns: readonly string[],
  path: readonly string[],
  dead: boolean,
])[] = [
  [[], [], true],
  [["a.b"], [], false],
  [["a.b"], ["a"], false],
  [["a.b"], ["b"], true],
  [["a.b"], ["a", "b"], true],
  [["a.b", "a.b.c"], ["a", "b"], false],
  [["**.b"], ["x", "y"], false],
  [["a.**"], ["a", "b"], false],
];

for (const [patterns, path, dead] of DEAD) {
  const at = `[${path}] of [${patterns}]`;
  Deno.test(`compilePaths() is ${dead ? "dead" : "alive"} when it stands at ${at}`, () => {
    assertEquals(walk(compilePaths(patterns), path).dead, dead);
  });
}

Deno.test("compilePaths() leaves a matcher as it is when it steps", () => {
  const matcher = compilePaths(["a.b"]);
  matcher.step("x");
  assert(walk(matcher, ["a", "b"]).matches);
});

for (const pattern of ["", ".", "a.", ".a", "a..b", "**."]) {
  Deno.test(`compilePaths() throws a SyntaxError when the pattern is "${pattern}"`, () => {
    assertThrows(
      () => compilePaths(["fine", pattern]),
      SyntaxError,
      `Cannot compile pattern "${pattern}": it has an empty segment`,
    );
  });
}

/** What a walk asks of texts and sets: the measure of its work, whatever the machine. */
function workOf(act: () => unknown): number {
  const counted: readonly (readonly [object, string])[] = [
    [Map.prototype, "set"],
    [Map.prototype, "has"],
    [String.prototype, "indexOf"],
    [String.prototype, "startsWith"],
    [String.prototype, "endsWith"],
  ];
  const originals = counted.map(([holder, name]) => Reflect.get(holder, name));
  let work = 0;
  counted.forEach(([holder, name], at) =>
    Reflect.set(holder, name, function (this: unknown, ...args: unknown[]) {
      work++;
      return Reflect.apply(originals[at], this, args);
    })
  );
  try {
    act();
  } finally {
    counted.forEach(([holder, name], at) => Reflect.set(holder, name, originals[at]));
  }
  return work;
}

function repeated(text: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => text);
}

const GROWING: readonly (readonly [name: string, act: (size: number) => unknown])[] = [
  // Each ** once walked over all that follow it.
  [
    "a pattern has more and more **",
    (size) => walk(compilePaths([[...repeated("**", size), "x"].join(".")]), ["a", "a"]),
  ],
  [
    "a path gets deeper under many **",
    (size) => walk(compilePaths([[...repeated("**.a", 8), "b"].join(".")]), repeated("a", size)),
  ],
  [
    "a path gets deeper under many patterns",
    (size) => walk(compilePaths(repeated("**.*.a*b", 8)), repeated("a", size)),
  ],
  [
    "a key gets longer under many stars",
    (size) => compilePaths(["*a*a*a*a*a*a*a*b"]).step("a".repeat(size * 100)),
  ],
  [
    "a segment has more and more stars",
    (size) => compilePaths([`${"*a".repeat(size)}*b`]).step("a".repeat(size)),
  ],
];

for (const [name, act] of GROWING) {
  Deno.test(`compilePaths() asks at most in proportion when ${name}`, () => {
    const small = workOf(() => act(250));
    const large = workOf(() => act(1000));
    assert(large <= 4.5 * small, `${small} grew to ${large}`);
  });
}

Deno.test("compilePaths() counts each position once when patterns are the same all over", () => {
  const size = 50;
  const work = workOf(() => walk(compilePaths([repeated("**", size).join(".")]), ["a"]));
  assert(work <= 6 * size, `${work}`);
});
