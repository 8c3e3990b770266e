import { assertEquals, assertRejects } from "@std/assert";
import { EventBus, install, type Sink } from "../../mod.ts";
import { emit } from "../../core/slot.ts";
import type { SinkFailure } from "../../core/fan_out.ts";
import { captureSink } from "../../sinks/capture.ts";
import { show } from "./figures.ts";

// A file of its own: the slot is the process's.

const EVENTS = 100;

const ERROR = new Error("A sink is broken");

/** A sink that misbehaves, and how many of the events fail in it. */
interface BadSink {
  readonly sink: (bus: EventBus) => Sink;
  readonly failures: number;
  /** How often `onError` is told; by default once for all failures, because none succeeds between. */
  readonly reports?: number;
  /** Events that it emits itself, for each that it is given. */
  readonly emits?: number;
  /** Whether it keeps `flush` and `close` waiting. */
  readonly hangs?: true;
}

function thrower(thrown: unknown): BadSink {
  return {
    failures: EVENTS,
    sink: () => ({
      emit() {
        throw thrown;
      },
    }),
  };
}

function answering(answer: () => unknown, failures = 0): BadSink {
  return { failures, sink: () => ({ emit: answer }) };
}

const BAD_SINKS: { readonly [what: string]: BadSink } = {
  "throws": thrower(ERROR),
  "throws nothing": thrower(undefined),
  "throws what cannot be read": thrower(
    new Proxy({}, {
      get() {
        throw ERROR;
      },
    }),
  ),
  "throws half of the time": {
    failures: EVENTS / 2,
    reports: EVENTS / 2,
    sink: () => {
      let count = 0;
      return {
        emit() {
          if (count++ % 2 === 0) throw ERROR;
        },
      };
    },
  },
  "rejects": answering(() => Promise.reject(ERROR), EVENTS),
  "rejects later": answering(async () => {
    await undefined;
    throw ERROR;
  }, EVENTS),
  "gives a promise that throws when it is asked": answering(() => ({
    then() {
      throw ERROR;
    },
  }), EVENTS),
  "gives a promise that rejects twice": answering(() => ({
    then(_: unknown, reject: (error: unknown) => void) {
      reject(ERROR);
      reject(ERROR);
    },
  }), EVENTS),
  "gives what throws when it is looked at": answering(
    () => ({
      get then(): unknown {
        throw ERROR;
      },
    }),
    EVENTS,
  ),
  "hangs": { hangs: true, ...answering(() => new Promise(() => {})) },
  "re-enters": {
    failures: 0,
    emits: 1,
    sink: (bus) => ({
      emit({ type }) {
        if (type === "stdout") bus.emit({ type: "stderr", payload: "again" });
      },
    }),
  },
  "re-enters and throws": {
    failures: EVENTS,
    reports: EVENTS,
    emits: 1,
    sink: (bus) => ({
      emit({ type }) {
        if (type !== "stdout") return;
        bus.emit({ type: "stderr", payload: "again" });
        throw ERROR;
      },
    }),
  },
  "flushes the bus": {
    failures: 0,
    sink: (bus) => ({ emit: () => void bus.flush() }),
  },
  "subscribes another": {
    failures: 0,
    sink: (bus) => ({ emit: () => void bus.on(() => {})() }),
  },
};

