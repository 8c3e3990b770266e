import { assertEquals } from "@std/assert";
import type { compileDispatch } from "../../core/compiled_dispatch.ts";
import type { RunEvent } from "../../core/event.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const EVENT: RunEvent = SAMPLE_EVENTS[0]!;

let copies = 0;

/** The module as a process has it that has compiled nothing yet. */
async function freshModule(): Promise<{ readonly compileDispatch: typeof compileDispatch }> {
  return await import(`../../core/compiled_dispatch.ts?copy=${++copies}`);
}

/** Calls with something else in the place of a global. */
function withGlobal(name: "Function" | "navigator", value: unknown, call: () => void): void {
  const own = Object.getOwnPropertyDescriptor(globalThis, name)!;
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    call();
  } finally {
    Object.defineProperty(globalThis, name, own);
  }
}

const FUNCTION = Function;

/** A constructor of functions that keeps the texts, or refuses them. */
function functionKeeping(texts: string[], refuse?: () => never): unknown {
  return function (...parts: string[]): unknown {
    texts.push(parts.at(-1)!);
    refuse?.();
    return Reflect.construct(FUNCTION, parts);
  };
}

function recipients(count: number) {
  return Array.from({ length: count }, () => ({ sink: { emit: () => {} } }));
}

const ANSWERS = { answered: () => {}, failed: () => {} };

Deno.test("compileDispatch() compiles texts that differ in a number when it is called twice", async () => {
  const { compileDispatch } = await freshModule();
  const texts: string[] = [];
  withGlobal("Function", functionKeeping(texts), () => {
    compileDispatch(recipients(2), ANSWERS)!.hand(EVENT);
    compileDispatch(recipients(2), ANSWERS)!.hand(EVENT);
  });
  const numbers = texts.map((text) => text.slice(text.lastIndexOf("//")));
  const rests = new Set(texts.map((text) => text.slice(0, text.lastIndexOf("//"))));
  assertEquals([numbers, rests.size], [["//1", "//2"], 1]);
});

Deno.test("compileDispatch() does not try again when a policy has refused the text", async () => {
  const { compileDispatch } = await freshModule();
  const texts: string[] = [];
  const refuse = (): never => {
    throw new EvalError("Code generation from strings disallowed for this context");
  };
  withGlobal("Function", functionKeeping(texts, refuse), () => {
    const made = [1, 2].map((count) => compileDispatch(recipients(count), ANSWERS));
    assertEquals([made, texts.length], [[undefined, undefined], 1]);
  });
});

Deno.test("compileDispatch() tries again when there was no stack left", async () => {
  const { compileDispatch } = await freshModule();
  const refuse = (): never => {
    throw new RangeError("Maximum call stack size exceeded");
  };
  withGlobal("Function", functionKeeping([], refuse), () => {
    assertEquals(compileDispatch(recipients(1), ANSWERS), undefined);
  });
  assertEquals(typeof compileDispatch(recipients(1), ANSWERS)?.hand, "function");
});

// A page's content policy reports each attempt.
Deno.test("compileDispatch() tries nothing when it runs in a browser", async () => {
  const { compileDispatch } = await freshModule();
  const texts: string[] = [];
  withGlobal("Function", functionKeeping(texts), () => {
    withGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" }, () => {
      assertEquals([compileDispatch(recipients(1), ANSWERS), texts], [undefined, []]);
    });
  });
});

for (const navigator of [undefined, {}, { userAgent: "Node.js/24" }]) {
  Deno.test(`compileDispatch() compiles when the navigator is ${JSON.stringify(navigator)}`, async () => {
    const { compileDispatch } = await freshModule();
    withGlobal("navigator", navigator, () => {
      assertEquals(typeof compileDispatch(recipients(1), ANSWERS)?.hand, "function");
    });
  });
}
