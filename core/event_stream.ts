import { toTransformStream } from "@std/streams/to-transform-stream";
import type { RunEvent } from "./event.ts";
import { EventReader, type EventReaderOptions } from "./event_reader.ts";
import type { Issue } from "./issue.ts";

/** What `eventStream` gives: an event, or something that is wrong with a line. */
export type StreamItem =
  | {
    /** An event was read. */
    readonly kind: "event";
    /** The event. */
    readonly event: RunEvent;
  }
  | {
    /** Something is wrong with a line. */
    readonly kind: "issue";
    /** What is wrong. */
    readonly issue: Issue;
  };

/**
 * Makes a stream that turns the bytes of an event file into its events, and
 * into issues where lines are bad. Bad data never errors the stream.
 *
 * @param options The limit on lines, 16 MiB by default, and definitions of custom events.
 * @returns A transform stream from bytes to items.
 *
 * @example Events of a response body
 * ```ts
 * import { eventStream } from "@runtrail/runtrail/reading";
 * import { assertEquals } from "@std/assert";
 *
 * const body = new Blob([
 *   `{"v":1,"seq":1,"type":"stdout","timestamp":"2026-01-02T03:04:05.678Z",` +
 *   `"correlation":{"runId":"r1"},"payload":"hello"}\n`,
 *   "not an event\n",
 * ]).stream();
 * const kinds: string[] = [];
 * for await (const item of body.pipeThrough(eventStream())) kinds.push(item.kind);
 * assertEquals(kinds, ["event", "issue"]);
 * ```
 */
export function eventStream(
  options: Pick<EventReaderOptions, "maxLineBytes" | "types"> = {},
): TransformStream<Uint8Array | string, StreamItem> {
  const gate = new TransformStream<Uint8Array | string, Uint8Array | string>();
  const stop = new AbortController();
  const parsed = toTransformStream((chunks: ReadableStream<Uint8Array | string>) =>
    itemsOf(chunks, options)
  );
  const items = gate.readable.pipeThrough(parsed, { signal: stop.signal }).getReader();
  const readable = new ReadableStream<StreamItem>({
    async pull(controller) {
      const { done, value } = await items.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    // A generator that waits for a chunk cannot be told; the pipe into it can.
    cancel: (reason) => stop.abort(reason),
  }, { highWaterMark: 0 });
  return { writable: gate.writable, readable };
}

async function* itemsOf(
  chunks: ReadableStream<Uint8Array | string>,
  options: Pick<EventReaderOptions, "maxLineBytes" | "types">,
): AsyncGenerator<StreamItem> {
  let items: StreamItem[] = [];
  const reader = new EventReader({
    ...options,
    onEvent: (event) => items.push({ kind: "event", event }),
    onIssue: (issue) => items.push({ kind: "issue", issue }),
  });
  const take = (): StreamItem[] => {
    const taken = items;
    items = [];
    return taken;
  };
  const text = new TextBytes();
  for await (const chunk of chunks) {
    reader.push(typeof chunk === "string" ? text.push(chunk) : chunk);
    yield* take();
  }
  reader.push(text.end());
  reader.end();
  yield* take();
}

/** Encodes text that may be cut between the two halves of a character. */
class TextBytes {
  readonly #encoder = new TextEncoder();
  #half = "";

  push(chunk: string): Uint8Array {
    const text = this.#half + chunk;
    this.#half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : "";
    return this.#encoder.encode(text.slice(0, text.length - this.#half.length));
  }

  end(): Uint8Array {
    return this.#encoder.encode(this.#half);
  }
}
