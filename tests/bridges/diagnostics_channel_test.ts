import { assertEquals, assertThrows } from "@std/assert";
import { channel, hasSubscribers, subscribe, unsubscribe } from "node:diagnostics_channel";
import type { RunEvent } from "../../core/event.ts";
import { diagnosticsChannelSink, fromChannel } from "../../sinks/bridges/diagnostics_channel.ts";
import { sinkConformance } from "../../sinks/conformance.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

/** Keeps what is published on a channel until it is disposed. */
function subscriber(name: string): Disposable & { readonly messages: readonly unknown[] } {
  const messages: unknown[] = [];
  const listener = (message: unknown): void => void messages.push(message);
  subscribe(name, listener);
  return { messages, [Symbol.dispose]: () => void unsubscribe(name, listener) };
}

for (
  const { name, run } of sinkConformance(() => {
    const all = subscriber("runtrail:event");
    return {
      sink: diagnosticsChannelSink(),
      events: () => all.messages as readonly RunEvent[],
      dispose: () => all[Symbol.dispose](),
    };
  })
) {
  Deno.test(`diagnosticsChannelSink() conforms: ${name}`, run);
}

Deno.test("diagnosticsChannelSink() publishes an event on the channel of its type", () => {
  using started = subscriber("runtrail:run_started");
  using custom = subscriber("runtrail:app.state");
  const { bus, seen } = recordedBus();
  bus.on(diagnosticsChannelSink());

  bus.run().finish();
  bus.emit({ type: "app.state", data: 1 });

  assertEquals(started.messages, [seen[0]]);
  assertEquals(custom.messages, [seen[2]]);
});

Deno.test("diagnosticsChannelSink() publishes nothing when nobody subscribes any more", () => {
  const { bus } = recordedBus();
  const all = subscriber("runtrail:event");
  bus.on(diagnosticsChannelSink());
  all[Symbol.dispose]();

  bus.run();

  assertEquals([all.messages, bus.failures], [[], 0]);
});

Deno.test("fromChannel() makes an event of each message", () => {
  const { bus, seen } = recordedBus();
  using _messages = fromChannel("test:plain", bus);

  channel("test:plain").publish({ url: "/" });

  assertEquals(bare(seen), [{
    type: "diagnostics_channel.message",
    data: { channel: "test:plain", message: { url: "/" } },
    ids: {},
  }]);
});

Deno.test("fromChannel() emits what map makes and leaves out what it does not want", () => {
  const { bus, seen } = recordedBus();
  using _messages = fromChannel("test:map", {
    emit: (event) => bus.emit(event),
    map: (message, name) =>
      typeof message === "string" ? { type: "http.request", data: [name, message] } : undefined,
  });

  channel("test:map").publish(1);
  channel("test:map").publish("/");

  assertEquals(bare(seen), [{ type: "http.request", data: ["test:map", "/"], ids: {} }]);
});

Deno.test("fromChannel() unsubscribes when it is disposed", () => {
  const { bus, seen } = recordedBus();

  fromChannel("test:end", bus)[Symbol.dispose]();
  channel("test:end").publish(1);

  assertEquals([seen, hasSubscribers("test:end")], [[], false]);
});

Deno.test("fromChannel() isolates and counts the error when map throws", () => {
  const { bus, seen } = recordedBus();
  const errors: unknown[] = [];
  using messages = fromChannel("test:throw", {
    emit: (event) => bus.emit(event),
    map(message) {
      if (message === "bad") throw "bad message";
      return { type: "test.message", data: message };
    },
    onError(error) {
      errors.push(error);
      throw new Error("reporter");
    },
  });

  channel("test:throw").publish("bad");
  channel("test:throw").publish("good");

  assertEquals([messages.failures, errors], [1, ["bad message"]]);
  assertEquals(bare(seen), [{ type: "test.message", data: "good", ids: {} }]);
});

Deno.test("fromChannel() makes no loop when a listener publishes on its channel", () => {
  const { bus, seen } = recordedBus();
  bus.on(() => channel("test:loop").publish("again"));
  using _messages = fromChannel("test:loop", bus);

  channel("test:loop").publish("once");
  bus.emit({ type: "hook", name: "h", phase: "p" });

  assertEquals(seen.map(({ type }) => type), ["diagnostics_channel.message", "hook"]);
});

Deno.test("fromChannel() throws when the channel is one that events are published on", () => {
  assertThrows(
    () => fromChannel("runtrail:event"),
    RangeError,
    "Cannot take events from runtrail:event: events are published there",
  );
});

Deno.test("fromChannel() throws when the runtime has no channels", () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
  try {
    assertThrows(
      () => fromChannel("test:none"),
      Error,
      "Cannot use diagnostics channels: this runtime has none",
    );
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }
});
