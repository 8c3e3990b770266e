import type { RunEvent } from "./event.ts";
import { fingerprint } from "./fingerprint.ts";
import { NumberRanges } from "./number_ranges.ts";
import type { Loss } from "./repair_note.ts";
import type { RunPlan } from "./survey.ts";

/** How far a writer's numbers have been written. */
interface WriterState {
  highest: number;
  /** Numbers that were said to be lost. */
  readonly lost: NumberRanges;
  /** Of numbers that are repeated, the line that had them first. */
  readonly firsts: Map<number, number>;
}

/** Which numbers of a run's writers a repair has written, and which it said to be lost. */
export class WrittenNumbers {
  readonly #plan: RunPlan;
  readonly #writers = new Map<string | undefined, WriterState>();

  /** @param plan What is known of the run. */
  constructor(plan: RunPlan) {
    this.#plan = plan;
  }

  /**
   * Tells whether an event's number was written before.
   *
   * @param event The event.
   * @param bytes Its line.
   * @returns Whether it was, with the same line or with another; undefined where it was not.
   */
  taken({ seq, correlation }: RunEvent, bytes: Uint8Array): "same" | "other" | undefined {
    if (!this.#plan.writers.get(correlation.writer)?.repeated.has(seq)) return undefined;
    const writer = this.#writer(correlation.writer);
    const own = fingerprint(bytes);
    const first = writer.firsts.get(seq);
    if (first === own) return "same";
    if (first !== undefined || writer.lost.has(seq)) return "other";
    writer.firsts.set(seq, own);
    return undefined;
  }

  /**
   * Takes note of an event that is written.
   *
   * @param event The event.
   * @returns The numbers between it and the last one that no event of the file has.
   */
  write({ seq, correlation }: RunEvent): Iterable<readonly [from: number, to: number]> {
    const writer = this.#writer(correlation.writer);
    const next = writer.highest + 1;
    writer.highest = Math.max(writer.highest, seq);
    if (seq <= next) return [];
    return this.#plan.writers.get(correlation.writer)?.seen.missing(next, seq - 1) ?? [];
  }

  /**
   * Takes note that numbers are said to be lost.
   *
   * @param loss The numbers.
   */
  lose({ writer, from, to }: Loss): void {
    this.#writer(writer).lost.addRange(from, to);
  }

  #writer(name: string | undefined): WriterState {
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = { highest: 0, lost: new NumberRanges(), firsts: new Map() };
      this.#writers.set(name, writer);
    }
    return writer;
  }
}
