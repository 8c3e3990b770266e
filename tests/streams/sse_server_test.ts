import { assertEquals } from "@std/assert";
import { type HistoryOptions, historySink } from "../../sinks/history.ts";
import { type SseOptions, sseResponse } from "../../sinks/sse.ts";
import type { EventBus } from "../../mod.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";
import { type SseMessage, sseMessages } from "./event_source.ts";

/** A run that is served on loopback. */
interface ServedRun extends AsyncDisposable {
  readonly bus: EventBus;
  /** Asks for the run's events. */
  get(lastEventId?: string, signal?: AbortSignal): Promise<Response>;
}

function serve(history: HistoryOptions = {}, options: SseOptions = {}): ServedRun {
  const { bus } = recordedBus();
  const sink = historySink(history);
  bus.on(sink);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => sseResponse(sink, request, options),
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return {
    bus,
    get: (lastEventId, signal) =>
      fetch(url, {
        headers: lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId },
        ...(signal && { signal }),
      }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function write(bus: EventBus, ...payloads: readonly string[]): void {
  for (const payload of payloads) bus.emit({ type: "stdout", payload });
}

/** The next `count` messages, as their ids. */
async function ids(messages: AsyncGenerator<SseMessage, void>, count: number): Promise<string[]> {
  const found: string[] = [];
  while (found.length < count) {
    const { value } = await messages.next();
    if (!value) break;
    found.push(value.lastEventId);
  }
  return found;
}

Deno.test("sseResponse() gives what was, and then each event at once, through a server", async () => {
  await using run = serve();
  write(run.bus, "1", "2");
  const messages = sseMessages(await run.get());
  const seen = [await ids(messages, 2)];
  for (const payload of ["3", "4"]) {
    write(run.bus, payload);
    seen.push(await ids(messages, 1));
  }
  await run.bus.close();
  assertEquals([seen, (await messages.next()).done], [[["1", "2"], ["3"], ["4"]], true]);
});

Deno.test("sseResponse() loses and repeats nothing when a reader is cut off and comes back", async () => {
  await using run = serve();
  const seen: string[] = [];
  let last: string | undefined;
  for (let round = 0; round < 5; round++) {
    write(run.bus, "a", "b", "c");
    const cut = new AbortController();
    const messages = sseMessages(await run.get(last, cut.signal));
    seen.push(...await ids(messages, 2));
    last = seen.at(-1);
    cut.abort();
    await messages.next().catch(() => {});
  }
  await run.bus.close();
  seen.push(...await ids(sseMessages(await run.get(last)), 99));
  const over = await run.get(seen.at(-1));
  assertEquals(
    [seen, over.status, await over.text()],
    [Array.from({ length: 15 }, (_, index) => String(index + 1)), 204, ""],
  );
});

Deno.test("sseResponse() serves several readers, each from where it is", async () => {
  await using run = serve();
  write(run.bus, "1", "2");
  const readers = [sseMessages(await run.get()), sseMessages(await run.get("1"))];
  write(run.bus, "3");
  await run.bus.close();
  const seen = await Promise.all(readers.map((reader) => ids(reader, 99)));
  assertEquals(seen, [["1", "2", "3"], ["2", "3"]]);
});

Deno.test("sseResponse() ends all that it holds when the client goes away", async () => {
  const stopped = Promise.withResolvers<void>();
  await using run = serve({}, { interval: () => () => stopped.resolve() });
  const cut = new AbortController();
  const messages = sseMessages(await run.get(undefined, cut.signal));
  write(run.bus, "1");
  await ids(messages, 1);
  cut.abort();
  await messages.next().catch(() => {});
  await stopped.promise;
  write(run.bus, "2");
  assertEquals(run.bus.failures, 0);
});

Deno.test("sseResponse() ends when the server shuts down and aborts its signal", async () => {
  const shutdown = new AbortController();
  await using run = serve({}, { signal: shutdown.signal });
  write(run.bus, "1");
  const messages = sseMessages(await run.get());
  await ids(messages, 1);
  shutdown.abort();
  assertEquals(await messages.next(), { done: true, value: undefined });
});

Deno.test("sseResponse() is not compressed by a server that compresses", async () => {
  await using run = serve();
  write(run.bus, "x".repeat(10_000));
  await run.bus.close();
  const response = await run.get();
  assertEquals(
    [response.headers.get("content-encoding"), (await response.text()).length > 10_000],
    [
      null,
      true,
    ],
  );
});
