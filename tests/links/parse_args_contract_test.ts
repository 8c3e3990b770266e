import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/** Fails to compile when the two types differ. */
function assertType<A, B>(_claim: Same<A, B>): void {}

const YES = true;

Deno.test("parseArgs() returns only positionals when there are no flags", () => {
  assertEquals(parseArgs(["a", "b"]), { _: ["a", "b"] });
  assertEquals(parseArgs([]), { _: [] });
});

Deno.test("parseArgs() makes numbers when a value is numeric", () => {
  assertEquals(
    parseArgs(["1", "0x10", "1e3", "-", " ", "1a", "--n=5", "--m", ".5", "-o", "7", "-p9"]),
    { _: [1, 16, 1000, "-", " ", "1a"], n: 5, m: 0.5, o: 7, p: 9 },
  );
});

Deno.test("parseArgs() takes the next argument when a flag is unknown", () => {
  assertEquals(parseArgs(["--a", "x", "-b", "y", "z"]), { _: ["z"], a: "x", b: "y" });
});

Deno.test("parseArgs() leaves the next argument when it looks like a flag", () => {
  assertEquals(parseArgs(["--a", "--b", "-c", "-5"]), {
    _: [],
    a: true,
    b: true,
    c: true,
    5: true,
  });
});

Deno.test("parseArgs() takes a dash only after a short flag when it is a value", () => {
  assertEquals(parseArgs(["-a", "-"]), { _: [], a: "-" });
  assertEquals(parseArgs(["--a", "-"]), { _: ["-"], a: true });
});

Deno.test("parseArgs() skips an empty value when a flag precedes it", () => {
  assertEquals(parseArgs(["--a", ""]), { _: [""], a: true });
});

Deno.test("parseArgs() splits at the first equals sign when a flag has several", () => {
  assertEquals(parseArgs(["--a=b=c", "--d=", "--e=\n"]), { _: [], a: "b=c", d: "", e: "\n" });
});

Deno.test("parseArgs() keeps the last value when a flag is repeated", () => {
  assertEquals(parseArgs(["--a=1", "--a=2"]), { _: [], a: 2 });
});

Deno.test("parseArgs() sets every letter when short flags are joined", () => {
  assertEquals(parseArgs(["-abc", "x"]), { _: [], a: true, b: true, c: "x" });
  assertEquals(parseArgs(["-n5", "-m=x", "-k=", "-ab,c"]), {
    _: [],
    n: 5,
    m: "x",
    k: "",
    a: true,
    b: ",c",
  });
});

Deno.test("parseArgs() gives the value to the first letter when joined flags have one", () => {
  assertEquals(parseArgs(["-abc=5"]), { _: [], a: 5 });
});

Deno.test("parseArgs() is false by default when a flag is boolean", () => {
  const args = parseArgs(["--json", "x"], { boolean: ["json", "quiet"] });
  assertEquals(args, { _: ["x"], json: true, quiet: false });
  assertType<typeof args.json, boolean>(YES);
  assertType<typeof args._, (string | number)[]>(YES);
});

Deno.test("parseArgs() reads true and false when a boolean has a value", () => {
  const args = parseArgs(["--a", "false", "--b=false", "-c", "true", "--d=no"], {
    boolean: ["a", "b", "c", "d"],
  });
  assertEquals(args, {
    _: [],
    a: false,
    b: false,
    c: true,
    d: true,
  });
});

Deno.test("parseArgs() takes no values when every flag is boolean", () => {
  assertEquals(parseArgs(["--a", "x", "--b=y", "-c", "z"], { boolean: true }), {
    _: ["x"],
    a: true,
    b: "y",
    c: "z",
  });
});

Deno.test("parseArgs() keeps text when a flag is a string", () => {
  const args = parseArgs(["--id", "007", "-n5", "--on", "true"], { string: ["id", "n", "on"] });
  assertEquals(args, { _: [], id: "007", n: "5", on: "true" });
  assertType<typeof args.id, string | undefined>(YES);
  assertType<typeof args.other, unknown>(YES);
});

Deno.test("parseArgs() is an empty text when a string has no value", () => {
  assertEquals(parseArgs(["--a", "--b=", "-c"], { string: ["a", "b", "c", "d"] }), {
    _: [],
    a: "",
    b: "",
    c: "",
  });
});

Deno.test("parseArgs() keeps positionals as text when _ is a string", () => {
  const { _ } = parseArgs(["1", "x"], { string: "_" });
  assertEquals<unknown>(_, ["1", "x"]);
});

Deno.test("parseArgs() gathers values when a flag is collected", () => {
  const args = parseArgs(["--id=1", "--id", "2", "--any=1", "--any", "x"], {
    string: ["id", "none"],
    boolean: ["v"],
    collect: ["id", "none", "any", "v", "lost"],
  });
  assertEquals(
    args,
    {
      _: [],
      id: ["1", "2"],
      any: [1, "x"],
      none: [],
      v: [],
    } as unknown as typeof args,
  );
  assertType<typeof args.id, string[]>(YES);
  assertType<typeof args.v, boolean[]>(YES);
  assertType<typeof args.any, unknown[]>(YES);
});

Deno.test("parseArgs() fills in the default when a flag is missing", () => {
  const args = parseArgs(["--b=2"], {
    string: ["format"],
    boolean: ["color"],
    default: { format: "text", color: true, limit: 10, b: 1 },
  });
  assertEquals(args, { _: [], format: "text", color: true, limit: 10, b: 2 });
  assertType<typeof args.format, string>(YES);
  assertType<typeof args.color, boolean>(YES);
  assertType<typeof args.limit, unknown>(YES);
});

