/**
 * A conformance suite for sinks, to be run by the tests of everybody who writes
 * one: each case is a demand of the `Sink` contract. It needs no test framework.
 *
 * @example Judge a sink of your own
 * ```ts
 * import type { RunEvent, Sink } from "@runtrail/runtrail";
 * import { sinkConformance } from "@runtrail/runtrail/testing";
 *
 * function arraySink(events: RunEvent[]): Sink {
 *   let closed = false;
 *   return {
 *     emit: (event) => void (closed || events.push(event)),
 *     close: () => void (closed = true),
 *   };
 * }
 *
 * const cases = sinkConformance(() => {
 *   const events: RunEvent[] = [];
 *   return { sink: arraySink(events), events: () => events };
 * });
 * // With a test runner: Deno.test(name, run), or test(name, run) of node:test.
 * for (const { run } of cases) await run();
 * ```
 *
 * @module
 */

import { DELIVERY } from "./conformance/delivery.ts";
import { SHUTDOWN } from "./conformance/shutdown.ts";
import type { ConformanceCase, Demand, SinkSubject } from "./conformance/subject.ts";
import { WIRING } from "./conformance/wiring.ts";

export type { ConformanceCase, SinkSubject } from "./conformance/subject.ts";
export type { RunEvent } from "../core/event.ts";
export type { Sink } from "../core/sink.ts";

/**
 * Gives the cases that a sink must pass: it hands on every type of event once
 * and in order, changes none, survives hostile data, and can be flushed, closed
 * and disposed. Cases that need what the subject does not show, such as
 * `events` or `stats`, pass.
 *
 * A sink without `close` is never asked to drop events. The suite cannot make a
 * sink fail: test yourself that a failure is thrown and counted.
 *
 * @param makeSubject Makes a fresh sink for each case.
 * @returns The cases, in no order that matters.
 *
 * @example The cases for a sink that writes lines
 * ```ts
 * import { ndjsonSink } from "@runtrail/runtrail/sinks/ndjson";
 * import { sinkConformance } from "@runtrail/runtrail/testing";
 *
 * const cases = sinkConformance(() => {
 *   const decoder = new TextDecoder();
 *   let text = "";
 *   const sink = ndjsonSink({
 *     writeSync(bytes) {
 *       text += decoder.decode(bytes, { stream: true });
 *       return bytes.length;
 *     },
 *   });
 *   return {
 *     sink,
 *     events: () => text.split("\n").slice(0, -1).map((line) => JSON.parse(line)),
 *   };
 * });
 * for (const { run } of cases) await run();
 * ```
 *
 * @example A sink whose records are not events
 * ```ts
 * import { consoleSink } from "@runtrail/runtrail/sinks/console";
 * import { sinkConformance } from "@runtrail/runtrail/testing";
 *
 * const cases = sinkConformance(() => {
 *   let lines = 0;
 *   const stream = {
 *     isTerminal: () => false,
 *     writeSync(bytes: Uint8Array) {
 *       lines += bytes.filter((byte) => byte === 10).length;
 *       return bytes.length;
 *     },
 *   };
 *   return { sink: consoleSink({ stream }), records: () => lines };
 * });
 * for (const { run } of cases) await run();
 * ```
 */
export function sinkConformance(
  makeSubject: () => SinkSubject | PromiseLike<SinkSubject>,
): readonly ConformanceCase[] {
  return [...DELIVERY, ...SHUTDOWN, ...WIRING].map((demand) => ({
    name: demand.name,
    run: () => judge(demand, makeSubject),
  }));
}

async function judge(
  demand: Demand,
  makeSubject: () => SinkSubject | PromiseLike<SinkSubject>,
): Promise<void> {
  const subject = await makeSubject();
  try {
    await demand.judge(subject);
  } finally {
    await closeQuietly(subject);
    await subject.dispose?.();
  }
}

/** A close that fails is a case of its own, and must not hide another finding. */
async function closeQuietly({ sink }: SinkSubject): Promise<void> {
  try {
    await sink.close?.();
  } catch {
    // Found by the cases that close.
  }
}
