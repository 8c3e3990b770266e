import { assertEquals } from "@std/assert";
import { isolate } from "../../core/isolation.ts";

/** Isolates a call and gives what `onFailure` was told, once all is settled. */
async function failuresOf(call: () => unknown): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  await isolate(call, (error) => failures.push(error));
  return failures;
}

const CASES:
  readonly (readonly [name: string, call: () => unknown, failures: readonly unknown[]])[] = [
    ["the call returns", () => 1, []],
    ["the call returns null", () => null, []],
    ["the call returns an object", () => ({ then: "no function" }), []],
    ["the call throws", thrower("thrown"), ["thrown"]],
    ["the call throws undefined", thrower(undefined), [undefined]],
    ["a promise resolves", () => Promise.resolve(1), []],
    ["a promise rejects", () => Promise.reject("rejected"), ["rejected"]],
    ["an async function throws", () => Promise.resolve().then(thrower("late")), ["late"]],
    ["a promise resolves to one that rejects", () => lazily(() => Promise.reject("inner")), [
      "inner",
    ]],
    ["a thenable rejects", () => ({ then: (_: unknown, no: (e: string) => void) => no("no") }), [
      "no",
    ]],
    ["a thenable's then throws", () => ({ then: thrower("then") }), ["then"]],
    ["a getter of then throws", () => Object.defineProperty({}, "then", { get: thrower("get") }), [
      "get",
    ]],
  ];

function thrower(error: unknown): () => never {
  return () => {
    throw error;
  };
}

async function lazily(call: () => Promise<never>): Promise<Promise<never>> {
  await undefined;
  return call();
}

for (const [name, call, failures] of CASES) {
  Deno.test(`isolate() tells ${JSON.stringify(failures)} when ${name}`, async () => {
    assertEquals(await failuresOf(call), failures);
  });
}

Deno.test("isolate() gives undefined when the call is synchronous", () => {
  assertEquals([isolate(() => 1, () => {}), isolate(thrower("no"), () => {})], [
    undefined,
    undefined,
  ]);
});

Deno.test("isolate() settles after the call when it is asynchronous", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const order: string[] = [];
  const ended = isolate(() => promise.then(() => order.push("call")), () => {});
  resolve();
  await ended;
  order.push("ended");
  assertEquals(order, ["call", "ended"]);
});

Deno.test("isolate() ignores it when onFailure throws", async () => {
  isolate(thrower("first"), thrower("second"));
  const ended = await isolate(() => Promise.reject("first"), thrower("second"));
  assertEquals(ended, undefined);
});
