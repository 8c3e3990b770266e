import { assertEquals } from "@std/assert";
import { encodeEvent, EventBus, type RunEvent } from "../../mod.ts";
import { joinPort } from "../../sinks/worker.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";
import { answer, fakePort, fromWorker } from "./fake_port.ts";

/** An event of run `r1` and a writer. */
function eventOf(seq: number, keys: object = {}, ids: object = {}): RunEvent {
  return {
    v: 1,
    seq,
    type: "stdout",
    timestamp: "2026-01-02T03:04:05.678Z",
    correlation: { runId: "r1", writer: "w1", ...ids },
    payload: "",
    ...keys,
  } as RunEvent;
}

function posted(event: RunEvent): object {
  return fromWorker({ kind: "event", line: encodeEvent(event) });
}

Deno.test("joinPort() hands each event to the bus in order and unchanged", () => {
  const { bus, seen } = recordedBus();
  const port = fakePort();
  const joined = joinPort(port, bus);
  const events = [eventOf(1), eventOf(2, { type: "app.x", data: [1, null] }), eventOf(3, { v: 2 })];
  bus.emit({ type: "stdout", payload: "parent" });
  for (const event of events) port.tell("message", posted(event));
  bus.emit({ type: "stdout", payload: "parent" });
  assertEquals([seen.slice(1, -1), seen.at(-1)?.seq, joined.stats()], [
    events,
    2,
    { handed: 3, ignored: 0 },
  ]);
});

Deno.test("joinPort() answers a flush with how many events it has handed on", () => {
  const { bus } = recordedBus();
  const port = fakePort();
  joinPort(port, bus);
  port.tell("message", posted(eventOf(1)));
  port.tell("message", posted(eventOf(2, {}, { runId: "r2" })));
  port.tell("message", fromWorker({ kind: "flush", id: 7 }));
  assertEquals(port.posted, [answer(7, 1)]);
});

const line = (value: unknown): object => fromWorker({ kind: "event", line: JSON.stringify(value) });
const HOSTILE: { readonly [name: string]: unknown } = {
  "undefined": undefined,
  "null": null,
  "a text": "event",
  "an array": [1],
  "an object without the tag": { kind: "event", line: encodeEvent(eventOf(1)) },
  "a newer protocol": { "runtrail.port": 2, kind: "event", line: encodeEvent(eventOf(1)) },
  "an unknown kind": fromWorker({ kind: "exit" }),
  "a kind of Object.prototype": fromWorker({ kind: "constructor" }),
  "an event without a line": fromWorker({ kind: "event" }),
  "a line that is no text": fromWorker({ kind: "event", line: eventOf(1) }),
  "a line that is no JSON": fromWorker({ kind: "event", line: '{"v":1' }),
  "a line that is no object": line([eventOf(1)]),
  "a flush without an id": fromWorker({ kind: "flush" }),
  "a close with an id that is no integer": fromWorker({ kind: "close", id: "1" }),
  "an event without a run": line({ ...eventOf(1), correlation: { writer: "w1" } }),
  "an event of another run": line(eventOf(1, {}, { runId: "r2" })),
  "an event without a writer": line(eventOf(1, {}, { writer: undefined })),
  "an event of an empty writer": line(eventOf(1, {}, { writer: "" })),
  "an event whose writer is a number": line(eventOf(1, {}, { writer: 1 })),
  "an event without a correlation": line({ ...eventOf(1), correlation: null }),
  "an event with seq 0": line(eventOf(0)),
  "an event with a seq that is a text": line(eventOf(1, { seq: "1" })),
  "an event with a seq that is huge": line(eventOf(1, { seq: 2 ** 60 })),
  "an event without a type": line(eventOf(1, { type: undefined })),
  "an event without a timestamp": line(eventOf(1, { timestamp: 0 })),
  "an event without v": line(eventOf(1, { v: "1" })),
  "an object that throws": new Proxy({}, {
    get() {
      throw new Error("The proxy throws");
    },
  }),
};

for (const [name, message] of Object.entries(HOSTILE)) {
  Deno.test(`joinPort() ignores and counts a message when it is ${name}`, async () => {
    const { bus, seen } = recordedBus();
    const port = fakePort();
    const joined = joinPort(port, bus);
    port.tell("message", message);
    port.tell("message", posted(eventOf(1)));
    joined.stop();
    assertEquals([seen.length, joined.stats(), port.posted, await joined.ended, bus.failures], [
      1,
      { handed: 1, ignored: 1 },
      [],
      "stopped",
      0,
    ]);
  });
}

