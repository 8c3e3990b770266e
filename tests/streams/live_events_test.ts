import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import type { RunEvent } from "../../core/event.ts";
import type { Feed } from "../../core/feed.ts";
import { liveEvents } from "../../core/live_events.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

/** Emits `count` events. */
function emitMany(bus: EventBus, count: number): void {
  for (let n = 0; n < count; n++) bus.emit({ type: "stdout", payload: "" });
}

/** Events of some 50 kB each, which nobody else keeps. */
function liveEventsOf(bus: EventBus, count: number): Feed<RunEvent> {
  const live = liveEvents(bus);
  for (let n = 0; n < count; n++) {
    bus.emit({ type: "app.numbers", data: Array.from({ length: 6000 }, () => n + 0.5) });
  }
  return live;
}

/** The numbers of all events up to the end. */
async function seqsOf(live: Feed<RunEvent>): Promise<readonly number[]> {
  const seqs: number[] = [];
  for await (const { seq } of live) seqs.push(seq);
  return seqs;
}

/** A bus that counts its subscriptions. */
function countedBus(): { readonly bus: EventBus; readonly subscriptions: () => number } {
  const { bus } = recordedBus();
  let count = 0;
  const on = bus.on.bind(bus);
  bus.on = (target) => {
    const subscription = on(target);
    count++;
    let ended = false;
    const end = (): void => {
      if (!ended) count--;
      ended = true;
      subscription();
    };
    return Object.assign(end, { failures: 0, [Symbol.dispose]: end });
  };
  return { bus, subscriptions: () => count };
}

/** A signal that counts its listeners. */
function countedSignal(): {
  readonly controller: AbortController;
  readonly listeners: () => number;
} {
  const controller = new AbortController();
  const { signal } = controller;
  let count = 0;
  const add = signal.addEventListener.bind(signal) as typeof signal.addEventListener;
  const remove = signal.removeEventListener.bind(signal) as typeof signal.removeEventListener;
  const seen = new Set<unknown>();
  signal.addEventListener = ((type: string, listener: () => void, options: object) => {
    seen.add(listener);
    count++;
    add(type, listener, options);
  }) as typeof signal.addEventListener;
  signal.removeEventListener = ((type: string, listener: () => void) => {
    if (seen.delete(listener)) count--;
    remove(type, listener);
  }) as typeof signal.removeEventListener;
  return { controller, listeners: () => count };
}

Deno.test("liveEvents() gives the events from now on, then ends when the bus is closed", async () => {
  const { bus, seen } = recordedBus();
  emitMany(bus, 1);
  const live = liveEvents(bus);
  emitMany(bus, 2);
  await bus.close();
  const events: RunEvent[] = [];
  for await (const event of live) events.push(event);
  assertEquals([events, live.dropped, live.ended], [seen.slice(1), 0, true]);
});

Deno.test("liveEvents() gives an event to a reader that waits when it is emitted", async () => {
  const { bus, seen } = recordedBus();
  const live = liveEvents(bus);
  const waiting = [live.next(), live.next(), live.next()];
  emitMany(bus, 2);
  await bus.close();
  assertEquals(await Promise.all(waiting), [
    { done: false, value: seen[0]! },
    { done: false, value: seen[1]! },
    { done: true, value: undefined },
  ]);
});

Deno.test("liveEvents() drops the oldest events and counts them when nobody reads", async () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus, { maxBuffered: 3 });
  emitMany(bus, 10);
  await bus.close();
  assertEquals([await seqsOf(live), live.dropped], [[8, 9, 10], 7]);
});

Deno.test("liveEvents() buffers 1000 events when it is not told how many", async () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus);
  emitMany(bus, 1001);
  await bus.close();
  const seqs = await seqsOf(live);
  assertEquals([seqs.length, seqs[0], live.dropped], [1000, 2, 1]);
});

