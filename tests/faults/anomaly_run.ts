import { EventBus } from "../../core/bus.ts";
import type { RunEvent } from "../../core/event.ts";
import type { SinkStats } from "../../core/sink.ts";
import { type Durability, type FileSink, fileSink } from "../../sinks/file.ts";
import { type DiskCall, MemoryDisk, type MemoryDiskOptions } from "../fixtures/memory_disk.ts";
import { systemError } from "../sinks/memory.ts";

/** One fault of the disk, in the course of a whole run. */
export interface Anomaly {
  /** The number of the call that it comes with, from 1. */
  readonly call: number;
  /** What the system says; none where a write only stops half way, and then goes on. */
  readonly code: string | undefined;
  /** Whether a write does a part of its work before. */
  readonly part: "none" | "one byte" | "half";
  /** How long it lasts. */
  readonly lasts: "once" | "for good";
}

/** What is tried. */
export interface Scene {
  readonly durability: Durability;
  readonly writers: 1 | 2;
  readonly locks: NonNullable<MemoryDiskOptions["locks"]>;
}

/** What one writer knows of its events in the end. */
export interface WriterOutcome {
  readonly writer: string;
  /** What opening the file threw; the rest is then empty. */
  readonly refused?: unknown;
  /** What `close` rejected with. */
  readonly closing?: unknown;
  readonly stats: SinkStats;
  /** Numbers of the events that the sink said were written, or on the disk. */
  readonly arrived: readonly number[];
  /** Whether all that `emit` promised has been settled. */
  readonly settled: boolean;
  /** What its process has not released. */
  readonly pending: number;
}

/** What a run left behind. */
export interface RunOutcome {
  readonly writers: readonly WriterOutcome[];
  readonly text: string;
  /** All calls of the disk, those that failed included. */
  readonly calls: readonly DiskCall[];
}

/** Where the events go. */
export const PATH = "run.jsonl";

const NO_STATS: SinkStats = { emitted: 0, written: 0, failed: 0, dropped: 0 };

/** Lets an anomaly come over the calls of one or two processes. */
class FaultyCalls {
  readonly calls: DiskCall[] = [];
  readonly #anomaly: Anomaly | undefined;
  #torn = false;

  constructor(anomaly?: Anomaly) {
    this.#anomaly = anomaly;
  }

  readonly before = (call: DiskCall): number | void => {
    this.calls.push(call);
    const anomaly = this.#anomaly;
    if (anomaly === undefined || this.calls.length < anomaly.call) return;
    const first = this.calls.length === anomaly.call;
    if (first && anomaly.part !== "none" && call.name === "writeSync" && call.bytes > 1) {
      this.#torn = true;
      return anomaly.part === "half" ? Math.ceil(call.bytes / 2) : 1;
    }
    const second = this.#torn && this.calls.length === anomaly.call + 1;
    if (!first && !second && anomaly.lasts === "once") return;
    if (anomaly.code !== undefined) throw systemError(anomaly.code);
  };
}

/** One process with a bus and a file sink. */
class Writer {
  readonly #name: string;
  readonly #port: MemoryDisk;
  readonly #bus: EventBus;
  readonly #arrived: number[] = [];
  #sink: FileSink | undefined;
  #refused: unknown;
  #closing: unknown;
  #unsettled = 0;

  constructor(name: string, port: MemoryDisk, durability: Durability) {
    this.#name = name;
    this.#port = port;
    this.#bus = new EventBus({ runId: "r1", writer: name });
    try {
      this.#sink = fileSink(PATH, { durability, port });
    } catch (error) {
      this.#refused = error;
      return;
    }
    this.#bus.on({
      emit: (event) => this.#hand(this.#sink!, event),
      flush: () => this.#sink!.flush(),
      close: () => this.#sink!.close(),
    });
  }

  emit(payload: string): void {
    this.#bus.emit({ type: "stdout", payload });
  }

  pass(ms: number): void {
    this.#port.pass(ms);
  }

  async flush(): Promise<void> {
    await this.#bus.flush().catch(() => {});
  }

  async close(): Promise<void> {
    await this.#bus.close().catch((error) => this.#closing = error);
  }

  get outcome(): WriterOutcome {
    return {
      writer: this.#name,
      ...this.#refused === undefined ? {} : { refused: this.#refused },
      ...this.#closing === undefined ? {} : { closing: this.#closing },
      stats: this.#sink?.stats() ?? NO_STATS,
      arrived: this.#arrived,
      settled: this.#unsettled === 0,
      pending: this.#port.pending,
    };
  }

  #hand(sink: FileSink, event: RunEvent): void | Promise<void> {
    const arrival = sink.emit(event);
    if (arrival === undefined) {
      this.#arrived.push(event.seq);
      return;
    }
    this.#unsettled++;
    return arrival.then(
      () => void this.#arrived.push(event.seq),
    ).finally(() => this.#unsettled--);
  }
}

/** Plays a whole run on a disk that behaves as the anomaly says. */
export async function playRun(scene: Scene, anomaly?: Anomaly): Promise<RunOutcome> {
  const { before, calls } = new FaultyCalls(anomaly);
  const first = new MemoryDisk({ before, locks: scene.locks });
  const ports = [first, new MemoryDisk({ before, locks: scene.locks }, first)];
  // What a writer that was killed has left behind.
  first.append(PATH, '{"v":1,"se');
  const writers = ports.slice(0, scene.writers).map((port, index) =>
    new Writer(`w${index + 1}`, port, scene.durability)
  );
  const each = (act: (writer: Writer) => void): void => writers.forEach(act);
  const all = (act: (writer: Writer) => Promise<void>): Promise<unknown> =>
    Promise.all(writers.map(act));

  each((writer) => writer.emit("one"));
  each((writer) => writer.emit("two"));
  await all((writer) => writer.flush());
  each((writer) => writer.emit("three"));
  each((writer) => writer.pass(100));
  each((writer) => {
    writer.emit("four");
    writer.emit("five");
  });
  // The event loop turns: a sync that was begun ends by itself.
  await new Promise((resolve) => setTimeout(resolve, 0));
  writers[0]?.emit("six");
  for (const writer of writers) await writer.close();
  writers[0]?.emit("late");
  return {
    writers: writers.map((writer) => writer.outcome),
    text: first.textOf(PATH),
    calls,
  };
}
