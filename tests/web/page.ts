import { clear, emit, encodeEvent, EventBus, install, isActive, newRunId } from "../../mod.ts";
import { inspect } from "../../core/reading.ts";
import { encodeStream, eventStream, liveEvents } from "../../core/streams.ts";
import { captureSink } from "../../sinks/capture.ts";
import { filter, tee } from "../../sinks/compose.ts";
import { ndjsonSink } from "../../sinks/ndjson.ts";
import { noopSink } from "../../sinks/noop.ts";
import { joinPort } from "../../sinks/worker.ts";

/** What a page found out, by what it tried. */
type Found = { readonly [tried: string]: unknown };

/** Runs in a browser: tries each entry point and sends what came of it to the server. */
const found: Found = {
  slot: attempt(slot),
  sinks: attempt(sinks),
  reading: await attempt(reading),
  streams: await attempt(streams),
  worker: await attempt(worker),
  eventSource: await attempt(eventSource),
};
await fetch("/result", { method: "POST", body: JSON.stringify(found) });

function attempt<Result>(call: () => Result): Result | string;
function attempt<Result>(call: () => Promise<Result>): Promise<Result | string>;
function attempt(call: () => unknown): unknown {
  try {
    const result = call();
    return result instanceof Promise ? result.catch(String) : result;
  } catch (error) {
    return String(error);
  }
}

function slot(): unknown {
  const capture = captureSink();
  install(capture, { runId: "r1" });
  emit({ type: "stdout", payload: "hello\n" });
  const active = isActive();
  clear();
  emit({ type: "stdout", payload: "nobody listens\n" });
  const [event] = capture.events;
  return {
    active: [active, isActive()],
    events: capture.events.length,
    sameLine: encodeEvent(event!) === `${JSON.stringify(event)}\n`,
    runIdLength: newRunId(Date.now()).length,
  };
}

function sinks(): unknown {
  const errors = captureSink();
  const nothing = noopSink();
  const bytes: number[] = [];
  const writer = {
    writeSync(given: Uint8Array) {
      bytes.push(...given);
      return given.length;
    },
  };
  const bus = new EventBus({ runId: "r1", redaction: { secrets: ["hunter2"] } });
  bus.on(tee(ndjsonSink(writer), nothing, filter(errors, ({ type }) => type === "stderr")));
  bus.emit({ type: "stderr", payload: "password hunter2\n" });
  bus.emit({ type: "app.hostile", data: [1n, NaN, "\ud800", "two\nlines", new Error("e")] });
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  return {
    lines: text.split("\n").length - 1,
    redacted: errors.ofType("stderr")[0]?.payload,
    counted: nothing.stats().written,
  };
}

async function reading(): Promise<unknown> {
  const lines: string[] = [];
  const bus = new EventBus({ runId: "r1" });
  bus.on((event) => void lines.push(encodeEvent(event)));
  const run = bus.run({ name: "browser" });
  bus.command("make").finish({ exitCode: 0 });
  run.finish({ exitCode: 0 });
  const { events, errors, runs } = await inspect([new TextEncoder().encode(lines.join(""))]);
  return { events, errors, state: runs[0]?.state };
}

async function streams(): Promise<unknown> {
  const bus = new EventBus();
  const live = liveEvents(bus, { maxBuffered: 2 });
  for (const payload of ["a", "b", "c"]) bus.emit({ type: "stdout", payload });
  await bus.close();
  const seqs: number[] = [];
  const items = live.readable.pipeThrough(encodeStream()).pipeThrough(eventStream()).getReader();
  for (let read = await items.read(); !read.done; read = await items.read()) {
    if (read.value.kind === "event") seqs.push(read.value.event.seq);
  }
  return { seqs, dropped: live.dropped };
}

async function worker(): Promise<unknown> {
  const bus = new EventBus({ runId: "r1" });
  const writers = new Set<string | undefined>();
  bus.on(({ correlation }) => void writers.add(correlation.writer));
  const { port1, port2 } = new MessageChannel();
  const joined = joinPort(port1, bus);
  const thread = new Worker("/worker.js", { type: "module" });
  const order = { runId: "r1", writer: "w1", events: 100, end: "close", port: port2 };
  thread.postMessage(order, [port2]);
  const ended = await joined.ended;
  return { ended, ...joined.stats(), writers: [...writers] };
}

/** The browser's own reader: the server cuts it off, and it comes back by itself. */
function eventSource(): Promise<unknown> {
  return new Promise((resolve) => {
    const ids: string[] = [];
    const source = new EventSource("/events");
    let opened = 0;
    source.onopen = () => opened++;
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) resolve({ ids, opened });
    };
    const note = ({ lastEventId, data }: MessageEvent<string>): void => {
      const { seq } = JSON.parse(data);
      ids.push(`${lastEventId}=${seq}`);
    };
    source.addEventListener("stdout", note);
    source.addEventListener("app.text", note);
    source.addEventListener("missed-events", () => ids.push("missed"));
  });
}
