// @ts-nocheck: AssemblyScript
import { equalBytes } from "./bytes.ts";
import { line } from "./line.ts";
import { copyRoughly } from "./memory.ts";
import { BRACES } from "./vectors.ts";

/** What an object under `correlation` says. Places are counted from its brace. */
@unmanaged
export class Correlation {
  /** Another number for each that was read; 0 where it is not kept. */
  key: u32;
  length: u32;
  /** One bit for each key behind `runId`, in the order of the event table. */
  present: u32;
  runId: u32;
  runIdLength: u32;
  writer: u32;
  /** 0 where there is no writer. */
  writerLength: u32;
  /** Place and length of each id. */
  id0: u32;
  length0: u32;
  id1: u32;
  length1: u32;
  id2: u32;
  length2: u32;
  id3: u32;
  length3: u32;
  id4: u32;
  length4: u32;
}

/** Things at work take turns, each with a `correlation` of its own. */
export const PLACES: u32 = 64;
const PLACE_BITS: u64 = 6;

const MAX_BYTES: usize = 384;
export const HEAD_BYTES: usize = 80;
/** Not a power of two, so that not all of them share a few lines of the cache. */
const STRIDE: usize = 80 + 384 + 16;

/** The last of them, behind the places, is for what is too long to be kept. */
let KEPT: usize = 0;
let lastKey: u32 = 0;

const PLACES_BYTES: usize = (<usize> PLACES + 1) * STRIDE;

/** Two bytes for each type: where the last object of such an event had its closing brace. */
let BRACE_OF: usize = 0;
const BRACE_OF_BYTES: usize = 256 * 2;

export const CORRELATIONS_BYTES: usize = PLACES_BYTES + BRACE_OF_BYTES;

const CLOSING_BRACE: u32 = 0x7d;

/** Called once in each thread, with room for `CORRELATIONS_BYTES` of zeros and the thread's number, 0 or 1. */
export function prepareCorrelations(room: usize, thread: u32): void {
  KEPT = room;
  BRACE_OF = room + PLACES_BYTES;
  lastKey = thread;
}

// @inline
function placeAt(place: u32): Correlation {
  return changetype<Correlation>(KEPT + <usize> place * STRIDE);
}

// @inline
function bytesOf(correlation: Correlation): usize {
  return changetype<usize>(correlation) + HEAD_BYTES;
}

/**
 * A place for the object at `at`: by the end of its last id, in which those at work at once differ.
 * Where it ends is guessed by the type first; a wrong guess finds another place, not another object.
 */
// @inline
function placeOf(at: usize, type: u32): u32 {
  const guess = BRACE_OF + (<usize> type << 1);
  let end = at + <usize> load<u16>(guess);
  if (<u32> load<u8>(end) != CLOSING_BRACE) {
    end = braceAt(at);
    store<u16>(guess, <u16> (end - at));
  }
  return <u32> (load<u64>(end - 8) * 0x9e3779b97f4a7c15 >> (64 - PLACE_BITS));
}

/** The closing brace, or the opening one where the object is too long to be kept. */
function braceAt(at: usize): usize {
  const braces = v128.load(BRACES);
  for (let length: usize = 0; length < MAX_BYTES; length += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at + length), braces));
    if (found != 0) return at + length + <usize> ctz(found);
  }
  return at;
}

/**
 * Takes the object at `at`, in an event of a type, where its text was read before: gives the
 * address behind it, or 0.
 */
// @inline
export function recall(at: usize, type: u32): usize {
  const place = placeOf(at, type);
  line.place = place;
  line.names = at;
  const known = placeAt(place);
  line.correlation = known;
  const length = <usize> known.length;
  return length != 0 && equalBytes(at, bytesOf(known), length) ? at + length : 0;
}

/** Begins to read the object at `at`, which `recall` did not know. */
export function beginCorrelation(at: usize): void {
  const correlation = placeAt(PLACES);
  line.names = at;
  line.correlation = correlation;
  correlation.present = 0;
  correlation.writerLength = 0;
}

/** Copies what the line at hand has to `HEAD_BYTES` of its own: its place may get something else. */
export function ownCorrelation(at: usize): void {
  copyRoughly(at, changetype<usize>(line.correlation), HEAD_BYTES);
  line.correlation = changetype<Correlation>(at);
}

/** Keeps what was read of the object, of that many bytes, for those like it. */
export function keepCorrelation(length: usize): void {
  const read = line.correlation;
  if (length > MAX_BYTES) {
    line.place = PLACES;
    return;
  }
  const kept = placeAt(line.place);
  copyRoughly(changetype<usize>(kept), changetype<usize>(read), HEAD_BYTES);
  copyRoughly(bytesOf(kept), line.names, length);
  kept.length = <u32> length;
  // No two threads give the same key.
  kept.key = lastKey += 2;
  line.correlation = kept;
}

export function setRunId(start: usize, length: usize): void {
  line.correlation.runId = <u32> (start - line.names);
  line.correlation.runIdLength = <u32> length;
}

export function setWriter(start: usize, length: usize): void {
  line.correlation.writer = <u32> (start - line.names);
  line.correlation.writerLength = <u32> length;
}

// @inline
function idAt(kind: u32): usize {
  return changetype<usize>(line.correlation) + offsetof<Correlation>("id0") + (<usize> kind << 3);
}

/** Where the id of a kind lies that `correlation` names. */
// @inline
export function idStart(kind: u32): usize {
  return line.names + <usize> load<u32>(idAt(kind));
}

// @inline
export function idLength(kind: u32): usize {
  return <usize> load<u32>(idAt(kind), 4);
}

export function setId(kind: u32, start: usize, length: usize): void {
  store<u32>(idAt(kind), <u32> (start - line.names));
  store<u32>(idAt(kind), <u32> length, 4);
}
