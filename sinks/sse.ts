/**
 * A run in progress as Server-Sent Events: a web `Response` that browsers read
 * with `EventSource`, and that goes on where a reader was cut off.
 *
 * @example Serve a run
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { historySink } from "@runtrail/runtrail/sinks/history";
 * import { sseResponse } from "@runtrail/runtrail/sinks/sse";
 * import { assertEquals } from "@std/assert";
 *
 * const history = historySink();
 * const bus = new EventBus();
 * bus.on(history);
 *
 * // Such as Deno.serve((request) => sseResponse(history, request)).
 * const handler = (request: Request): Response => sseResponse(history, request);
 *
 * const response = handler(new Request("http://localhost/events"));
 * assertEquals(response.headers.get("content-type"), "text/event-stream");
 * await bus.close();
 * assertEquals(await response.text(), ":\n\n");
 * ```
 *
 * @module
 */

import type { HistorySink } from "./history.ts";
import { COMMENT_FRAME, retryFrame, sseFrame, type SseNaming } from "./sse/frame.ts";

export type {
  CountingSink,
  Feed,
  HistoryEvent,
  HistoryGap,
  HistoryItem,
  HistorySink,
  Missed,
  MissedReason,
  SinkStats,
} from "./history.ts";
export type { SseNaming } from "./sse/frame.ts";

/** How a run is served. */
export interface SseOptions {
  /**
   * The id of the last event that the reader has, in place of its `Last-Event-ID` header: for
   * readers that say it otherwise, such as in the URL. `0` stands for none.
   *
   * @default the header; all that is kept where there is none
   */
  readonly lastEventId?: string;
  /**
   * Whether an event is named after its type, for `addEventListener("stdout", …)`, or has no
   * name, so that `onmessage` gets all. `missed-events` is named in any case.
   *
   * @default "type"
   */
  readonly naming?: SseNaming;
  /**
   * After how many milliseconds a reader that was cut off is to come back.
   *
   * @default the reader's own time, which in browsers is some seconds
   */
  readonly retryMs?: number;
  /**
   * After how many milliseconds a comment is sent, again and again, so that nothing in between
   * takes the connection for dead. `Infinity` sends none.
   *
   * @default 15_000
   */
  readonly heartbeatMs?: number;
  /**
   * Calls a function at an interval until the function that it returns is called.
   *
   * @default the platform's timer
   */
  readonly interval?: (call: () => void, everyMs: number) => () => void;
  /**
   * Ends the response, such as when the server shuts down. Readers come back for the rest.
   *
   * @default none
   */
  readonly signal?: AbortSignal;
}

/** One chunk holds about as many characters at most: what has piled up is sent together. */
const CHUNK_CHARS = 64 * 1024;

/** An end tells readers to come back; this status tells them not to. */
const NO_MORE = 204;

/**
 * Makes the response to a reader of a run: what it has not yet seen of what is
 * kept, then what comes, until the history is closed.
 *
 * Each event has its JSON line as `data`, its type as `event`, and as `id` its
 * `seq`, or `writer:seq` (the name percent-encoded) where a writer has a name. A reader that
 * comes back with `Last-Event-ID` gets what came after that event, from all writers. Ids count
 * within a run: give each run a URL of its own.
 *
 * A reader that is too slow, comes too late, or has an id that the run has not
 * had, gets an event named `missed-events`, with `{"reason", "count"}` as its data. Nothing
 * makes the emitter wait. After a run's end, a reader that has all gets status 204, on which
 * `EventSource` stops.
 *
 * @param history What is kept of the run.
 * @param request The request.
 * @param options Names, heartbeat and end.
 * @returns The response. Cancelling its body ends all that it holds.
 * @throws {RangeError} Where `retryMs` is no integer of 0 or more.
 *
 * @example Come back for the rest
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { historySink } from "@runtrail/runtrail/sinks/history";
 * import { sseResponse } from "@runtrail/runtrail/sinks/sse";
 * import { assertEquals } from "@std/assert";
 *
 * const history = historySink();
 * const bus = new EventBus();
 * bus.on(history);
 * for (const payload of ["one", "two"]) bus.emit({ type: "stdout", payload });
 * await bus.close();
 *
 * const headers = { "Last-Event-ID": "1" };
 * const response = sseResponse(history, new Request("http://localhost/", { headers }));
 * const [, id, event] = (await response.text()).split("\n").filter((line) => line !== "");
 * assertEquals([id, event], ["id: 2", "event: stdout"]);
 * ```
 */
export function sseResponse(
  history: HistorySink,
  request: Pick<Request, "headers">,
  options: SseOptions = {},
): Response {
  const { naming = "type", heartbeatMs = 15_000, interval = platformInterval, signal } = options;
  const opening = COMMENT_FRAME + retryFrame(options.retryMs);
  const after = options.lastEventId ?? request.headers.get("last-event-id") ?? undefined;
  const feed = history.read(after === undefined ? {} : { after });
  if (feed.ended) {
    feed[Symbol.dispose]();
    return new Response(null, { status: NO_MORE });
  }
  const utf8 = new TextEncoder();
  let stopBeat = (): void => {};
  const end = (): void => {
    stopBeat();
    signal?.removeEventListener("abort", end);
    feed[Symbol.dispose]();
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      // At once, so that the reader's connection counts as open before the first event.
      controller.enqueue(utf8.encode(opening));
      if (heartbeatMs < Infinity) {
        stopBeat = interval(() => {
          // Not where the reader does not even take what there is.
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(utf8.encode(COMMENT_FRAME));
        }, heartbeatMs);
      }
      if (signal?.aborted) end();
      else signal?.addEventListener("abort", end, { once: true });
    },
    async pull(controller) {
      const { done, value } = await feed.next();
      if (done) {
        end();
        // After a cancel this throws, which the stream then ignores.
        controller.close();
        return;
      }
      let text = sseFrame(value, naming);
      while (text.length < CHUNK_CHARS) {
        const item = feed.take();
        if (item === undefined) break;
        text += sseFrame(item, naming);
      }
      controller.enqueue(utf8.encode(text));
    },
    cancel: end,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      // A server that compresses would hold events back until a block is full.
      "cache-control": "no-store, no-transform",
      // Said to nginx, which buffers what it passes on.
      "x-accel-buffering": "no",
    },
  });
}

function platformInterval(call: () => void, everyMs: number): () => void {
  const timer = setInterval(call, everyMs);
  return () => clearInterval(timer);
}
