import type { Sink } from "../../core/sink.ts";

/** A fresh sink to be judged, and how to see what came out of it. */
export interface SinkSubject {
  /** The sink. The suite closes it. */
  readonly sink: Sink;
  /**
   * What came out so far, parsed, in order. Absent where the sink shows no
   * events; then nothing that needs them is judged.
   *
   * @returns The events, as a reader of the sink's output gets them.
   */
  events?(): readonly unknown[] | PromiseLike<readonly unknown[]>;
  /**
   * How many records came out so far, for sinks whose records are not events,
   * such as lines for people. Not asked where there is `events`.
   *
   * @returns The number of records.
   */
  records?(): number | PromiseLike<number>;
  /** Removes what the subject made, such as files; called once, after the sink is closed. */
  dispose?(): void | PromiseLike<void>;
}

/** One demand on a sink, to be run as a test. */
export interface ConformanceCase {
  /** What is demanded, as a test's name. */
  readonly name: string;
  /**
   * Judges a fresh sink. It may be called detached from the case.
   *
   * @returns Settles where the sink conforms; rejects with an `Error` that says what it found.
   */
  readonly run: () => Promise<void>;
}

/** A demand before it is bound to a subject. */
export interface Demand {
  /** What is demanded. */
  readonly name: string;
  /**
   * Judges a sink.
   *
   * @param subject The fresh sink.
   * @throws {Error} Where the sink does not conform.
   */
  judge(subject: SinkSubject): Promise<void>;
}
