/**
 * Bridges to and from `node:diagnostics_channel`, the channels on which
 * libraries and monitors of Deno, Node and Bun meet: a sink that publishes events, and
 * `fromChannel`, which turns messages into events.
 *
 * @example Watch a run from code that does not know runtrail
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { diagnosticsChannelSink } from "@runtrail/runtrail/bridges/diagnostics_channel";
 * import { assertEquals } from "@std/assert";
 * import { subscribe } from "node:diagnostics_channel";
 *
 * const seen: unknown[] = [];
 * subscribe("runtrail:run_started", (event) => void seen.push(event));
 *
 * const bus = new EventBus();
 * bus.on(diagnosticsChannelSink());
 * bus.run().finish();
 * assertEquals(seen.length, 1);
 * ```
 *
 * @module
 */

import type { EventDraft } from "../../core/event.ts";
import { type CountingSink, countingSink } from "../counting_sink.ts";
import { builtinModule, type BuiltinModules } from "../io/host_process.ts";
import { type DraftEmitter, emitBridged, SLOT_EMITTER } from "./draft_emitter.ts";

export type { EventDraft } from "../../core/event.ts";
export type { SinkStats } from "../../core/sink.ts";
export type { CountingSink } from "../counting_sink.ts";
export type { DraftEmitter } from "./draft_emitter.ts";

/** The type of the events that `fromChannel` makes of messages, unless `map` says otherwise. */
export const CHANNEL_MESSAGE_TYPE = "diagnostics_channel.message";

const OWN_CHANNELS = "runtrail:";

/** How messages become events. */
export interface FromChannelOptions extends Partial<DraftEmitter> {
  /**
   * Makes the event of a message, such as `{ type: "http.request", data: … }`;
   * undefined where the message is not wanted. Messages are often live objects, large
   * and full of secrets: take out of them what is needed.
   *
   * @default `diagnostics_channel.message` with `data: { channel, message }`
   */
  readonly map?: (message: unknown, channel: string) => EventDraft | undefined;
  /**
   * Told of what `map` or `emit` throws. What it throws itself is ignored.
   *
   * @default nobody
   */
  readonly onError?: (error: unknown) => void;
}

/** The subscription to a channel. */
export interface ChannelSubscription extends Disposable {
  /** How many messages became no event because of an error. */
  readonly failures: number;
}

/**
 * Makes a sink that publishes each event on the channel `runtrail:event` and on
 * its type's own, such as `runtrail:run_finished`. Where nobody has subscribed to a
 * channel, it costs a look.
 *
 * A subscriber that throws is the runtime's matter: Node and Deno raise what it throws as an
 * uncaught exception. Subscribers get the event itself and must not change it.
 *
 * @returns The sink.
 * @throws {Error} Where the runtime has no diagnostics channels, as a browser.
 *
 * @example All events
 * ```ts
 * import { clear, emit, install } from "@runtrail/runtrail";
 * import { diagnosticsChannelSink } from "@runtrail/runtrail/bridges/diagnostics_channel";
 *
 * install(diagnosticsChannelSink());
 * emit({ type: "hook", name: "pre-commit", phase: "allow" });
 * clear();
 * ```
 */
export function diagnosticsChannelSink(): CountingSink {
  const channels = diagnosticsChannel();
  return countingSink({
    write(event) {
      for (const name of [`${OWN_CHANNELS}event`, `${OWN_CHANNELS}${event.type}`]) {
        if (channels.hasSubscribers(name)) channels.channel(name).publish(event);
      }
    },
  });
}

/**
 * Turns the messages of a channel into events, until it is disposed. What goes
 * wrong is isolated from the code that publishes. What sinks and listeners publish
 * while they handle an event is left out, or it would set off the next event.
 *
 * @param name The channel, such as `undici:request:create`.
 * @param options What the events are, and where they go: `emit`, by default that of the slot.
 * @returns Unsubscribes when disposed.
 * @throws {RangeError} Where the channel is one that `diagnosticsChannelSink` publishes on.
 * @throws {Error} Where the runtime has no diagnostics channels, as a browser.
 *
 * @example HTTP requests as events
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { fromChannel } from "@runtrail/runtrail/bridges/diagnostics_channel";
 * import { assertEquals } from "@std/assert";
 * import { channel } from "node:diagnostics_channel";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus();
 * bus.on((event) => seen.push(event));
 * {
 *   using _requests = fromChannel("example:request", {
 *     emit: (event) => bus.emit(event),
 *     map: (message) => ({ type: "http.request", data: { url: String(message) } }),
 *   });
 *   channel("example:request").publish("https://example.com/");
 * }
 * assertEquals(seen.map((event) => event.type), ["http.request"]);
 * ```
 */
export function fromChannel(
  name: string,
  options: FromChannelOptions = {},
): ChannelSubscription {
  if (name.startsWith(OWN_CHANNELS)) {
    throw new RangeError(`Cannot take events from ${name}: events are published there`);
  }
  const channels = diagnosticsChannel();
  const { map = asMessage, onError } = options;
  const emitter = options.emit === undefined ? SLOT_EMITTER : options as DraftEmitter;
  let failures = 0;
  const fail = (error: unknown): void => {
    failures++;
    onError?.(error);
  };
  const listener = (message: unknown): void => {
    emitBridged(emitter, () => map(message, name), fail);
  };
  channels.subscribe(name, listener);
  return {
    get failures() {
      return failures;
    },
    [Symbol.dispose]: () => void channels.unsubscribe(name, listener),
  };
}

function asMessage(message: unknown, channel: string): EventDraft {
  return { type: CHANNEL_MESSAGE_TYPE, data: { channel, message } };
}

function diagnosticsChannel(): BuiltinModules["node:diagnostics_channel"] {
  const channels = builtinModule("node:diagnostics_channel");
  if (channels === undefined) {
    throw new Error("Cannot use diagnostics channels: this runtime has none");
  }
  return channels;
}
