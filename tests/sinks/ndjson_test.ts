import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { encodeEventBytes } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import { ndjsonSink } from "../../sinks/ndjson.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";
import { memoryWriter, recordsOf, systemError } from "./memory.ts";

const LONG: RunEvent = {
  v: 1,
  seq: 1,
  type: "stdout",
  timestamp: "2026-01-02T03:04:05.000Z",
  correlation: { runId: "r1" },
  payload: "gr\u00fc\u00dfe \u{1f310} ".repeat(2000),
};

function stdout(payload: string, seq = 1): RunEvent {
  return { ...LONG, seq, payload } as RunEvent;
}

function emitAll(sink: { emit(event: RunEvent): void }, events: readonly RunEvent[]): void {
  for (const event of events) sink.emit(event);
}

Deno.test("ndjsonSink() writes whole lines when the writer takes one byte at a time", () => {
  const writer = memoryWriter(() => 1);
  emitAll(ndjsonSink(writer), [...SAMPLE_EVENTS, LONG]);
  assertEquals(recordsOf(writer.text), [...SAMPLE_EVENTS, LONG]);
});

Deno.test("ndjsonSink() writes whole lines when the writer takes any part", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seededRandom(seed);
    const writer = memoryWriter(({ length }) => 1 + Math.floor(random() * length));
    emitAll(ndjsonSink(writer), [LONG, ...SAMPLE_EVENTS]);
    assertEquals(recordsOf(writer.text), [LONG, ...SAMPLE_EVENTS], `seed ${seed}`);
  }
});

Deno.test("ndjsonSink() hands over at most 4096 bytes at once, so that a pipe takes all or none", () => {
  const writer = memoryWriter();
  ndjsonSink(writer).emit(LONG);
  assertEquals(Math.max(...writer.writes), 4096);
  assertEquals(recordsOf(writer.text), [LONG]);
});

Deno.test("ndjsonSink() goes on where it was when the writer would block", () => {
  const random = seededRandom(7);
  let busy = 0;
  const writer = memoryWriter(({ length }) => {
    if (random() < 0.5) {
      busy++;
      throw systemError("EAGAIN");
    }
    return Math.ceil(length / 2);
  });
  const sink = ndjsonSink(writer);
  emitAll(sink, [LONG, stdout("end", 2)]);
  assertEquals(recordsOf(writer.text), [LONG, stdout("end", 2)]);
  assertEquals(sink.stats(), { emitted: 2, written: 2, failed: 0, dropped: 0 });
  assertGreater(busy, 5);
});

Deno.test("ndjsonSink() fails at once when the reader has gone", () => {
  const error = systemError("EPIPE");
  const sink = ndjsonSink(memoryWriter(() => {
    throw error;
  }));
  assertEquals(assertThrows(() => sink.emit(LONG)), error);
  assertEquals(sink.stats(), { emitted: 1, written: 0, failed: 1, dropped: 0 });
});

Deno.test("EventBus.on() reports the failures of ndjsonSink() when the reader has gone", () => {
  const errors: unknown[] = [];
  const bus = new EventBus({ onError: ({ error }) => errors.push((error as Error).message) });
  bus.on(ndjsonSink(memoryWriter(() => {
    throw systemError("EPIPE");
  })));
  bus.emit({ type: "stdout", payload: "lost\n" });
  assertEquals(errors, ["EPIPE"]);
});

Deno.test("ndjsonSink() begins a new line after a write that failed in the middle", () => {
  let calls = 0;
  const writer = memoryWriter(({ length }) => {
    calls++;
    if (calls === 2) throw systemError("ENOSPC");
    return Math.min(length, 20);
  });
  const sink = ndjsonSink(writer);
  assertThrows(() => sink.emit(stdout("lost", 1)), Error, "ENOSPC");
  emitAll(sink, [stdout("kept", 2), stdout("kept too", 3)]);
  const [torn, ...lines] = writer.text.split("\n");
  assertEquals(torn, '{"v":1,"seq":1,"type');
  assertEquals(recordsOf(lines.join("\n")), [stdout("kept", 2), stdout("kept too", 3)]);
  assertEquals(sink.stats(), { emitted: 3, written: 2, failed: 1, dropped: 0 });
});

const SHORT_BYTES = encodeEventBytes(stdout("x")).length;

for (const count of [0, -1, 1.5, NaN, Infinity, undefined, 9_999] as readonly unknown[]) {
  Deno.test(`ndjsonSink() fails when writeSync returns ${count}`, () => {
    const sink = ndjsonSink({ writeSync: () => count as number });
    const error = assertThrows(() => sink.emit(stdout("x")), TypeError);
    assertEquals(
      error.message,
      `Cannot write ${SHORT_BYTES} bytes: writeSync returned ${count}, not how many it took`,
    );
  });
}

Deno.test("ndjsonSink() counts and writes nothing when it is closed", () => {
  const writer = memoryWriter();
  using sink = ndjsonSink(writer);
  sink.close();
  sink.emit(LONG);
  sink.flush();
  assertEquals(writer.text, "");
  assertEquals(sink.stats(), { emitted: 1, written: 0, failed: 0, dropped: 1 });
});

Deno.test("ndjsonSink().close() throws when events were lost", () => {
  const broken = {
    writeSync(): number {
      throw new Error("no");
    },
  };
  const sink = ndjsonSink(broken);
  const [event] = SAMPLE_EVENTS;
  assertThrows(() => sink.emit(event!), Error, "no");
  const loss = assertThrows(() => sink.close(), Error, "Cannot write 1 of 1 events");
  assertEquals((loss.cause as Error).message, "no");
});
