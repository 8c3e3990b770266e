import { encodeEventBytes } from "./encode.ts";
import type { RunEvent } from "./event.ts";

/**
 * Makes a stream that turns events into the bytes of an event file, one chunk
 * for each line: the mirror of `eventStream`. No event errors the stream, whatever it holds.
 *
 * @returns A transform stream from events to bytes.
 *
 * @example Send a run as it happens
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { encodeStream, eventStream, liveEvents } from "@runtrail/runtrail/streams";
 * import { assertEquals } from "@std/assert";
 *
 * const bus = new EventBus();
 * const body = liveEvents(bus).readable.pipeThrough(encodeStream());
 * const response = new Response(body, { headers: { "content-type": "application/jsonl" } });
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * await bus.close();
 *
 * const kinds: string[] = [];
 * for await (const item of response.body!.pipeThrough(eventStream())) kinds.push(item.kind);
 * assertEquals(kinds, ["event"]);
 * ```
 */
export function encodeStream(): TransformStream<RunEvent, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(event, controller) {
      controller.enqueue(encodeEventBytes(event));
    },
  });
}
