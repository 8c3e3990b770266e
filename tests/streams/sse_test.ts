import { assertEquals, assertThrows } from "@std/assert";
import { EventBus, type EventDraft, type RunEvent } from "../../mod.ts";
import { type HistoryOptions, type HistorySink, historySink } from "../../sinks/history.ts";
import { type SseOptions, sseResponse } from "../../sinks/sse.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";
import { parseSse, type SseMessage, type SseText } from "./event_source.ts";

/** A run whose events are kept. */
interface KeptRun {
  readonly bus: EventBus;
  readonly history: HistorySink;
  readonly seen: readonly RunEvent[];
}

function keptRun(options: HistoryOptions = {}): KeptRun {
  const { bus, seen } = recordedBus();
  const history = historySink(options);
  bus.on(history);
  return { bus, history, seen };
}

function write(bus: EventBus, ...payloads: readonly string[]): void {
  for (const payload of payloads) bus.emit({ type: "stdout", payload });
}

/** A request of a reader that has all up to an id. */
function requestAfter(id?: string): Request {
  return new Request("http://localhost/", id === undefined ? {} : { headers: lastEventId(id) });
}

function lastEventId(id: string): HeadersInit {
  return { "Last-Event-ID": id };
}

/** All that a response says up to its end. */
async function textOf(response: Response): Promise<SseText> {
  return parseSse(await response.bytes());
}

/** Events in the stream, as `7 stdout`; other messages as `missed-events {…}`. */
function shown(messages: readonly SseMessage[]): readonly string[] {
  return messages.map(({ event, data, lastEventId }) =>
    event === "missed-events" ? `${event} ${data}` : `${lastEventId} ${event}`
  );
}

/** An interval that beats when told to. */
function handBeaten(): SseOptions["interval"] & {
  beat(): void;
  readonly running: () => number;
  readonly everyMs: () => number | undefined;
} {
  const calls = new Set<() => void>();
  let every: number | undefined;
  const interval = (call: () => void, everyMs: number): () => void => {
    every = everyMs;
    calls.add(call);
    return () => void calls.delete(call);
  };
  return Object.assign(interval, {
    beat: () => calls.forEach((call) => call()),
    running: () => calls.size,
    everyMs: () => every,
  });
}

Deno.test("sseResponse() gives each event with its seq, its type and its line", async () => {
  const { bus, history, seen } = keptRun();
  write(bus, "one\ntwo\r\n");
  bus.emit({ type: "app.state", data: { ready: true } });
  await bus.close();
  const response = sseResponse(history, requestAfter());
  const { messages } = await textOf(response);
  assertEquals(
    messages.map((message) => ({ ...message, data: JSON.parse(message.data) })),
    seen.map((event) => ({ event: event.type, data: event, lastEventId: String(event.seq) })),
  );
});

Deno.test("sseResponse() says what it is and that nothing may store or change it", async () => {
  const { bus, history } = keptRun();
  const response = sseResponse(history, requestAfter());
  await bus.close();
  await response.body?.cancel();
  assertEquals([response.status, Object.fromEntries(response.headers)], [200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  }]);
});

Deno.test("sseResponse() gives what came after Last-Event-ID, then what comes, when a reader comes back", async () => {
  const { bus, history } = keptRun();
  write(bus, "1", "2", "3");
  const response = sseResponse(history, requestAfter("2"));
  write(bus, "4");
  await bus.close();
  assertEquals(shown((await textOf(response)).messages), ["3 stdout", "4 stdout"]);
});

Deno.test("sseResponse() takes the option for the header when both are given", async () => {
  const { bus, history } = keptRun();
  write(bus, "1", "2", "3");
  await bus.close();
  const response = sseResponse(history, requestAfter("1"), { lastEventId: "2" });
  assertEquals(shown((await textOf(response)).messages), ["3 stdout"]);
});

Deno.test("sseResponse() goes on in the order of all writers when several write", async () => {
  const { bus, history } = keptRun();
  const worker = new EventBus({ runId: bus.runId, writer: "worker 1" });
  worker.on((event) => bus.emit(event));
  write(bus, "1");
  write(worker, "1", "2");
  write(bus, "2");
  await bus.close();
  const after = async (id?: string): Promise<readonly string[]> =>
    shown((await textOf(sseResponse(history, requestAfter(id)))).messages);
  const all = ["1 stdout", "worker%201:1 stdout", "worker%201:2 stdout", "2 stdout"];
  assertEquals([await after(), await after("1"), await after("worker%201:2")], [
    all,
    all.slice(1),
    all.slice(3),
  ]);
});

