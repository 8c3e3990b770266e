import { assertAccepted, assertRefused } from "./run_rule.ts";

const CAPITAL = "does not start with a capital letter";
const PERIOD = "ends with a period";

Deno.test("runtrail/error-grammar refuses a message when it starts in lower case", () => {
  for (
    const source of [
      'new Error("cannot parse");',
      "new TypeError(`cannot parse ${a}`);",
      "throw new SinkError('cannot parse', { cause });",
      'new errors.SinkError("cannot parse");',
      'new Error("cannot parse " + a);',
      'new Error(a ? "cannot parse" : "Cannot write");',
      'new AggregateError(all, "cannot parse");',
      'Error("cannot parse");',
      'new Error("");',
    ]
  ) assertRefused("error-grammar", "core/a.ts", source, CAPITAL);
});

Deno.test("runtrail/error-grammar refuses a message when it ends with a period", () => {
  for (
    const source of [
      'new Error("Cannot parse.");',
      'new Error("Cannot parse. ");',
      "new RangeError(`Cannot parse ${a}.`);",
      "new RangeError(`${a} is bad.`);",
      'new Error("Cannot parse " + a + ".");',
    ]
  ) assertRefused("error-grammar", "cli/a.ts", source, PERIOD);
});

Deno.test("runtrail/error-grammar accepts good messages and what it cannot read", () => {
  for (
    const source of [
      'new Error("Cannot parse");',
      'new Error("Cannot parse a.b: line 1");',
      "new TypeError(`Cannot parse ${a}`);",
      "new TypeError(`${a} is bad`);",
      'new Error("Cannot parse " + a);',
      "new Error(message);",
      "new Error();",
      "new Error(...all);",
      'new AggregateError(all, "Cannot parse");',
      'new URL("a.");',
      'new Map([["a", "b."]]);',
    ]
  ) assertAccepted("error-grammar", "sinks/a.ts", source);
});

Deno.test("runtrail/error-grammar refuses a bad message in mod.ts and leaves other folders alone", () => {
  const source = 'new Error("bad");';
  assertRefused("error-grammar", "mod.ts", source, CAPITAL);
  assertAccepted("error-grammar", "tests/core/a_test.ts", source);
  assertAccepted("error-grammar", "examples/a.ts", source);
});