/** Lets promises that can settle do so. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

for (const [what, bad] of Object.entries(BAD_SINKS)) {
  Deno.test(`emit() loses nothing for the other sinks when one of them ${what}`, async () => {
    const reports: SinkFailure[] = [];
    const bus = new EventBus({ runId: "r1", onError: (failure) => reports.push(failure) });
    const before = captureSink();
    const after = captureSink();
    const sink = bad.sink(bus);
    bus.on(before);
    const subscription = bus.on(sink);
    bus.on(after);
    const previous = install(bus);
    for (let count = 0; count < EVENTS; count++) emit({ type: "stdout", payload: String(count) });
    install(previous);
    await turns();
    let closed = "no";
    bus.close().then(() => closed = "yes", () => closed = "rejected");
    await turns();
    const all = Array.from({ length: EVENTS * (1 + (bad.emits ?? 0)) }, (_, at) => at + 1);
    show(`a sink ${what}`, {
      events: all.length,
      "found by the others": before.events.length,
      failures: subscription.failures,
      reports: reports.length,
    });
    assertEquals(before.events.map(({ seq }) => seq), all);
    assertEquals(after.events, before.events);
    assertEquals([subscription.failures, bus.failures], [bad.failures, bad.failures]);
    assertEquals(reports.length, bad.reports ?? Math.min(bad.failures, 1));
    assertEquals(reports.filter(({ target }) => target !== sink), []);
    assertEquals(closed, bad.hangs === true ? "no" : "yes");
    // Whoever is closed takes nothing more: that one hangs keeps no other open.
    for (const other of [before, after]) other.emit(before.events[0]!);
    assertEquals([before.events.length, after.events.length], [all.length, all.length]);
  });
}

Deno.test("emit() loses nothing when the sink in the slot is replaced in the middle of it", () => {
  const [first, second] = [captureSink(), captureSink()];
  const bus = new EventBus({ runId: "r1" });
  const swap: Sink = {
    emit({ seq }) {
      if (seq !== EVENTS / 2) return;
      install(second);
      emit({ type: "stderr", payload: "to the second" });
    },
  };
  bus.on(swap);
  bus.on(first);
  const previous = install(bus);
  for (let count = 1; count <= EVENTS; count++) emit({ type: "stdout", payload: String(count) });
  install(previous);
  const payloads = (events: readonly object[]): readonly unknown[] =>
    events.map((event) => (event as { readonly payload: string }).payload);
  const numbers = Array.from({ length: EVENTS }, (_, at) => String(at + 1));
  show("the slot's sink is replaced in the middle of emit", {
    events: EVENTS + 1,
    found: first.events.length + second.events.length,
  });
  assertEquals(payloads(first.events), numbers.slice(0, EVENTS / 2));
  assertEquals(payloads(second.events), ["to the second", ...numbers.slice(EVENTS / 2)]);
  assertEquals(second.events.map(({ seq }) => seq), second.events.map((_, at) => at + 1));
});

Deno.test("emit() does nothing but count when a sink closes the bus in the middle of it", async () => {
  const bus = new EventBus({ runId: "r1" });
  const other = captureSink();
  let closing: Promise<void> | undefined;
  bus.on({ emit: ({ seq }) => void (seq === EVENTS / 2 && (closing = bus.close())) });
  bus.on(other);
  for (let count = 0; count < EVENTS; count++) {
    bus.emit({ type: "stdout", payload: "x" });
    if (closing !== undefined) await closing;
  }
  show("a sink closes the bus in the middle of emit", {
    events: EVENTS,
    found: other.events.length,
    "counted as dropped": bus.dropped,
  });
  assertEquals([other.events.length, bus.dropped], [EVENTS / 2, EVENTS / 2]);
});

Deno.test("close() closes all other sinks and rejects when some cannot be closed", async () => {
  const bus = new EventBus({ runId: "r1" });
  const closed: string[] = [];
  const failing = (): never => {
    throw ERROR;
  };
  bus.on({ emit: () => {}, close: failing });
  bus.on({ emit: () => {}, close: () => Promise.reject(ERROR) });
  bus.on({ emit: () => {}, flush: failing, close: () => void closed.push("one") });
  bus.on({ emit: () => {}, close: () => void closed.push("two") });
  bus.emit({ type: "stdout", payload: "x" });
  await assertRejects(() => bus.close(), AggregateError, "2 of its sinks failed");
  assertEquals([closed, bus.failures], [["one", "two"], 2]);
});
