import { EventBus } from "../../core/bus.ts";
import type { RunEvent } from "../../core/event.ts";
import { emit, install } from "../../core/slot.ts";
import { formatTimestamp } from "../../core/timestamp.ts";
import { calling, expectEvents, nonconformance } from "./finding.ts";
import type { Demand } from "./subject.ts";

const RUN_ID = "conformance";
const STOPPED_CLOCK = { now: () => 0, monotonicMs: () => 0 };

/** Demands on how a sink works with the rest of the library. */
export const WIRING: readonly Demand[] = [
  {
    name: "a sink works on a bus",
    async judge(subject) {
      const seen: RunEvent[] = [];
      const failures: unknown[] = [];
      const bus = new EventBus({
        runId: RUN_ID,
        onError: ({ error }) => failures.push(error),
      });
      bus.on((event) => seen.push(event));
      bus.on(subject.sink);
      const run = bus.run({ name: "conformance" });
      const command = bus.command("make");
      command.output("stdout", "done\n");
      command.finish({ exitCode: 0 });
      run.finish();
      await calling("flush of the bus", () => bus.flush());
      await expectEvents(subject, seen, "after the bus was flushed");
      await calling("close of the bus", () => bus.close());
      if (bus.failures > 0) {
        throw nonconformance(`the bus counted ${bus.failures} failures`, failures[0]);
      }
    },
  },
  {
    name: "a sink works in the process's slot",
    async judge(subject) {
      // Nothing is awaited while the slot is taken: other tests may use it.
      const previous = install(subject.sink, { runId: RUN_ID, clock: STOPPED_CLOCK });
      try {
        emit({ type: "stdout", payload: "hello\n" });
        emit({ type: "conformance.custom", data: [1, null] });
      } finally {
        install(previous);
      }
      await calling("flush", () => subject.sink.flush?.());
      const envelope = { v: 1, timestamp: formatTimestamp(0), correlation: { runId: RUN_ID } };
      await expectEvents(subject, [
        { ...envelope, seq: 1, type: "stdout", payload: "hello\n" },
        { ...envelope, seq: 2, type: "conformance.custom", data: [1, null] },
      ], "after it was installed and flushed");
    },
  },
];
