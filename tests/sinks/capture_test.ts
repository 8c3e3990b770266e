import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import type { RunEvent } from "../../core/event.ts";
import { captureSink } from "../../sinks/capture.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const CLOSED = "Cannot wait for an event: the sink is closed";

function pick(type: RunEvent["type"]): RunEvent {
  return SAMPLE_EVENTS.find((event) => event.type === type)!;
}

Deno.test("captureSink().events gives all events in order, and an array that stays as it was", () => {
  const capture = captureSink();
  capture.emit(pick("stdout"));
  const before = capture.events;
  capture.emit(pick("stderr"));
  assertEquals(before, [pick("stdout")]);
  assertEquals(capture.events, [pick("stdout"), pick("stderr")]);
  assertStrictEquals(capture.events, capture.events);
});

Deno.test("captureSink().ofType() gives the events of one type", () => {
  const capture = captureSink();
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  assertEquals(capture.ofType("hook"), [pick("hook") as never]);
  assertEquals(capture.ofType("app.state").map(({ data }) => data), [{ ready: true }]);
  assertEquals(capture.ofType("app.other"), []);
});

Deno.test("captureSink().clear() forgets events but not counts", () => {
  const capture = captureSink();
  capture.emit(pick("stdout"));
  capture.clear();
  capture.emit(pick("stderr"));
  assertEquals(capture.events, [pick("stderr")]);
  assertEquals(capture.stats().written, 2);
});

Deno.test("captureSink().waitFor() resolves when the event came before", async () => {
  const capture = captureSink();
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  assertEquals(await capture.waitFor("hook"), pick("hook") as never);
});

Deno.test("captureSink().waitFor() resolves when the event comes later, for each who waits", async () => {
  const capture = captureSink();
  const [hook, again, output] = [
    capture.waitFor("hook"),
    capture.waitFor("hook"),
    capture.waitFor("stdout"),
  ];
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  assertEquals(await Promise.all([hook, again, output]), [
    pick("hook"),
    pick("hook"),
    pick("stdout"),
  ] as never);
});

Deno.test("captureSink().waitFor() gives the first event that a function picks", async () => {
  const capture = captureSink();
  const second = capture.waitFor((event) => event.seq >= 2);
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  assertEquals((await second).seq, 2);
  assertEquals((await capture.waitFor((event) => event.seq >= 3)).seq, 3);
});

Deno.test("captureSink().waitFor() ends with one event: later ones are not looked at", async () => {
  const capture = captureSink();
  const looked: number[] = [];
  const found = capture.waitFor(({ seq }) => looked.push(seq) === 2);
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  await found;
  assertEquals(looked, [1, 2]);
});

Deno.test("captureSink().waitFor() rejects with the signal's reason when it aborts", async () => {
  const capture = captureSink();
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = capture.waitFor("hook", { signal });
  const reason = new Error("Enough");
  controller.abort(reason);
  assertStrictEquals(await assertRejects(() => waiting), reason);
  assertStrictEquals(await assertRejects(() => capture.waitFor("hook", { signal })), reason);
});

Deno.test("captureSink().waitFor() ignores an abort when the event has come", async () => {
  const capture = captureSink();
  const controller = new AbortController();
  const waiting = capture.waitFor("hook", { signal: controller.signal });
  capture.emit(pick("hook"));
  controller.abort();
  assertEquals(await waiting, pick("hook") as never);
});

Deno.test("captureSink().waitFor() does not look on when its signal has aborted", async () => {
  const capture = captureSink();
  const controller = new AbortController();
  let looked = 0;
  const waiting = capture.waitFor(() => ++looked > 5, { signal: controller.signal });
  controller.abort(new Error("Enough"));
  await assertRejects(() => waiting, Error, "Enough");
  capture.emit(pick("hook"));
  assertEquals(looked, 0);
});

Deno.test("captureSink().waitFor() rejects when the sink gets closed, and when it is", async () => {
  const capture = captureSink();
  const waiting = [capture.waitFor("hook"), capture.waitFor("stdout")];
  capture.close();
  for (const one of waiting) await assertRejects(() => one, Error, CLOSED);
  await assertRejects(() => capture.waitFor("hook"), Error, CLOSED);
});

Deno.test("captureSink().waitFor() gives what was captured when the sink is closed", async () => {
  const capture = captureSink();
  capture.emit(pick("hook"));
  capture.close();
  assertEquals(await capture.waitFor("hook"), pick("hook") as never);
});

Deno.test("captureSink().waitFor() rejects with what its function throws, and nobody else suffers", async () => {
  const capture = captureSink();
  const bad = capture.waitFor(() => {
    throw new TypeError("Bad predicate");
  });
  const good = capture.waitFor("hook");
  const rejected = assertRejects(() => bad, TypeError, "Bad predicate");
  for (const event of SAMPLE_EVENTS) capture.emit(event);
  await rejected;
  assertEquals(await good, pick("hook") as never);
  assertEquals(capture.stats().failed, 0);
});

Deno.test("captureSink().waitFor() works when the function waits for more", async () => {
  const capture = captureSink();
  let inner: Promise<RunEvent> | undefined;
  const outer = capture.waitFor(() => {
    inner = capture.waitFor("stderr");
    return true;
  });
  const bus = new EventBus();
  bus.on(capture);
  bus.emit({ type: "stdout", payload: "" });
  bus.emit({ type: "stderr", payload: "" });
  assertEquals((await outer).type, "stdout");
  assertEquals((await inner)?.type, "stderr");
});