Deno.test("sseResponse() tells how many events were missed when the id is no longer kept", async () => {
  const { bus, history } = keptRun({ maxEvents: 2 });
  write(bus, "1", "2", "3", "4", "5");
  await bus.close();
  assertEquals(shown((await textOf(sseResponse(history, requestAfter("1")))).messages), [
    'missed-events {"reason":"not_kept","count":2}',
    "4 stdout",
    "5 stdout",
  ]);
});

Deno.test("sseResponse() tells so and gives all when the run has not had the id", async () => {
  const { bus, history } = keptRun();
  write(bus, "1");
  await bus.close();
  for (const id of ["9", "what", "a:1", "1\u00ff"]) {
    assertEquals(shown((await textOf(sseResponse(history, requestAfter(id)))).messages), [
      'missed-events {"reason":"unknown_id"}',
      "1 stdout",
    ]);
  }
});

Deno.test("sseResponse() tells how many events were missed when the reader is too slow", async () => {
  const { bus, history } = keptRun({ maxEvents: 3 });
  const response = sseResponse(history, requestAfter());
  for (let n = 1; n <= 1000; n++) write(bus, "");
  await bus.close();
  assertEquals(shown((await textOf(response)).messages), [
    'missed-events {"reason":"too_slow","count":997}',
    "998 stdout",
    "999 stdout",
    "1000 stdout",
  ]);
});

Deno.test("sseResponse() sends what has piled up in pieces when it is much", async () => {
  const { bus, history, seen } = keptRun();
  write(bus, ...Array.from({ length: 20 }, () => "x".repeat(20_000)));
  await bus.close();
  const chunks = await Array.fromAsync(sseResponse(history, requestAfter()).body!);
  const largest = Math.max(...chunks.map(({ length }) => length));
  const { messages } = parseSse(await new Response(ReadableStream.from(chunks)).bytes());
  assertEquals([messages.length, chunks.length > 4, largest < 100_000], [seen.length, true, true]);
});

Deno.test("sseResponse() gives status 204 when the run has ended and the reader has all", async () => {
  const { bus, history } = keptRun();
  write(bus, "1", "2");
  const early = sseResponse(history, requestAfter("2"));
  await bus.close();
  const late = sseResponse(history, requestAfter("2"));
  assertEquals([early.status, (await textOf(early)).messages, late.status, late.body], [
    200,
    [],
    204,
    null,
  ]);
});

Deno.test("sseResponse() gives status 204 when the run has ended and there was no event", async () => {
  const { bus, history } = keptRun();
  await bus.close();
  assertEquals(sseResponse(history, requestAfter()).status, 204);
});

Deno.test("sseResponse() gives no event a name when told so, but what is missed", async () => {
  const { bus, history } = keptRun({ maxEvents: 1 });
  write(bus, "1", "2");
  await bus.close();
  const response = sseResponse(history, requestAfter(), { naming: "message" });
  assertEquals(shown((await textOf(response)).messages), [
    'missed-events {"reason":"not_kept","count":1}',
    "2 message",
  ]);
});

const HOSTILE_TYPES = [
  "",
  "a\nb.c",
  "a.b\r",
  "error",
  "a.b\n\ndata: forged",
  "missed-events",
  "a.b:c",
  "\0",
  " a.b",
];

Deno.test("sseResponse() keeps its framing when types, writers and payloads are hostile", async () => {
  const text = "x\n\nid: 99\nevent: forged\rdata: y\u2028\0";
  const history = historySink();
  const bus = new EventBus({ runId: text, writer: text });
  bus.on(history);
  for (const type of HOSTILE_TYPES) {
    bus.emit({ type, data: text, [text]: text } as unknown as EventDraft);
  }
  await bus.close();
  const { messages } = await textOf(sseResponse(history, requestAfter()));
  assertEquals(
    messages.map(({ event, data, lastEventId }) => [event, JSON.parse(data).type, lastEventId]),
    HOSTILE_TYPES.map((
      type,
      index,
    ) => ["message", type, `${encodeURIComponent(text)}:${index + 1}`]),
  );
});

