import type { SinkStats } from "../../core/sink.ts";
import { calling, expectRecords, nonconformance } from "./finding.ts";
import { numberedEvents, stamped } from "./sample_events.ts";
import type { Demand, SinkSubject } from "./subject.ts";

/** What a sink may have beside the contract. */
interface Extras {
  readonly stats?: () => SinkStats;
  readonly [Symbol.dispose]?: () => void;
  readonly [Symbol.asyncDispose]?: () => PromiseLike<void>;
}

/** Demands on how a sink ends, and on what it says of itself. */
export const SHUTDOWN: readonly Demand[] = [
  {
    name: "flush() and close() may be called twice",
    async judge(subject) {
      const { sink } = subject;
      for (const event of numberedEvents(2)) {
        await calling("emit", () => sink.emit(event));
        await calling("the first flush", () => sink.flush?.());
        await calling("the second flush", () => sink.flush?.());
      }
      await calling("the first close", () => sink.close?.());
      await calling("the second close", () => sink.close?.());
      await expectRecords(subject, 2, "after the second close");
    },
  },
  {
    name: "emit() does not fail and adds no record after close()",
    async judge(subject) {
      await calling("emit", () => subject.sink.emit(stamped(1, "conformance.before", {})));
      if (subject.sink.close === undefined) return;
      await calling("close", () => subject.sink.close?.());
      await emitLate(subject, "close");
    },
  },
  {
    name: "disposal closes a sink that is disposable",
    async judge(subject) {
      const extras = subject.sink as Extras;
      const dispose = extras[Symbol.asyncDispose] ?? extras[Symbol.dispose];
      if (dispose === undefined) return;
      await calling("emit", () => subject.sink.emit(stamped(1, "conformance.before", {})));
      await calling("disposal", () => dispose.call(subject.sink));
      await emitLate(subject, "disposal");
    },
  },
  {
    name: "stats() adds up where there is one",
    async judge(subject) {
      const sink = subject.sink as typeof subject.sink & Extras;
      if (typeof sink.stats !== "function") return;
      for (const event of numberedEvents(3)) await calling("emit", () => sink.emit(event));
      await calling("flush", () => sink.flush?.());
      expectStats(sink.stats(), { emitted: 3, dropped: 0 });
      if (sink.close === undefined) return;
      await calling("close", () => sink.close?.());
      await calling("emit after close", () => sink.emit(stamped(4, "conformance.after", {})));
      expectStats(sink.stats(), { emitted: 4, dropped: 1 });
    },
  },
];

async function emitLate(subject: SinkSubject, after: string): Promise<void> {
  const late = stamped(2, "conformance.after", {});
  await calling(`emit after ${after}`, () => subject.sink.emit(late));
  await expectRecords(subject, 1, `after ${after} and one more event`);
}

function expectStats(stats: SinkStats, expected: Pick<SinkStats, "emitted" | "dropped">): void {
  const { emitted, written, failed, dropped } = stats;
  const found = `stats: ${JSON.stringify(stats)}`;
  if (emitted !== written + failed + dropped) {
    throw nonconformance(`emitted is not written + failed + dropped in ${found}`);
  }
  if (emitted !== expected.emitted || dropped !== expected.dropped || failed !== 0) {
    throw nonconformance(
      `expected ${expected.emitted} emitted, 0 failed, ${expected.dropped} dropped in ${found}`,
    );
  }
}
