import type { RunEvent } from "../core/event.ts";
import type { Sink, SinkStats } from "../core/sink.ts";

/**
 * A sink that counts, and closes when disposed. It works at once, unless it says with a
 * promise when an event has arrived.
 */
export interface CountingSink<Arrival extends void | Promise<void> = void>
  extends Sink, Disposable {
  /** Takes one event. */
  emit(event: RunEvent): Arrival;
  /** Hands on what is held. */
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
export interface CountingSinkParts<Arrival extends void | Promise<void> = void> {
  /** Hands one event on, or holds it; what it throws is counted and thrown on. */
  write(event: RunEvent): Arrival;
  /** Hands on what is held; what it throws is thrown on. */
  flush?(): void;
  /** How many events are held; none unless it says so. */
  held?(): number;
  /** Events that seemed to be handed on and turned out to be lost, and why; none unless it says so. */
  lost?(): LateLoss | undefined;
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

/** Events that were lost after they had been handed on. */
export interface LateLoss {
  /** How many there are. */
  readonly events: number;
  /** Why the last of them were lost. */
  readonly error: unknown;
}

/**
 * Makes a sink of a function: counting, closing and dropping after the close
 * are the same for all.
 *
 * @param parts What the sink does with an event, and at its end.
 * @returns The sink.
 */
export function countingSink<Arrival extends void | Promise<void> = void>(
  parts: CountingSinkParts<Arrival>,
): CountingSink<Arrival | void> {
  let emitted = 0;
  let refused = 0;
  let dropped = 0;
  let lastError: unknown;
  let closed = false;
  const held = (): number => parts.held?.() ?? 0;
  const failed = (): number => refused + (parts.lost?.()?.events ?? 0) + (closed ? held() : 0);
  const close = (): void => {
    if (closed) return;
    closed = true;
    try {
      parts.flush?.();
    } catch (error) {
      lastError = error;
    }
    const error = lastError ?? parts.lost?.()?.error;
    parts.close?.(failed() === 0 ? undefined : { failed: failed(), emitted, error });
  };
  return {
    emit(event) {
      emitted++;
      if (closed) {
        dropped++;
        return;
      }
      try {
        return parts.write(event);
      } catch (error) {
        refused++;
        lastError = error;
        throw error;
      }
    },
    flush: () => parts.flush?.(),
    close,
    stats() {
      const waiting = closed ? 0 : held();
      return {
        emitted,
        written: emitted - failed() - dropped - waiting,
        failed: failed(),
        dropped,
      };
    },
    [Symbol.dispose]: close,
  };
}