Deno.test("liveEvents() drops what comes and counts it when told to drop the newest", async () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus, { maxBuffered: 3, overflow: "drop-newest" });
  emitMany(bus, 10);
  await live.next();
  emitMany(bus, 1);
  await bus.close();
  assertEquals([await seqsOf(live), live.dropped], [[2, 3, 11], 7]);
});

Deno.test("liveEvents() gives what is buffered, then fails once, when told to fail", async () => {
  const { bus, subscriptions } = countedBus();
  const live = liveEvents(bus, { maxBuffered: 2, overflow: "fail" });
  emitMany(bus, 5);
  const got = [await live.next(), await live.next()].map(({ value }) => value?.seq);
  const message = "Cannot follow the run: over 2 events were waiting";
  await assertRejects(() => live.next(), RangeError, message);
  assertEquals(
    [got, await live.next(), live.dropped, subscriptions()],
    [[1, 2], { done: true, value: undefined }, 1, 0],
  );
});

Deno.test("liveEvents().take() throws when the reader was too slow and is told to fail", () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus, { maxBuffered: 1, overflow: "fail" });
  emitMany(bus, 2);
  assertEquals(live.take()?.seq, 1);
  assertThrows(() => live.take(), RangeError);
  assertEquals([live.take(), live.ended], [undefined, true]);
});

Deno.test("liveEvents().take() gives undefined when nothing has come yet", () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus);
  const before = live.take();
  emitMany(bus, 1);
  assertEquals([before, live.take()?.seq, live.take(), live.ended], [
    undefined,
    1,
    undefined,
    false,
  ]);
});

Deno.test("liveEvents() serves each reader by itself when there are several", async () => {
  const { bus } = recordedBus();
  const slow = liveEvents(bus, { maxBuffered: 1 });
  const quick = liveEvents(bus);
  emitMany(bus, 3);
  await bus.close();
  assertEquals([await seqsOf(slow), await seqsOf(quick)], [[3], [1, 2, 3]]);
  assertEquals([slow.dropped, quick.dropped], [2, 0]);
});

Deno.test("liveEvents() ends its subscription when the loop is left", async () => {
  const { bus, subscriptions } = countedBus();
  const live = liveEvents(bus);
  emitMany(bus, 2);
  const during = subscriptions();
  for await (const _event of live) break;
  emitMany(bus, 1);
  assertEquals([during, subscriptions(), await live.next()], [
    1,
    0,
    { done: true, value: undefined },
  ]);
});

Deno.test("liveEvents().return() ends a read that waits when nothing comes", async () => {
  const { bus, subscriptions } = countedBus();
  const live = liveEvents(bus);
  const waiting = live.next();
  const returned = await live.return();
  assertEquals([await waiting, returned, subscriptions()], [
    { done: true, value: undefined },
    { done: true, value: undefined },
    0,
  ]);
});

Deno.test("liveEvents() ends its subscription when it is disposed", () => {
  const { bus, subscriptions } = countedBus();
  {
    using _live = liveEvents(bus);
  }
  assertEquals(subscriptions(), 0);
});

Deno.test("liveEvents() ends without what is buffered when the signal aborts", async () => {
  const { bus, subscriptions } = countedBus();
  const { controller, listeners } = countedSignal();
  const live = liveEvents(bus, { signal: controller.signal });
  emitMany(bus, 2);
  controller.abort();
  assertEquals([await seqsOf(live), subscriptions(), listeners()], [[], 0, 0]);
});

Deno.test("liveEvents() ends at once when the signal has aborted before", async () => {
  const { bus, subscriptions } = countedBus();
  const live = liveEvents(bus, { signal: AbortSignal.abort() });
  emitMany(bus, 2);
  assertEquals([await seqsOf(live), subscriptions()], [[], 0]);
});

Deno.test("liveEvents() leaves nothing on the signal when the bus is closed", async () => {
  const { bus } = recordedBus();
  const { controller, listeners } = countedSignal();
  liveEvents(bus, { signal: controller.signal });
  const during = listeners();
  await bus.close();
  assertEquals([during, listeners()], [1, 0]);
});

