/**
 * Times one emitter with some listeners: `bus.ts NAME LISTENERS [alone]`. Each listener counts, and
 * looks whether it was given the event. Prints nanoseconds per emit. Unless it is `alone`, the process
 * has used the emitter elsewhere before.
 *
 * @module
 */

import { EventEmitter } from "node:events";
import process from "node:process";
import { EventBus, type EventDraft, type RunEvent } from "@runtrail/runtrail";
import { EventEmitter as EventEmitter3 } from "eventemitter3";
import { newListeners } from "./listeners.ts";
import { mitt } from "./mitt.ts";
import { createNanoEvents } from "nanoevents";
import type { Listener } from "./listener.ts";
import { median } from "./median.ts";

const EMITS = 100_000;
const PASSES = 11;
/** Engines compile beside the program, which takes some milliseconds. */
const WARM_UP = 10;

const EVENT: RunEvent = {
  v: 1,
  seq: 1,
  type: "stdout",
  timestamp: "2026-01-02T03:04:05.678Z",
  correlation: { runId: "r1" },
  payload: "hello\n",
};

/** A listener that is given an event without a stamp. */
type AnyListener = (event: EventDraft) => void;

/** Emits so often. */
type Loop = (emits: number) => void;

/** Every loop is written out, so that each call site sees one callee, as in a program. */
const EMITTERS: { readonly [name: string]: (listeners: readonly Listener[]) => Loop } = {
  "runtrail bus": (listeners) => {
    const bus = busWith(listeners);
    return (emits) => {
      for (let at = 0; at < emits; at++) bus.emit(EVENT);
    };
  },
  "runtrail bus, stamping": (listeners) => {
    const bus = busWith(listeners);
    return (emits) => {
      for (let at = 0; at < emits; at++) bus.emit({ type: "stdout", payload: "hello\n" });
    };
  },
  "nanoevents": (listeners) => {
    const emitter = createNanoEvents<{ event: Listener }>();
    for (const listener of listeners) emitter.on("event", listener);
    return (emits) => {
      for (let at = 0; at < emits; at++) emitter.emit("event", EVENT);
    };
  },
  "eventemitter3": (listeners) => {
    const emitter = new EventEmitter3();
    for (const listener of listeners) emitter.on("event", listener);
    return (emits) => {
      for (let at = 0; at < emits; at++) emitter.emit("event", EVENT);
    };
  },
  "nanoevents, new event": (listeners) => {
    const emitter = createNanoEvents<{ event: AnyListener }>();
    for (const listener of listeners) emitter.on("event", listener as AnyListener);
    return (emits) => {
      for (let at = 0; at < emits; at++) {
        emitter.emit("event", { type: "stdout", payload: "hello\n" });
      }
    };
  },
  "eventemitter3, new event": (listeners) => {
    const emitter = new EventEmitter3();
    for (const listener of listeners) emitter.on("event", listener);
    return (emits) => {
      for (let at = 0; at < emits; at++) {
        emitter.emit("event", { type: "stdout", payload: "hello\n" });
      }
    };
  },
  "EventEmitter": (listeners) => {
    const emitter = new EventEmitter();
    emitter.setMaxListeners(listeners.length);
    for (const listener of listeners) emitter.on("event", listener);
    return (emits) => {
      for (let at = 0; at < emits; at++) emitter.emit("event", EVENT);
    };
  },
  "mitt": (listeners) => {
    const emitter = mitt<{ event: RunEvent }>();
    for (const listener of listeners) emitter.on("event", listener);
    return (emits) => {
      for (let at = 0; at < emits; at++) emitter.emit("event", EVENT);
    };
  },
};

function busWith(listeners: readonly Listener[]): EventBus {
  const bus = new EventBus({ runId: "r1" });
  for (const listener of listeners) bus.on(listener);
  return bus;
}

const [name = "", count = "1", setting = "among others"] = process.argv.slice(2);
const make = EMITTERS[name];
if (make === undefined) throw new Error(`Cannot time ${name}: there is no such contestant`);
// Most programs have other emitters, with listeners of their own.
for (const others of setting === "alone" ? [] : [1, 3, 8]) {
  make((await newListeners(others)).listeners)(EMITS);
}
const { listeners, counts } = await newListeners(Number(count));
const loop = make(listeners);
const nsPerEmit: number[] = [];
for (let pass = 0; pass < WARM_UP + PASSES; pass++) {
  counts.fill(0);
  const start = performance.now();
  loop(EMITS);
  const taken = (performance.now() - start) * 1e6 / EMITS;
  if (counts.some((seen) => seen !== EMITS)) {
    throw new Error(`Cannot time ${name}: its listeners saw ${counts} of ${EMITS} events`);
  }
  if (pass >= WARM_UP) nsPerEmit.push(taken);
}
process.stdout.write(`${median(nsPerEmit)}\n`);
