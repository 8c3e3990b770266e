import { assertEquals, assertRejects } from "@std/assert";
import { eventStream, type StreamItem } from "../../core/event_stream.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { bytesOf, linesOf, piecesOf, read, streamOf } from "../fixtures/reading.ts";

const TEXT = `${linesOf(SAMPLE_EVENTS.slice(0, 3))}oops\n${linesOf([SAMPLE_EVENTS[3]])}{"v":`;
const BYTES = bytesOf(TEXT);

/** The items of bytes that come in chunks. */
async function itemsOf(
  chunks: Iterable<Uint8Array>,
  options?: { readonly maxLineBytes?: number },
): Promise<readonly StreamItem[]> {
  const items: StreamItem[] = [];
  for await (const item of ReadableStream.from(chunks).pipeThrough(eventStream(options))) {
    items.push(item);
  }
  return items;
}

const events = SAMPLE_EVENTS.slice(0, 4).map((event) => ({ kind: "event", event }) as const);
const issues = read(TEXT).issues.map((issue) => ({ kind: "issue", issue }) as const);
const ITEMS: readonly StreamItem[] = [
  ...events.slice(0, 3),
  issues[0]!,
  events[3]!,
  issues[1]!,
];

Deno.test("eventStream() gives the same items in order when chunks have any size", async () => {
  const sizes = Array.from({ length: BYTES.length }, (_, index) => index + 1);
  const wrong: number[] = [];
  for (const size of sizes) {
    const items = await itemsOf(piecesOf(BYTES, size));
    if (JSON.stringify(items) !== JSON.stringify(ITEMS)) wrong.push(size);
  }
  assertEquals(wrong, []);
});

Deno.test("eventStream() gives empty_file when there are no chunks", async () => {
  assertEquals(await itemsOf([]), [{ kind: "issue", issue: read("").issues[0]! }]);
});

Deno.test("eventStream() skips lines over the limit when it is given one", async () => {
  const items = await itemsOf([BYTES], { maxLineBytes: 10 });
  assertEquals(
    items.map((item) => item.kind === "issue" ? item.issue.code : item.kind),
    [
      "line_too_long",
      "line_too_long",
      "line_too_long",
      "malformed_json",
      "line_too_long",
      "torn_line",
    ],
  );
});

Deno.test("eventStream() gives an event when its line has ended and the source goes on", async () => {
  const { readable, writable } = eventStream();
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const [first] = SAMPLE_EVENTS;
  const written = writer.write(bytesOf(`${linesOf([first])}{"v":1`));
  const { value } = await reader.read();
  assertEquals(value, { kind: "event", event: first! });
  await written;
  await reader.cancel();
  await writer.closed.catch(() => {});
});

Deno.test("eventStream() cancels the source when its reader stops", async () => {
  let cancelled = 0;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(BYTES),
    cancel: () => void cancelled++,
  });
  const reader = source.pipeThrough(eventStream()).getReader();
  await reader.read();
  await reader.cancel("enough");
  // The pipe hands the reason on in a later turn of the event loop.
  while (cancelled === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(cancelled, 1);
});

Deno.test("eventStream() cancels the source when its reader stops while the source is silent", async () => {
  const cancelled = Promise.withResolvers<unknown>();
  const silent = Promise.withResolvers<void>();
  let pulls = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulls++ === 0) return controller.enqueue(BYTES);
      silent.resolve();
      return new Promise(() => {});
    },
    cancel: (reason) => cancelled.resolve(reason),
  });
  const reader = source.pipeThrough(eventStream()).getReader();
  for (const _ of ITEMS.slice(0, -1)) await reader.read();
  const waiting = reader.read();
  await silent.promise;

  await reader.cancel("enough");

  assertEquals([await cancelled.promise, await waiting], ["enough", {
    done: true,
    value: undefined,
  }]);
});

Deno.test("eventStream() takes text that is cut anywhere", async () => {
  const [event] = streamOf(["stdout", { payload: "😀\n" }]);
  const text = linesOf([event]);
  const wrong: number[] = [];
  for (let at = 0; at <= text.length; at++) {
    const source = ReadableStream.from([text.slice(0, at), text.slice(at)]);
    const items = await Array.fromAsync(source.pipeThrough(eventStream()));
    if (JSON.stringify(items) !== JSON.stringify([{ kind: "event", event }])) wrong.push(at);
  }
  assertEquals(wrong, []);
});

Deno.test("eventStream() fails with the source's error when it has one", async () => {
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError("Cannot read")),
  });
  await assertRejects(
    async () => {
      for await (const _item of source.pipeThrough(eventStream()));
    },
    TypeError,
    "Cannot read",
  );
});
