import type { RunEvent } from "../../core/event.ts";
import { stamped } from "./sample_events.ts";

/** Data that a careless sink throws on, splits, or loses. By name, for messages. */
const HOSTILE: { readonly [name: string]: () => unknown } = {
  "a cycle": () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    return cycle;
  },
  "a big integer": () => 2n ** 64n,
  "numbers that JSON lacks": () => [NaN, Infinity, -Infinity],
  "values that JSON lacks": () => [undefined, Symbol("conformance"), () => {}],
  "a getter that throws": () => ({
    get secret() {
      throw new Error("The getter throws");
    },
  }),
  "a toJSON that throws": () => ({
    toJSON() {
      throw new Error("The toJSON throws");
    },
  }),
  "an error with a cause": () => new Error("Outer", { cause: new TypeError("Inner") }),
  "keys of prototypes": () =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  "lone surrogates": () => ["\ud800", "\udfff text", { "\ud800": 1 }],
  "line ends of all kinds": () => "one\ntwo\r\nthree\rfour\u2028five\u2029six\u0085seven\n",
  "control characters": () => "\0\x07\x1b[31mred\x1b]0;title\x07\x7f\x9b31m",
  "text of 1 MiB": () => "0123456789abcdef".repeat(2 ** 16),
  "deep nesting": () => {
    let value: unknown = "bottom";
    for (let depth = 0; depth < 2000; depth++) value = [value];
    return value;
  },
};

/**
 * Makes an event of each kind of hostile data.
 *
 * @returns Pairs of what is hostile and the event that holds it.
 */
export function hostileEvents(): readonly (readonly [name: string, event: RunEvent])[] {
  return Object.entries(HOSTILE).map(([name, make], index) => [
    name,
    stamped(index + 1, "conformance.hostile", { data: make() }),
  ]);
}
