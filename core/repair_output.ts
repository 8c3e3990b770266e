import type { RunEvent } from "./event.ts";
import type { IssueCode } from "./issue.ts";

/** What became of an event, or of what was made up for one. */
export type Made = "kept" | "mended" | "moved" | "renumbered" | "opened" | "closed" | "noted";

/** Bytes that have no place in a repaired file. */
export interface SetAside {
  /** What is wrong with them. */
  readonly reason: IssueCode;
  /** The line of the damaged file, counted from 1. */
  readonly line: number;
  /** Where they begin, in bytes from the start of the damaged file. */
  readonly offset: number;
  /** The bytes; valid during the call. */
  readonly bytes: Uint8Array;
}

/** Where a repaired file and what was broken go. */
export interface RepairOutput {
  /**
   * Takes the repaired file's next bytes: whole lines.
   *
   * @param bytes Valid during the call.
   */
  write(bytes: Uint8Array): void;
  /**
   * Takes bytes that have no place in the repaired file.
   *
   * @param piece The bytes, and where they were.
   */
  setAside(piece: SetAside): void;
  /**
   * Is told of each event that was not there before, or not at its place.
   *
   * @param event The event.
   * @param made What it is.
   */
  changed?(event: RunEvent, made: Exclude<Made, "kept">): void;
}

/** What a repair did. */
export interface RepairReport {
  /** How many events are in the repaired file as they were. */
  readonly kept: number;
  /** How many events are in it without a part that was at fault. */
  readonly mended: number;
  /** How many starts were moved before the first event that needs them. */
  readonly moved: number;
  /** How many events got another number, because theirs was taken. */
  readonly renumbered: number;
  /** How many starts were made up. */
  readonly opened: number;
  /** How many ends were made up. */
  readonly closed: number;
  /** How many numbers are lost. */
  readonly lost: number;
  /** How many pieces were set aside. */
  readonly pieces: number;
  /** How many bytes they have together. */
  readonly setAsideBytes: number;
  /** How many pieces there were by what is wrong with them. */
  readonly reasons: { readonly [Code in IssueCode]?: number };
}
