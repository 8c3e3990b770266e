// @ts-nocheck: AssemblyScript
import {
  addSlow,
  clearSlowest,
  dropFirst,
  dropSlow,
  Entry,
  haveRoom,
  listOf,
  slowAt,
  wantNoSummary,
} from "../lists.ts";
import { foldOf, Run } from "../runs.ts";

/** Ends before it begins that things are listed and output is kept. */
export function keepNoSummary(): void {
  wantNoSummary();
}

/** Tells how much the reference lists, to which the lists here add. */
export function seeListed(run: usize, failures: u32, retries: u32): void {
  changetype<Run>(run).failuresListed = failures;
  changetype<Run>(run).retriesListed = retries;
}

/** Whether the lists are full, so that all of them are to be taken. */
export function isFull(): bool {
  return !haveRoom();
}

/** Whether the lists of a run have entries. */
export function hasEntries(run: usize): bool {
  return changetype<Run>(run).entries != 0;
}

/** The first entry of a list, or 0. */
export function firstEntry(run: usize, list: u32): usize {
  return listOf(changetype<Run>(run), list).first;
}

export function dropEntry(run: usize, list: u32): void {
  dropFirst(changetype<Run>(run), list);
}

export function entryThing(entry: usize): usize {
  return changetype<usize>(changetype<Entry>(entry).thing);
}

export function entryStart(entry: usize): usize {
  return changetype<Entry>(entry).source;
}

export function entryLength(entry: usize): u32 {
  return changetype<Entry>(entry).sourceLength;
}

/** The last line of an entry, where it is another than the first; else 0. */
export function lastStart(entry: usize): usize {
  return changetype<Entry>(entry).last;
}

export function lastLength(entry: usize): u32 {
  return changetype<Entry>(entry).lastLength;
}

export function entryCount(entry: usize): u32 {
  return changetype<Entry>(entry).count;
}

/** Tells the slowest of a kind: none of them yet, `seeSlow` adds each. */
export function seeSlowest(run: usize, kind: u32): void {
  clearSlowest(foldOf(changetype<Run>(run), kind));
}

export function seeSlow(run: usize, kind: u32, durationMs: f64): void {
  addSlow(foldOf(changetype<Run>(run), kind), durationMs);
}

/** What stands at a place among the slowest of a kind and the reference was not told of, or 0. */
export function slowThing(run: usize, kind: u32, index: u32): usize {
  const kindFold = foldOf(changetype<Run>(run), kind);
  return index < kindFold.ranked ? slowAt(kindFold, index) : 0;
}

export function dropSlowThing(run: usize, kind: u32, index: u32): void {
  dropSlow(foldOf(changetype<Run>(run), kind), index);
}
