// @ts-nocheck: AssemblyScript
import { copySource, dropListing, Entity, releaseSource } from "./entities.ts";
import { allocateZeros, release } from "./memory.ts";
import { KindFold, Run } from "./runs.ts";

/** Something for a list of the summary: the reference is told before it needs it. */
@unmanaged
export class Entry {
  next: usize;
  thing: Entity;
  /** The line that finished it, or said first that it is tried again. */
  source: usize;
  sourceLength: u32;
  /** The line that said last that it is tried again, where there are two. */
  last: usize;
  lastLength: u32;
  count: u32;
}

/** Entries in order. */
@unmanaged
export class List {
  first: usize;
  last: usize;
}

export const FAILURES: u32 = 0;
export const RETRIES: u32 = 1;
export const HOSTS: u32 = 2;

/** As the summary lists of a kind. */
export const SLOWEST: u32 = 10;
/** A duration, and what took it where the reference was not told. */
const RANK_BYTES: u32 = 16;

/** With so many entries the next event is the reference's, which then takes them. */
const MAX_ENTRIES: u32 = 4096;
let entries: u32 = 0;

/** Whether anybody wants a summary: only then things are listed, and output is kept. */
export let wantsSummary: bool = true;

export function wantNoSummary(): void {
  wantsSummary = false;
}

/** Whether the lists take more. */
export function haveRoom(): bool {
  return entries < MAX_ENTRIES;
}

// @inline
export function listOf(run: Run, list: u32): List {
  return changetype<List>(
    changetype<usize>(run) + offsetof<Run>("failuresFirst") + <usize> (list << 3),
  );
}

/** Puts something at the end of a list, with a copy of a line. */
export function append(run: Run, which: u32, thing: Entity, source: usize, length: usize): Entry {
  const entry = changetype<Entry>(allocateZeros(offsetof<Entry>()));
  entry.thing = thing;
  if (length != 0) entry.source = copySource(source, length);
  entry.sourceLength = <u32> length;
  entry.count = 1;
  const list = listOf(run, which);
  if (list.last == 0) list.first = changetype<usize>(entry);
  else changetype<Entry>(list.last).next = changetype<usize>(entry);
  list.last = changetype<usize>(entry);
  note(thing);
  return entry;
}

/** Notes that something is tried once more. */
export function tryAgain(entry: Entry, source: usize, length: usize): void {
  if (entry.last != 0) releaseSource(entry.last, entry.lastLength);
  entry.last = copySource(source, length);
  entry.lastLength = <u32> length;
  entry.count++;
}

/** Takes the first entry out of a list. */
export function dropFirst(run: Run, which: u32): void {
  const list = listOf(run, which);
  const entry = changetype<Entry>(list.first);
  list.first = entry.next;
  if (list.first == 0) list.last = 0;
  if (entry.source != 0) releaseSource(entry.source, entry.sourceLength);
  if (entry.last != 0) releaseSource(entry.last, entry.lastLength);
  const thing = entry.thing;
  if (which == RETRIES) {
    thing.retry = 0;
    thing.retried = 1;
  }
  release(changetype<usize>(entry), offsetof<Entry>());
  unnote(thing);
}

function note(thing: Entity): void {
  thing.listings++;
  thing.run.entries++;
  entries++;
}

function unnote(thing: Entity): void {
  thing.run.entries--;
  entries--;
  dropListing(thing);
}

// @inline
function rankAt(fold: KindFold, index: u32): usize {
  return fold.slowest + <usize> (index * RANK_BYTES);
}

/** What stands at a place among the slowest, or 0 where it is none of this scanner's. */
export function slowAt(fold: KindFold, index: u32): usize {
  return <usize> load<u32>(rankAt(fold, index), 8);
}

/** Begins the slowest of a kind anew. */
export function clearSlowest(fold: KindFold): void {
  if (fold.slowest == 0) fold.slowest = allocateZeros(SLOWEST * RANK_BYTES);
  fold.ranked = 0;
}

/** Adds a duration that the reference lists behind the others. */
export function addSlow(fold: KindFold, durationMs: f64): void {
  const at = rankAt(fold, fold.ranked++);
  store<f64>(at, durationMs);
  store<u32>(at, 0, 8);
}

/** Ends that something stands among the slowest here: the reference has taken it. */
export function dropSlow(fold: KindFold, index: u32): void {
  const thing = slowAt(fold, index);
  store<u32>(rankAt(fold, index), 0, 8);
  unnote(changetype<Entity>(thing));
}

/** Considers something for the slowest: of equals the one that came first is before. */
export function rank(fold: KindFold, thing: Entity): void {
  const durationMs = thing.durationMs;
  let index = fold.ranked;
  if (index == SLOWEST) {
    if (durationMs <= load<f64>(rankAt(fold, SLOWEST - 1))) return;
    index--;
    if (slowAt(fold, index) != 0) dropSlow(fold, index);
  } else fold.ranked++;
  while (index > 0 && load<f64>(rankAt(fold, index - 1)) < durationMs) {
    v128.store(rankAt(fold, index), v128.load(rankAt(fold, index - 1)));
    index--;
  }
  store<f64>(rankAt(fold, index), durationMs);
  store<u32>(rankAt(fold, index), <u32> changetype<usize>(thing), 8);
  note(thing);
}
