import { encodeEvent } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import type { Sink, SinkStats } from "../../core/sink.ts";
import { countingSink } from "../counting_sink.ts";
import { readAnswer, tagged } from "./message.ts";
import { listen, type PortLike } from "./port.ts";

/** How events are posted. */
export interface PostSinkOptions {
  /**
   * How long `flush` and `close` wait for the parent's answer, in milliseconds.
   *
   * @default 5000
   */
  readonly answerTimeoutMs?: number;
  /**
   * Calls a function once after a time, unless the function that it returns is called before.
   *
   * @default the platform's timer
   */
  readonly timer?: (call: () => void, afterMs: number) => () => void;
}

/** A sink that posts events to another thread. */
export interface PostSink extends Sink, AsyncDisposable {
  /** Posts one event. */
  emit(event: RunEvent): void;
  /**
   * Waits until the parent has handed on what was posted.
   *
   * @returns Settles when it has; rejects where it does not answer in time, is gone, or did not
   * take all.
   */
  flush(): Promise<void>;
  /**
   * Flushes, and tells the parent that nothing more comes. The port stays open.
   *
   * @returns As `flush`.
   */
  close(): Promise<void>;
  /**
   * Counts what became of the events.
   *
   * @returns The counts so far; `written` are those that were posted.
   */
  stats(): SinkStats;
}

interface Question {
  readonly answered: (handed: number) => void;
  readonly failed: (reason: string) => void;
}

/**
 * Makes a sink that posts each event through a port, for `joinPort` on the other
 * side. Put it on a bus that has the parent's `runId`, a `writer` of its own, and
 * the same redaction policy: the parent's bus does not redact what is stamped already.
 *
 * Posting takes all there is at once: `await bus.flush()` now and then where events come faster
 * than the parent takes them. Use one such sink for a port. It listens only while it
 * waits for an answer, so it does not keep the thread alive.
 *
 * @param port The port, or in a worker its global scope.
 * @param options How long it waits for answers.
 * @returns The sink.
 *
 * @example Two ends of a channel
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { joinPort, postSink } from "@runtrail/runtrail/sinks/worker";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const parent = new EventBus({ runId: "r1" });
 * parent.on((event) => seen.push(event));
 * const { port1, port2 } = new MessageChannel();
 * joinPort(port1, parent);
 *
 * // In the worker:
 * const bus = new EventBus({ runId: "r1", writer: "worker-1" });
 * bus.on(postSink(port2));
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * await bus.close();
 * port2.close();
 *
 * assertEquals(seen[0]?.correlation, { runId: "r1", writer: "worker-1" });
 * port1.close();
 * ```
 */
export function postSink(port: PortLike, options: PostSinkOptions = {}): PostSink {
  const { answerTimeoutMs = 5000, timer = platformTimer } = options;
  const questions = new Map<number, Question>();
  let stopListening: (() => void) | undefined;
  let asked = 0;
  /** How many events were posted up to the last answer, and how many of them are known as lost. */
  let settled = 0;
  let lost = 0;
  let phase: "open" | "gone" = "open";
  let closing: Promise<void> | undefined;
  const stopWatching = listen(port, {
    onClose() {
      phase = "gone";
      for (const { failed } of [...questions.values()]) failed("the other side is gone");
    },
  });
  const sink = countingSink({
    write(event) {
      if (phase === "gone") throw new Error("Cannot post an event: the other side is gone");
      port.postMessage(tagged({ kind: "event", line: encodeEvent(event) }));
    },
  });
  const settle = (id: number): void => {
    questions.delete(id);
    if (questions.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
  const ask = (kind: "flush" | "close"): Promise<void> =>
    new Promise((resolve, reject) => {
      const refuse = (reason: string): void =>
        reject(new Error(`Cannot ${kind} the port: ${reason}`));
      const posted = sink.stats().written;
      if (phase === "gone") return refuse("the other side is gone");
      const id = ++asked;
      const stopTimer = timer(
        () => questions.get(id)?.failed(`no answer within ${answerTimeoutMs} ms`),
        answerTimeoutMs,
      );
      questions.set(id, {
        answered(handed) {
          stopTimer();
          settle(id);
          const missing = posted - handed - lost;
          settled = Math.max(settled, posted);
          lost += Math.max(0, missing);
          if (missing <= 0) resolve();
          else refuse(`${missing} of ${posted} events were not taken`);
        },
        failed(reason) {
          stopTimer();
          settle(id);
          refuse(reason);
        },
      });
      stopListening ??= listen(port, {
        onMessage(data) {
          const answer = readAnswer(data);
          if (answer !== undefined) questions.get(answer.id)?.answered(answer.handed);
        },
      });
      try {
        port.postMessage(tagged({ kind, id }));
      } catch (error) {
        questions.get(id)?.failed(String(error));
      }
    });
  const close = (): Promise<void> => {
    if (closing !== undefined) return closing;
    sink.close();
    closing = ask("close").finally(stopWatching);
    return closing;
  };
  return {
    emit: sink.emit,
    stats: sink.stats,
    flush() {
      if (closing !== undefined) return closing;
      return sink.stats().written === settled ? Promise.resolve() : ask("flush");
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function platformTimer(call: () => void, afterMs: number): () => void {
  const timer = setTimeout(call, afterMs);
  return () => clearTimeout(timer);
}
