import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { toTransformStream } from "@std/streams/to-transform-stream";

function numbers(onCancel?: (reason: unknown) => void): ReadableStream<number> {
  let next = 0;
  return new ReadableStream<number>({
    pull: (controller) => controller.enqueue(next++),
    cancel: (reason) => onCancel?.(reason),
  });
}

async function* doubled(source: ReadableStream<number>) {
  for await (const value of source) yield value * 2;
}

Deno.test("toTransformStream() maps chunks when given an async generator", async () => {
  const stream = ReadableStream.from([1, 2, 3])
    .pipeThrough(toTransformStream(doubled));
  assertEquals(await Array.fromAsync(stream), [2, 4, 6]);
});

Deno.test("toTransformStream() takes every chunk when given a plain iterable", async () => {
  const stream = ReadableStream.from([1])
    .pipeThrough(toTransformStream<number, string>(() => ["a", "b"]));
  assertEquals(await Array.fromAsync(stream), ["a", "b"]);
});

Deno.test("toTransformStream() prefers the async iterator when there are both", async () => {
  const both = {
    *[Symbol.iterator]() {
      yield "sync";
    },
    async *[Symbol.asyncIterator]() {
      await Promise.resolve();
      yield "async";
    },
  };
  const { readable } = toTransformStream<unknown, string>(() => both);
  assertEquals(await Array.fromAsync(readable), ["async"]);
});

Deno.test("toTransformStream() returns a readable and a writable when it is made", async () => {
  const pair = toTransformStream(doubled);
  assertEquals(Object.keys(pair).sort(), ["readable", "writable"]);
  assertInstanceOf(pair.readable, ReadableStream);
  assertInstanceOf(pair.writable, WritableStream);
  await pair.readable.cancel();
});

for (const value of [null, undefined, 1, {}]) {
  Deno.test(`toTransformStream() throws a TypeError when given ${JSON.stringify(value)}`, () => {
    assertThrows(
      () => toTransformStream(() => value as unknown as string[]),
      TypeError,
      "Transformer must return an iterable or async iterable",
    );
  });
}

Deno.test("toTransformStream() calls the transformer once when it is made", async () => {
  let calls = 0;
  const { readable } = toTransformStream(() => {
    calls++;
    return [];
  });
  assertEquals(calls, 1);
  assertEquals(await Array.fromAsync(readable), []);
});

Deno.test("toTransformStream() fails with the source's reason when the source fails", async () => {
  const reason = new Error("source");
  const source = new ReadableStream<number>({
    start: (controller) => controller.error(reason),
  });
  const stream = source.pipeThrough(toTransformStream(doubled));
  assertStrictEquals(
    await assertRejects(() => stream.getReader().read()),
    reason,
  );
});

Deno.test("toTransformStream() cancels the source when the generator throws", async () => {
  const reason = new Error("generator");
  let cancelled: unknown;
  const stream = numbers((why) => cancelled = why)
    // deno-lint-ignore require-yield
    .pipeThrough(toTransformStream<number, number>(function* () {
      throw reason;
    }));
  assertStrictEquals(
    await assertRejects(() => stream.getReader().read()),
    reason,
  );
  assertStrictEquals(cancelled, reason);
});

Deno.test("toTransformStream() keeps the generator's error when the source is locked", async () => {
  const stream = ReadableStream.from([1])
    // deno-lint-ignore require-yield
    .pipeThrough(toTransformStream<number, number>(function* (source) {
      source.getReader();
      throw new Error("generator");
    }));
  await assertRejects(() => Array.fromAsync(stream), Error, "generator");
});

Deno.test("toTransformStream() cancels the source when the output is cancelled", async () => {
  const reason = new Error("output");
  let cancelled: unknown;
  const stream = numbers((why) => cancelled = why)
    .pipeThrough(toTransformStream(() => [1, 2]));
  await stream.cancel(reason);
  assertStrictEquals(cancelled, reason);
});

Deno.test("toTransformStream() throws into the generator when the output is cancelled", async () => {
  const reason = new Error("output");
  let caught: unknown;
  const { readable } = toTransformStream(function* () {
    try {
      yield 1;
      yield 2;
    } catch (error) {
      caught = error;
    }
  });
  const reader = readable.getReader();
  await reader.read();
  await reader.cancel(reason);
  assertStrictEquals(caught, reason);
});

Deno.test("toTransformStream() runs finally blocks when the output is cancelled", async () => {
  let isClosed = false;
  const stream = ReadableStream.from([1, 2, 3])
    .pipeThrough(
      toTransformStream<number, number>(async function* (source) {
        try {
          for await (const value of source) yield value;
        } finally {
          isClosed = true;
        }
      }),
    );
  for await (const _ of stream) break;
  assert(isClosed);
});

Deno.test("toTransformStream() leaves the source open when the generator ends first", async () => {
  let isCancelled = false;
  const stream = numbers(() => isCancelled = true)
    .pipeThrough(toTransformStream(() => [1]));
  assertEquals(await Array.fromAsync(stream), [1]);
  assert(!isCancelled);
});

Deno.test("toTransformStream() reads ahead when a readable strategy allows it", async () => {
  let made = 0;
  const { readable } = toTransformStream<unknown, number>(
    function* () {
      while (true) yield made++;
    },
    undefined,
    { highWaterMark: 5 },
  );
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(made, 5);
  await readable.cancel();
});

Deno.test("toTransformStream() asks for more when a writable strategy allows it", async () => {
  const { readable, writable } = toTransformStream(doubled, {
    highWaterMark: 7,
  });
  assertEquals(writable.getWriter().desiredSize, 7);
  await readable.cancel();
});
