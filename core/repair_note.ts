import type { RunEvent } from "./event.ts";
import type { IssueCode } from "./issue.ts";

/** The writer of all that a repair adds: it takes no number of a writer of the run. */
export const REPAIR_WRITER = "repair";

/** The type of an event that says that numbers are lost; its data is a `Loss`. */
export const LOST = "runtrail.lost";

/** The type of an event that stands where broken bytes were; its data is `TakenOut`. */
export const SET_ASIDE = "runtrail.set_aside";

/** Numbers of a writer that are known to be lost. */
export interface Loss {
  /** The writer that lost them; absent for the run's first process. */
  readonly writer?: string;
  /** The first number. */
  readonly from: number;
  /** The last number. */
  readonly to: number;
}

/** Bytes that were taken out of a file. */
export interface TakenOut {
  /** The name of the file that they were taken out of. */
  readonly file: string;
  /** The line of that file where they begin, counted from 1. */
  readonly line: number;
  /** Where they begin, in bytes from the start of that file. */
  readonly offset: number;
  /** How many pieces were taken out between two events. */
  readonly pieces: number;
  /** How many bytes they have together. */
  readonly bytes: number;
  /** What is wrong with the first piece. */
  readonly reason: IssueCode;
}

/**
 * Tells whether an event is a repair's note: it speaks of the run's file, so it
 * may stand before the run's start and after its end.
 *
 * @param event The event.
 * @returns Whether it is.
 */
export function isRepairNote(event: RunEvent): boolean {
  return event.type === LOST || event.type === SET_ASIDE;
}

/**
 * Reads which numbers an event says are lost.
 *
 * @param event The event.
 * @returns The numbers; undefined where the event says no such thing.
 */
export function lossOf(event: RunEvent): Loss | undefined {
  if (event.type !== LOST) return undefined;
  const { from, to, writer } = ((event as { readonly data?: unknown }).data ?? {}) as {
    readonly [Key in keyof Loss]?: unknown;
  };
  if (!isNumber(from) || !isNumber(to) || from > to) return undefined;
  return typeof writer === "string" ? { writer, from, to } : { from, to };
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
