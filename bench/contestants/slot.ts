/**
 * Times one way to say that something happened where nobody listens: `slot.ts NAME`.
 * Prints nanoseconds per call, the loop around it included.
 *
 * @module
 */

import { channel } from "node:diagnostics_channel";
import { EventEmitter } from "node:events";
import process from "node:process";
import { emit, isActive } from "@runtrail/runtrail";
import { getLogger } from "@logtape/logtape";
import { mitt } from "./mitt.ts";
import { pino } from "pino";
import { median } from "./median.ts";

const CALLS = 500_000;
const PASSES = 5;
const EVENT = { type: "stdout", payload: "hello\n" } as const;

/** Calls so often; the sum keeps the loop from being left out. */
type Loop = (calls: number) => number;

/** Every loop is written out, so that each call site sees one callee, as in a program. */
const LOOPS: { readonly [name: string]: () => Loop } = {
  "empty loop": () => (calls) => {
    let sum = 0;
    for (let at = 0; at < calls; at++) sum = (sum + at) | 0;
    return sum;
  },
  "empty function": () => {
    const nothing = (_event: unknown): void => {};
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        nothing(EVENT);
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
  "runtrail emit": () => (calls) => {
    let sum = 0;
    for (let at = 0; at < calls; at++) {
      emit(EVENT);
      sum = (sum + at) | 0;
    }
    return sum;
  },
  "runtrail isActive": () => (calls) => {
    let sum = 0;
    for (let at = 0; at < calls; at++) {
      if (isActive()) emit({ type: "stdout", payload: `hello ${at}\n` });
      sum = (sum + at) | 0;
    }
    return sum;
  },
  "pino silent": () => {
    const logger = pino({ level: "silent" });
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        logger.info(EVENT, "stdout");
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
  "LogTape without sink": () => {
    const logger = getLogger("bench");
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        logger.info("stdout", EVENT);
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
  "EventEmitter": () => {
    const emitter = new EventEmitter();
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        emitter.emit("event", EVENT);
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
  "mitt": () => {
    const emitter = mitt<{ event: typeof EVENT }>();
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        emitter.emit("event", EVENT);
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
  "diagnostics_channel": () => {
    const events = channel("bench");
    return (calls) => {
      let sum = 0;
      for (let at = 0; at < calls; at++) {
        events.publish(EVENT);
        sum = (sum + at) | 0;
      }
      return sum;
    };
  },
};

const name = process.argv[2] ?? "";
const loop = LOOPS[name]?.();
if (loop === undefined) throw new Error(`Cannot time ${name}: there is no such contestant`);
const expected = LOOPS["empty loop"]!()(CALLS);
const nsPerCall: number[] = [];
for (let pass = 0; pass <= PASSES; pass++) {
  const start = performance.now();
  const sum = loop(CALLS);
  const taken = (performance.now() - start) * 1e6 / CALLS;
  if (sum !== expected) throw new Error(`Cannot time ${name}: the loop gave ${sum}`);
  if (pass > 0) nsPerCall.push(taken);
}
process.stdout.write(`${median(nsPerCall)}\n`);
