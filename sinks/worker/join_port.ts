import type { RunEvent } from "../../core/event.ts";
import { isolate } from "../../core/isolation.ts";
import type { Sink } from "../../core/sink.ts";
import { joiningEvent } from "./joining_event.ts";
import { readWorkerMessage, tagged } from "./message.ts";
import { listen, type PortLike } from "./port.ts";

/** A run that events can join: an `EventBus`. */
export interface JoinableRun {
  /** The run's id. */
  readonly runId: string;
  /** Takes an event with its stamp. */
  emit(event: RunEvent): void;
  /**
   * Subscribes a sink: its `close` tells that the run takes no more.
   *
   * @param sink The sink.
   * @returns Ends the subscription.
   */
  on(sink: Sink): () => void;
}

/** Which events a port may bring. */
export interface JoinPortOptions {
  /**
   * The writer whose events are taken; those of others are ignored.
   *
   * @default any writer that has a name
   */
  readonly writer?: string;
}

/**
 * How a worker's events ended: `closed` where its sink was closed, `lost` where the
 * other side was gone or had an error before, `stopped` where this side stopped listening.
 */
export type JoinEnd = "closed" | "lost" | "stopped";

/** What became of the messages of a port. */
export interface JoinStats {
  /** How many events were handed to the bus. */
  readonly handed: number;
  /** How many messages were no event of a writer of this run: another's messages, or bad ones. */
  readonly ignored: number;
}

/** A worker's events on their way into a run. */
export interface JoinedPort extends Disposable {
  /** Settles when no more events come, or at the first error of the worker. Never rejects. */
  readonly ended: Promise<JoinEnd>;
  /**
   * Counts the messages.
   *
   * @returns The counts so far.
   */
  stats(): JoinStats;
  /** Stops listening: to be called where a worker is terminated, which no port tells of. */
  stop(): void;
}

/**
 * Takes the events that `postSink` posts through a port into a run: each goes to
 * every sink of the bus, in the order in which its worker emitted it, with its stamp
 * unchanged. Whatever else comes through the port is ignored and counted.
 *
 * Events must have the bus's run and a writer with a name. They were redacted by the worker's
 * bus, and are not redacted again. Wait for `ended` before you close the bus: what comes
 * later is not taken, and the worker's `flush` then rejects.
 *
 * A web `Worker` that is terminated tells nobody: call `stop` then. Where a worker was cut off,
 * what it had started stays unfinished in the file, and `validate` says so.
 *
 * @param port The port, or the worker.
 * @param bus The run's bus.
 * @param options Which writer is expected.
 * @returns How to see what came, and to stop. It listens until it has ended.
 *
 * @example Ignore what is no event of this run
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { joinPort, postSink } from "@runtrail/runtrail/sinks/worker";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const { port1, port2 } = new MessageChannel();
 * const joined = joinPort(port1, new EventBus({ runId: "r1" }));
 * const stranger = new EventBus({ runId: "r2", writer: "worker-1" });
 * stranger.on(postSink(port2));
 * stranger.emit({ type: "stdout", payload: "hello\n" });
 *
 * await assertRejects(() => stranger.close());
 * assertEquals(joined.stats(), { handed: 0, ignored: 1 });
 * assertEquals(await joined.ended, "closed");
 * port1.close();
 * port2.close();
 * ```
 */
export function joinPort(
  port: PortLike,
  bus: JoinableRun,
  options: JoinPortOptions = {},
): JoinedPort {
  const admission = { runId: bus.runId, writer: options.writer };
  let handed = 0;
  let ignored = 0;
  let settle = (_end: JoinEnd): void => {};
  const ended = new Promise<JoinEnd>((resolve) => {
    settle = resolve;
  });
  const stop = (end: JoinEnd): void => {
    settle(end);
    stopListening();
    subscription();
  };
  const take = (data: unknown): void => {
    const message = readWorkerMessage(data);
    switch (message?.kind) {
      case undefined:
        ignored++;
        return;
      case "event": {
        const event = joiningEvent(message.line, admission);
        if (event === undefined) return void ignored++;
        bus.emit(event);
        handed++;
        return;
      }
      case "flush":
      case "close":
        if (message.kind === "close") stop("closed");
        port.postMessage(tagged({ id: message.id, handed }));
        return;
      default:
        return message satisfies undefined;
    }
  };
  const stopListening = listen(port, {
    // What a port gives is not ours: neither a proxy nor a port that is closed may hurt.
    onMessage: (data) => void isolate(() => take(data), () => ignored++),
    onClose: () => stop("lost"),
    // It goes on listening: a browser's worker lives on after an error.
    onError: () => settle("lost"),
  });
  // A closed bus takes events and gives them to nobody.
  const subscription = bus.on({ emit() {}, close: () => stop("stopped") });
  return {
    ended,
    stats: () => ({ handed, ignored }),
    stop: () => stop("stopped"),
    [Symbol.dispose]: () => stop("stopped"),
  };
}
