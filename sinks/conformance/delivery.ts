import type { RunEvent } from "../../core/event.ts";
import type { Sink } from "../../core/sink.ts";
import {
  calling,
  expectEvents,
  expectRecords,
  firstDifference,
  nonconformance,
  roundTrip,
} from "./finding.ts";
import { hostileEvents } from "./hostile_events.ts";
import { numberedEvents, sampleEvents } from "./sample_events.ts";
import type { Demand } from "./subject.ts";

/** More than any reasonable buffer holds back. */
const BURST = 500;

/** Demands on what comes out of a sink. */
export const DELIVERY: readonly Demand[] = [
  {
    name: "emit() hands on every type of event, in order",
    async judge(subject) {
      const events = sampleEvents();
      for (const event of events) await emitting(subject.sink, event);
      await flushing(subject.sink);
      await expectEvents(subject, events, "after flush");
    },
  },
  {
    name: "emit() does not change the event",
    async judge({ sink }) {
      for (const event of sampleEvents()) {
        const before = roundTrip(event);
        await emitting(sink, event);
        await flushing(sink);
        const difference = firstDifference(roundTrip(event), before, "event");
        if (difference !== undefined) throw nonconformance(`emit changed it: ${difference}`);
        await emitting(sink, deepFreeze(event), "a frozen");
      }
    },
  },
  {
    name: "emit() makes one record of an event with hostile data",
    async judge(subject) {
      let count = 0;
      for (const [name, event] of hostileEvents()) {
        await emitting(subject.sink, event, `${name} in a`);
        await flushing(subject.sink);
        await expectRecords(subject, ++count, `after an event with ${name}`);
      }
      if ("polluted" in {}) throw nonconformance("Object.prototype was polluted by __proto__");
      const seqs = (await subject.events?.())?.map((event) => (event as RunEvent).seq);
      const difference = seqs && firstDifference(seqs, seqs.map((_, at) => at + 1), "seqs");
      if (difference !== undefined) throw nonconformance(`${difference} after hostile data`);
    },
  },
  {
    name: "flush() makes everything visible that was emitted before",
    async judge(subject) {
      const events = numberedEvents(BURST);
      const emitted = emittingAll(subject.sink, events);
      await flushing(subject.sink);
      await expectEvents(subject, events, "after flush");
      await emitted;
      await expectEvents(subject, events, "after every emit has settled");
    },
  },
  {
    name: "close() makes everything visible that was emitted before",
    async judge(subject) {
      const events = numberedEvents(BURST);
      const emitted = emittingAll(subject.sink, events);
      await calling("close after emit", () => subject.sink.close?.());
      await emitted;
      await expectEvents(subject, events, "after close");
    },
  },
];

/** Begins at once, so that calls that are not awaited come in order. */
function emitting(sink: Sink, event: RunEvent, which = "a"): Promise<void> {
  return calling(`emit of ${which} ${event.type}`, () => sink.emit(event));
}

/** Awaits nothing between the events. */
function emittingAll(sink: Sink, events: readonly RunEvent[]): Promise<unknown> {
  const all = Promise.all(events.map((event) => emitting(sink, event)));
  // What is found before it is awaited must not leave an unhandled rejection behind.
  all.catch(() => {});
  return all;
}

function flushing(sink: Sink): Promise<void> {
  return calling("flush", () => sink.flush?.());
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