Deno.test("liveEvents() ends without what is buffered when the signal aborts after the bus was closed", async () => {
  const { bus } = recordedBus();
  const { controller, listeners } = countedSignal();
  const live = liveEvents(bus, { signal: controller.signal });
  emitMany(bus, 2);
  await bus.close();
  const first = await live.next();
  controller.abort();
  assertEquals([first.value?.seq, await seqsOf(live), listeners()], [1, [], 0]);
});

Deno.test("liveEvents() keeps nothing of what was buffered when the reader stops", async () => {
  const bus = new EventBus({ runId: "r1" });
  const before = keptBytes();
  const live = liveEventsOf(bus, 200);
  const during = keptBytes();
  await live.return();
  const after = keptBytes();
  // Used again, so that the reader was not garbage itself.
  assertEquals(live.take(), undefined);
  assertEquals([during - before > 5_000_000, after - before < 1_000_000], [true, true]);
});

Deno.test("liveEvents() leaves nothing on the signal when the reader stops", async () => {
  const { bus } = recordedBus();
  const { controller, listeners } = countedSignal();
  await liveEvents(bus, { signal: controller.signal }).return();
  assertEquals(listeners(), 0);
});

Deno.test("liveEvents() does not keep flush() and close() of the bus waiting when nobody reads", async () => {
  const { bus } = recordedBus();
  liveEvents(bus, { maxBuffered: 1 });
  emitMany(bus, 5);
  await bus.flush();
  await bus.close();
  assertEquals(bus.failures, 0);
});

Deno.test("liveEvents() never fails the emitter when its reader fails", async () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus);
  const reading = (async () => {
    for await (const _event of live) throw new Error("The reader fails");
  })();
  emitMany(bus, 3);
  await assertRejects(() => reading, Error, "The reader fails");
  emitMany(bus, 3);
  assertEquals([bus.failures, live.ended], [0, true]);
});

Deno.test("liveEvents() refuses a buffer when its size is no integer of 1 or more", () => {
  const { bus } = recordedBus();
  const sizes = [0, -1, 1.5, NaN, Infinity];
  for (const maxBuffered of sizes) assertThrows(() => liveEvents(bus, { maxBuffered }), RangeError);
});

Deno.test("liveEvents().readable gives the events, then closes when the bus does", async () => {
  const { bus, seen } = recordedBus();
  const { readable } = liveEvents(bus);
  emitMany(bus, 3);
  await bus.close();
  assertEquals(await Array.fromAsync(readable), seen);
});

Deno.test("liveEvents().readable takes nothing out of the buffer when nobody reads it", async () => {
  const { bus } = recordedBus();
  const live = liveEvents(bus, { maxBuffered: 2 });
  const { readable } = live;
  for (let n = 0; n < 5; n++) {
    emitMany(bus, 1);
    // A stream with a queue of its own would fill it now.
    await bus.flush();
  }
  await bus.close();
  const events = await Array.fromAsync(readable);
  assertEquals([events.map(({ seq }) => seq), live.dropped], [[4, 5], 3]);
});

Deno.test("liveEvents().readable is one stream when it is asked for twice", () => {
  const live = liveEvents(recordedBus().bus);
  assertStrictEquals(live.readable, live.readable);
});

Deno.test("liveEvents().readable ends the subscription when it is cancelled while it waits", async () => {
  const { bus, subscriptions } = countedBus();
  const reader = liveEvents(bus).readable.getReader();
  const waiting = reader.read();
  await reader.cancel();
  assertEquals([await waiting, subscriptions()], [{ done: true, value: undefined }, 0]);
});

Deno.test("liveEvents().readable fails when the reader was too slow and is told to fail", async () => {
  const { bus } = recordedBus();
  const { readable } = liveEvents(bus, { maxBuffered: 1, overflow: "fail" });
  emitMany(bus, 2);
  await assertRejects(() => Array.fromAsync(readable), RangeError);
});
