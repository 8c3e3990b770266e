import type { RunEvent } from "../core/event.ts";
import type { Sink, SinkStats } from "../core/sink.ts";

/** A sink that works at once, counts, and closes when disposed. */
export interface CountingSink extends Sink, Disposable {
  /** Takes one event. */
  emit(event: RunEvent): void;
  /** Hands on what is held; all built-in sinks hold nothing. */
  flush(): void;
  /** Closes the sink: events that come later are dropped and counted. */
  close(): void;
  /**
   * Counts what became of the events.
   *
   * @returns The counts so far.
   */
  stats(): SinkStats;
}

/** What a counting sink is made of. */
export interface CountingSinkParts {
  /** Hands one event on; what it throws is counted and thrown on. */
  write(event: RunEvent): void;
  /**
   * Releases what the sink holds; called once.
   *
   * @param loss What was lost; undefined where nothing was. A sink that keeps a
   * record throws it on.
   */
  close?(loss: Loss | undefined): void;
}

/** Events that a sink could not hand on. */
export interface Loss {
  /** How many there are. */
  readonly failed: number;
  /** How many the sink was given. */
  readonly emitted: number;
  /** What the last of them failed with. */
  readonly error: unknown;
}

/**
 * Makes a sink of a function: counting, closing and dropping after the close
 * are the same for all.
 *
 * @param parts What the sink does with an event, and at its end.
 * @returns The sink.
 */
export function countingSink(parts: CountingSinkParts): CountingSink {
  let emitted = 0;
  let written = 0;
  let failed = 0;
  let dropped = 0;
  let lastError: unknown;
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    parts.close?.(failed === 0 ? undefined : { failed, emitted, error: lastError });
  };
  return {
    emit(event) {
      emitted++;
      if (closed) {
        dropped++;
        return;
      }
      try {
        parts.write(event);
        written++;
      } catch (error) {
        failed++;
        lastError = error;
        throw error;
      }
    },
    flush() {},
    close,
    stats: () => ({ emitted, written, failed, dropped }),
    [Symbol.dispose]: close,
  };
}
