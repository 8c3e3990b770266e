import { assertEquals } from "@std/assert";
import { compileDispatch } from "../../core/compiled_dispatch.ts";
import type { RunEvent } from "../../core/event.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { withGlobal } from "../fixtures/replaced_global.ts";

const EVENT: RunEvent = SAMPLE_EVENTS[0]!;
const ANSWERS = { answered: () => {}, failed: () => {} };
const FUNCTION = Function;

/** A constructor of functions that keeps their texts. */
function functionKeeping(texts: string[]): unknown {
  return function (...parts: string[]): unknown {
    texts.push(parts.at(-1)!);
    return Reflect.construct(FUNCTION, parts);
  };
}

function recipients(count: number): { readonly sink: { emit(): void } }[] {
  return Array.from({ length: count }, () => ({ sink: { emit: () => {} } }));
}

Deno.test("compileDispatch() compiles texts that differ in a number when it is called twice", () => {
  const texts: string[] = [];
  withGlobal("Function", functionKeeping(texts), () => {
    compileDispatch(recipients(2), ANSWERS)!.hand(EVENT);
    compileDispatch(recipients(2), ANSWERS)!.hand(EVENT);
  });
  const [one = "", other = ""] = texts;
  const start = one.lastIndexOf("//") + 2;
  assertEquals(Number(other.slice(start)) - Number(one.slice(start)), 1);
  assertEquals(one.slice(0, start), other.slice(0, start));
});

Deno.test("compileDispatch() tries again when there was no stack left", () => {
  function overflow(): never {
    throw new RangeError("Maximum call stack size exceeded");
  }
  withGlobal("Function", overflow, () => {
    assertEquals(compileDispatch(recipients(1), ANSWERS), undefined);
  });
  assertEquals(typeof compileDispatch(recipients(1), ANSWERS)?.hand, "function");
});

// A page's content policy reports each attempt.
Deno.test("compileDispatch() tries nothing when it runs in a browser", () => {
  const texts: string[] = [];
  withGlobal("Function", functionKeeping(texts), () => {
    withGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" }, () => {
      assertEquals([compileDispatch(recipients(1), ANSWERS), texts], [undefined, []]);
    });
  });
});

for (const navigator of [undefined, {}, { userAgent: "Node.js/24" }]) {
  Deno.test(`compileDispatch() compiles when the navigator is ${JSON.stringify(navigator)}`, () => {
    withGlobal("navigator", navigator, () => {
      assertEquals(typeof compileDispatch(recipients(1), ANSWERS)?.hand, "function");
    });
  });
}