Deno.test("joinPort() ignores and counts a message when it could not be read", () => {
  const port = fakePort();
  const joined = joinPort(port, recordedBus().bus);
  port.tell("messageerror");
  assertEquals(joined.stats(), { handed: 0, ignored: 1 });
});

Deno.test("joinPort() pollutes nothing when a line has a key named __proto__", () => {
  const { bus, seen } = recordedBus();
  const port = fakePort();
  joinPort(port, bus);
  const json = encodeEvent(eventOf(1)).replace("{", '{"__proto__":{"polluted":true},');
  port.tell("message", fromWorker({ kind: "event", line: json }));
  assertEquals([seen.length, "polluted" in {}, encodeEvent(seen[0]!)], [1, false, json]);
});

Deno.test("joinPort() takes only the events of one writer when told which", () => {
  const { bus, seen } = recordedBus();
  const port = fakePort();
  const joined = joinPort(port, bus, { writer: "w1" });
  port.tell("message", posted(eventOf(1, {}, { writer: "w2" })));
  port.tell("message", posted(eventOf(1)));
  assertEquals([seen.map(({ correlation }) => correlation.writer), joined.stats()], [
    ["w1"],
    { handed: 1, ignored: 1 },
  ]);
});

Deno.test("joinPort() ends as closed, answers, and listens no more when the worker's sink closes", async () => {
  const { bus, seen } = recordedBus();
  const port = fakePort();
  const joined = joinPort(port, bus);
  port.tell("message", fromWorker({ kind: "close", id: 3 }));
  port.tell("message", posted(eventOf(1)));
  assertEquals([await joined.ended, port.posted, port.listeners, seen], [
    "closed",
    [answer(3, 0)],
    0,
    [],
  ]);
});

for (const type of ["close", "exit"]) {
  Deno.test(`joinPort() ends as lost and listens no more when the port tells ${type}`, async () => {
    const port = fakePort();
    const joined = joinPort(port, recordedBus().bus);
    port.tell(type);
    assertEquals([await joined.ended, port.listeners], ["lost", 0]);
  });
}

Deno.test("joinPort() ends as lost but goes on listening when a worker has an error", async () => {
  const { bus } = recordedBus();
  const port = fakePort();
  const joined = joinPort(port, bus);
  port.tell("error");
  const end = await joined.ended;
  port.tell("message", posted(eventOf(1)));
  assertEquals([end, joined.stats().handed], ["lost", 1]);
});

Deno.test("joinPort() ends as stopped when it is stopped or disposed", async () => {
  const ports = [fakePort(), fakePort()];
  const [stopped, disposed] = ports.map((port) => joinPort(port, recordedBus().bus));
  stopped!.stop();
  disposed![Symbol.dispose]();
  assertEquals(
    [await stopped!.ended, await disposed!.ended, ports.map(({ listeners }) => listeners)],
    ["stopped", "stopped", [0, 0]],
  );
});

Deno.test("joinPort() takes nothing more when the bus is closed: the worker must learn of it", async () => {
  const { bus } = recordedBus();
  const port = fakePort();
  const joined = joinPort(port, bus);
  await bus.close();
  port.tell("message", posted(eventOf(1)));
  assertEquals([await joined.ended, joined.stats(), port.listeners], [
    "stopped",
    { handed: 0, ignored: 0 },
    0,
  ]);
});

Deno.test("joinPort() leaves nothing on the bus when it has ended", () => {
  const bus = new EventBus({ runId: "r1" });
  let ended = 0;
  joinPort(fakePort(), {
    runId: bus.runId,
    emit: () => {},
    on: () => Object.assign(() => void ended++, { failures: 0, [Symbol.dispose]() {} }),
  }).stop();
  assertEquals(ended, 1);
});

Deno.test("joinPort() survives a port that refuses its answer", async () => {
  const port = fakePort(() => {
    throw new Error("The port is closed");
  });
  const joined = joinPort(port, recordedBus().bus);
  port.tell("message", fromWorker({ kind: "close", id: 1 }));
  assertEquals(await joined.ended, "closed");
});
