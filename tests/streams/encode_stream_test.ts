import { assertEquals } from "@std/assert";
import { encodeStream, eventStream } from "../../core/streams.ts";
import { hostileEvents } from "../../sinks/conformance/hostile_events.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { linesOf } from "../fixtures/reading.ts";

Deno.test("encodeStream() gives one chunk for each event, which is its line", async () => {
  const chunks = await Array.fromAsync(
    ReadableStream.from(SAMPLE_EVENTS).pipeThrough(encodeStream()),
  );
  const decoder = new TextDecoder();
  assertEquals(
    chunks.map((chunk) => decoder.decode(chunk)),
    SAMPLE_EVENTS.map((event) => linesOf([event])),
  );
});

Deno.test("encodeStream() gives what eventStream() reads when both are piped", async () => {
  const items = await Array.fromAsync(
    ReadableStream.from(SAMPLE_EVENTS).pipeThrough(encodeStream()).pipeThrough(eventStream()),
  );
  assertEquals(items, SAMPLE_EVENTS.map((event) => ({ kind: "event", event })));
});

Deno.test("encodeStream() makes one line of each event when it holds hostile data", async () => {
  const events = hostileEvents().map(([, event]) => event);
  const text = await new Response(ReadableStream.from(events).pipeThrough(encodeStream())).text();
  const lines = text.split("\n");
  assertEquals(
    [lines.pop(), lines.map((line) => JSON.parse(line).seq)],
    ["", events.map(({ seq }) => seq)],
  );
});