Deno.test("parseArgs() sets every name when a flag has aliases", () => {
  const args = parseArgs(["-h", "-o", "1", "--target", "2"], {
    boolean: ["help"],
    string: ["out"],
    alias: { help: "h", out: ["o", "target"] },
  });
  assertEquals(args, { _: [], help: true, h: true, out: "2", o: "2", target: "2" });
  assertType<typeof args.h, boolean>(YES);
  assertType<typeof args.help, boolean>(YES);
  assertType<typeof args.o, string | undefined>(YES);
});

Deno.test("parseArgs() applies an option to both names when it names the alias", () => {
  assertEquals(parseArgs(["-v", "x"], { boolean: "v", alias: { verbose: "v" } }), {
    _: ["x"],
    v: true,
    verbose: true,
  });
});

Deno.test("parseArgs() defaults every name when a default has aliases", () => {
  const options = { alias: { out: "o" }, default: { out: "a" } };
  assertEquals(parseArgs([], options), { _: [], out: "a", o: "a" });
});

Deno.test("parseArgs() throws a TypeError when an alias is undefined", () => {
  const alias = { a: undefined } as unknown as Record<string, string>;
  assertThrows(() => parseArgs([], { alias }), TypeError);
});

Deno.test("parseArgs() stops at the first positional when stopEarly is on", () => {
  assertEquals(parseArgs(["-a", "--b=1", "x", "--c", "2"], { stopEarly: true, boolean: "a" }), {
    _: ["x", "--c", "2"],
    a: true,
    b: 1,
  });
});

Deno.test("parseArgs() adds the rest to the positionals when -- is off", () => {
  assertEquals(parseArgs(["1", "--", "--a", "2", "--"]), { _: [1, "--a", "2", "--"] });
});

Deno.test("parseArgs() keeps the rest apart when -- is on", () => {
  const args = parseArgs(["1", "--", "--a", "2"], { "--": true });
  assertEquals(args, { _: [1], "--": ["--a", "2"] });
  assertType<typeof args["--"], string[]>(YES);
  assertEquals(parseArgs([], { "--": true }), { _: [], "--": [] });
});

Deno.test("parseArgs() adds the rest after early positionals when both end it", () => {
  const options = { stopEarly: true, "--": true };
  assertEquals(parseArgs(["run", "-x", "--", "-y"], options), { _: ["run", "-x"], "--": ["-y"] });
});

Deno.test("parseArgs() reads --no-flag as false when the flag is negatable", () => {
  const args = parseArgs(["--no-color", "--no-other"], {
    boolean: ["color"],
    string: ["theme"],
    negatable: ["color", "theme"],
    default: { color: true },
  });
  assertEquals(args, { _: [], color: false, "no-other": true });
  assertType<typeof args.theme, string | false | undefined>(YES);
});

Deno.test("parseArgs() negates every name when a negatable flag has aliases", () => {
  assertEquals(parseArgs(["--no-c"], { negatable: "color", alias: { color: "c" } }), {
    _: [],
    color: false,
    c: false,
  });
});

Deno.test("parseArgs() drops the no- when a negation has a value", () => {
  assertEquals(parseArgs(["--no-color=1"], { negatable: "color" }), { _: [], color: 1 });
});

Deno.test("parseArgs() replaces what was collected when a flag is negated", () => {
  const options = { collect: "a", negatable: "a" };
  assertEquals(parseArgs(["--a=1", "--no-a"], options), { _: [], a: false });
  assertEquals(parseArgs(["--no-a", "--a=1"], options), { _: [], a: [1] });
});

Deno.test("parseArgs() asks unknown when no option names the argument", () => {
  const calls: unknown[][] = [];
  const args = parseArgs(["x", "--a=1", "-b", "--known", "-cd", "5"], {
    boolean: ["known"],
    unknown: (...call) => {
      calls.push(call);
      return call[1] === "c";
    },
  });
  assertEquals(calls, [
    ["x"],
    ["--a=1", "a", "1"],
    ["-b", "b", true],
    ["-cd", "c", true],
    ["-cd", "d", "5"],
  ]);
  assertEquals(args, { _: [], known: true, c: true });
});

Deno.test("parseArgs() keeps the argument when unknown returns anything but false", () => {
  const unknown = (): unknown => undefined;
  assertEquals(parseArgs(["x", "--a"], { unknown }), { _: ["x"], a: true });
});

Deno.test("parseArgs() asks unknown when a flag is only negatable", () => {
  const asked: string[] = [];
  const unknown = (arg: string): boolean => asked.push(arg) === 0;
  assertEquals(parseArgs(["--no-a"], { negatable: "a", unknown }), { _: [] });
  assertEquals(asked, ["--no-a"]);
});

Deno.test("parseArgs() nests values when a name has dots", () => {
  const args = parseArgs(["--a.b=1", "--a.c", "x"], {
    boolean: ["d.e"],
    default: { "a.f": 2 },
  });
  assertEquals(
    args,
    { _: [], a: { b: 1, c: "x", f: 2 }, d: { e: false } } as unknown as typeof args,
  );
  assertType<typeof args.d.e, boolean>(YES);
});

Deno.test("parseArgs() leaves prototypes alone when a name points at one", () => {
  const args = parseArgs(["--__proto__.x=1", "--a.constructor.prototype.x=1", "--constructor=1"]);
  assertEquals(Object.getPrototypeOf(args), Object.prototype);
  assert(!Object.hasOwn(args, "constructor"));
  assertEquals(Reflect.get({}, "x"), undefined);
});