Deno.test("sseResponse() gives every type of event under its name", async () => {
  const history = historySink();
  for (const event of SAMPLE_EVENTS) history.emit(event);
  history.close();
  const { messages } = await textOf(sseResponse(history, requestAfter()));
  assertEquals(
    messages.map(({ event, data }) => [event, JSON.parse(data)]),
    SAMPLE_EVENTS.map((event) => [event.type, event]),
  );
});

Deno.test("sseResponse() sends a comment at once, and at each beat when nothing comes", async () => {
  const { history } = keptRun();
  const interval = handBeaten();
  const { body } = sseResponse(history, requestAfter(), { interval, heartbeatMs: 2500 });
  const reader = body!.getReader();
  const comments = [(await reader.read()).value];
  for (let beat = 0; beat < 3; beat++) {
    interval.beat();
    comments.push((await reader.read()).value);
  }
  await reader.cancel();
  assertEquals(
    [comments.map((bytes) => new TextDecoder().decode(bytes)), interval.everyMs()],
    [[":\n\n", ":\n\n", ":\n\n", ":\n\n"], 2500],
  );
});

Deno.test("sseResponse() piles up no comments when the reader takes nothing", async () => {
  const { bus, history } = keptRun();
  const interval = handBeaten();
  const response = sseResponse(history, requestAfter(), { interval });
  for (let beat = 0; beat < 100; beat++) interval.beat();
  await bus.close();
  assertEquals((await textOf(response)).comments, 1);
});

Deno.test("sseResponse() asks for no beat when the heartbeat is Infinity", async () => {
  const { history } = keptRun();
  const interval = handBeaten();
  const response = sseResponse(history, requestAfter(), { interval, heartbeatMs: Infinity });
  assertEquals(interval.everyMs(), undefined);
  await response.body?.cancel();
});

Deno.test("sseResponse() beats every 15 seconds when it is not told otherwise", async () => {
  const { history } = keptRun();
  const interval = handBeaten();
  const response = sseResponse(history, requestAfter(), { interval });
  assertEquals(interval.everyMs(), 15_000);
  await response.body?.cancel();
});

Deno.test("sseResponse() ends its heartbeat and its read when its body is cancelled while it waits", async () => {
  const { bus, history } = keptRun();
  const interval = handBeaten();
  const reader = sseResponse(history, requestAfter(), { interval }).body!.getReader();
  await reader.read();
  const waiting = reader.read();
  const during = interval.running();
  await reader.cancel();
  write(bus, "1");
  assertEquals([during, interval.running(), await waiting, bus.failures], [
    1,
    0,
    { done: true, value: undefined },
    0,
  ]);
});

Deno.test("sseResponse() ends its heartbeat when the run ends", async () => {
  const { bus, history } = keptRun();
  const interval = handBeaten();
  const response = sseResponse(history, requestAfter(), { interval });
  await bus.close();
  await textOf(response);
  assertEquals(interval.running(), 0);
});

Deno.test("sseResponse() ends when the signal aborts", async () => {
  const { bus, history } = keptRun();
  const interval = handBeaten();
  const controller = new AbortController();
  const { signal } = controller;
  const response = sseResponse(history, requestAfter(), { interval, signal });
  write(bus, "1");
  const reader = response.body!.getReader();
  const chunks = [await reader.read(), await reader.read()];
  controller.abort();
  assertEquals(
    [chunks.map(({ done }) => done), (await reader.read()).done, interval.running()],
    [[false, false], true, 0],
  );
});

Deno.test("sseResponse() ends at once when the signal has aborted before", async () => {
  const { bus, history } = keptRun();
  const interval = handBeaten();
  write(bus, "1");
  const response = sseResponse(history, requestAfter(), { interval, signal: AbortSignal.abort() });
  assertEquals([(await textOf(response)).messages, interval.running()], [[], 0]);
});

Deno.test("sseResponse() says when to come back when told so", async () => {
  const { bus, history } = keptRun();
  const response = sseResponse(history, requestAfter(), { retryMs: 250 });
  await bus.close();
  assertEquals(await response.text(), ":\n\nretry: 250\n\n");
});

Deno.test("sseResponse() refuses retryMs when it is no integer of 0 or more", () => {
  const { history } = keptRun();
  for (const retryMs of [-1, 0.5, NaN, Infinity, 2 ** 60]) {
    assertThrows(
      () => sseResponse(history, requestAfter(), { retryMs }),
      RangeError,
      `Cannot let readers retry after ${retryMs} ms`,
    );
  }
});
