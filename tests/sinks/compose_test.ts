import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import type { RunEvent } from "../../core/event.ts";
import type { Sink } from "../../core/sink.ts";
import { captureSink } from "../../sinks/capture.ts";
import { filter, tee } from "../../sinks/compose.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const [EVENT] = SAMPLE_EVENTS;

/** A sink whose every method fails, at once or later. */
function failingSink(how: "throws" | "rejects"): Sink {
  const fail = (what: string): Promise<void> => {
    const error = new Error(`Cannot ${what}: broken`);
    if (how === "throws") throw error;
    return Promise.reject(error);
  };
  return {
    emit: () => fail("emit"),
    flush: () => fail("flush"),
    close: () => fail("close"),
  };
}

function messagesOf(error: AggregateError): readonly string[] {
  return [error.message, ...error.errors.map(({ message }) => message)];
}

Deno.test("tee() hands the event to all when some throw, and throws their errors together", () => {
  const capture = captureSink();
  const sink = tee(failingSink("throws"), capture, failingSink("throws"));
  const error = assertThrows(() => sink.emit(EVENT!), AggregateError);
  assertEquals(messagesOf(error), [
    "Cannot hand an event to 2 of 3 sinks",
    "Cannot emit: broken",
    "Cannot emit: broken",
  ]);
  assertEquals(capture.events, [EVENT!]);
});

Deno.test("tee() rejects for the event that failed when a sink rejects", async () => {
  const capture = captureSink();
  const sink = tee(failingSink("rejects"), capture, failingSink("throws"));
  const pending = sink.emit(EVENT!);
  assertEquals(capture.events, [EVENT!]);
  const error = await assertRejects(async () => await pending, AggregateError);
  assertEquals(error.errors.length, 2);
});

// A sink that is a function in one line gives what it calls.
Deno.test("tee() is not waited for when no sink gives a promise", () => {
  const seen: RunEvent[] = [];
  const sink = tee(captureSink(), { emit: (event) => seen.push(event) });
  assertEquals([sink.emit(EVENT!), sink.flush?.(), sink.close?.()], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("tee() flushes and closes all when some fail, and says which verb failed", async () => {
  const calls: string[] = [];
  const good: Sink = {
    emit: () => {},
    flush: () => void calls.push("flush"),
    close: () => void calls.push("close"),
  };
  const bare: Sink = { emit: () => {} };
  const sink = tee(failingSink("throws"), bare, good);
  assertEquals(messagesOf(assertThrows(() => sink.flush?.(), AggregateError)), [
    "Cannot flush 1 of 3 sinks",
    "Cannot flush: broken",
  ]);
  const closing = tee(failingSink("rejects"), good);
  assertEquals(
    messagesOf(await assertRejects(async () => await closing.close?.(), AggregateError)),
    ["Cannot close 1 of 2 sinks", "Cannot close: broken"],
  );
  assertEquals(calls, ["flush", "close"]);
});

Deno.test("EventBus.on() counts one failure for each event when a sink of tee() rejects", async () => {
  const failed: unknown[] = [];
  const bus = new EventBus({
    onError: ({ error, event }) => {
      assertInstanceOf(error, AggregateError);
      failed.push(event?.seq);
    },
  });
  bus.on(tee(failingSink("rejects"), captureSink()));
  bus.emit({ type: "stdout", payload: "1" });
  bus.emit({ type: "stdout", payload: "2" });
  await assertRejects(() => bus.flush(), AggregateError);
  // The third is that of flush, of which onError is told too.
  assertEquals([bus.failures, failed], [3, [1, undefined]]);
});

Deno.test("tee() of no sinks takes events", () => {
  assertEquals(tee().emit(EVENT!), undefined);
});

Deno.test("filter() hands on only what is wanted", () => {
  const capture = captureSink();
  const sink = filter(capture, ({ type }) => type.startsWith("host_"));
  for (const event of SAMPLE_EVENTS) sink.emit(event);
  assertEquals(capture.events.map(({ type }) => type), ["host_started", "host_finished"]);
});

Deno.test("filter() gives the inner sink's promise, and flushes and closes it", async () => {
  const calls: string[] = [];
  const inner: Sink = {
    emit: () => Promise.reject(new Error("Broken")),
    flush: () => void calls.push("flush"),
    close: () => void calls.push("close"),
  };
  const sink = filter(inner, () => true);
  await assertRejects(async () => await sink.emit(EVENT!), Error, "Broken");
  sink.flush?.();
  sink.close?.();
  assertEquals(calls, ["flush", "close"]);
});

Deno.test("filter() of a sink without flush and close can be flushed and closed", () => {
  const sink = filter({ emit: () => {} }, () => true);
  assertEquals([sink.flush?.(), sink.close?.()], [undefined, undefined]);
});

Deno.test("filter() throws what its function throws, so that the bus counts it", () => {
  const bus = new EventBus();
  const subscription = bus.on(filter(captureSink(), () => {
    throw new Error("Bad predicate");
  }));
  bus.emit({ type: "stdout", payload: "" });
  assertEquals(subscription.failures, 1);
});

for (const [name, compose] of [["tee", tee], ["filter", keepAll]] as const) {
  Deno.test(`${name}().close() flushes a sink when there is nothing to close`, () => {
    let flushed = 0;
    compose({ emit: () => {}, flush: () => void flushed++ }).close?.();
    assertEquals(flushed, 1);
  });
}

function keepAll(sink: Sink): Sink {
  return filter(sink, () => true);
}
