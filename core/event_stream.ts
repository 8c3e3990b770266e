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
 * Makes a stream that turns the bytes or text of an event file into its events,
 * and into issues where lines are bad. Bad data never errors the stream. A reader
 * that stops cancels the source, also while it waits for the source.
 *
 * @param options The limit on lines, 16 MiB by default, and definitions of custom events.
 * @returns A transform stream from bytes or text, in chunks of any size, to items.
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
  let source: ReadableStreamDefaultReader<Uint8Array | string>;
  const { readable: items, writable } = toTransformStream(
    (chunks: ReadableStream<Uint8Array | string>) => {
      source = chunks.getReader();
      return itemsOf(source, options);
    },
  );
  const taken = items.getReader();
  const readable = new ReadableStream<StreamItem>({
    async pull(controller) {
      const { done, value } = await taken.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      // First the source: a generator that waits for a chunk cannot be told of anything else.
      await source.cancel(reason);
      await taken.cancel(reason).catch(() => {});
    },
  }, { highWaterMark: 0 });
  return { writable, readable };
}

async function* itemsOf(
  source: ReadableStreamDefaultReader<Uint8Array | string>,
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
  try {
    for (let read = await source.read(); !read.done; read = await source.read()) {
      reader.push(typeof read.value === "string" ? text.push(read.value) : read.value);
      yield* take();
    }
  } finally {
    source.releaseLock();
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
