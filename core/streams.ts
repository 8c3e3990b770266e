/**
 * Events as web streams: bytes to events, events to bytes, and a run that is
 * followed while it goes on. Runs on every runtime, browsers included.
 *
 * @example Copy a stream of events, without its bad lines
 * ```ts
 * import type { RunEvent } from "@runtrail/runtrail";
 * import { encodeStream, eventStream, type StreamItem } from "@runtrail/runtrail/streams";
 * import { assertEquals } from "@std/assert";
 *
 * const line = `{"v":1,"seq":1,"type":"stdout","timestamp":"2026-01-02T03:04:05.678Z",` +
 *   `"correlation":{"runId":"r1"},"payload":"hello"}\n`;
 * const eventsOnly = new TransformStream<StreamItem, RunEvent>({
 *   transform(item, controller) {
 *     if (item.kind === "event") controller.enqueue(item.event);
 *   },
 * });
 * const copy = new Blob([line, "not an event\n"]).stream()
 *   .pipeThrough(eventStream())
 *   .pipeThrough(eventsOnly)
 *   .pipeThrough(encodeStream());
 * assertEquals(await new Response(copy).text(), line);
 * ```
 *
 * @module
 */

export { encodeStream } from "./encode_stream.ts";
export type { RunEvent } from "./event.ts";
export { eventStream } from "./event_stream.ts";
export type { StreamItem } from "./event_stream.ts";
export type { Feed } from "./feed.ts";
export type { Issue } from "./issue.ts";
export { liveEvents } from "./live_events.ts";
export type { LiveEventsOptions, LiveOverflow, LiveSource } from "./live_events.ts";
export type { Sink } from "./sink.ts";
