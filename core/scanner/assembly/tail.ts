// @ts-nocheck: AssemblyScript
import { allocate, blockBytes, copyRoughly, release } from "./memory.ts";
import { BACKSLASHES } from "./vectors.ts";

/**
 * The last output of something, as JSON text without quotes: at least what an
 * `OutputTail` would keep of it.
 */
@unmanaged
export class Tail {
  start: usize;
  length: u32;
  capacity: u32;
  /** The number of the latest piece of output that lies in the input, or 0. */
  latest: u32;
}

/** As `OutputTail` keeps, with the end of the line before them. */
const KEPT_NEWLINES: u32 = 11;

/** As `OutputTail` keeps of one line: more is never shown. */
const LINE_UNITS: u32 = 400;

const FIRST_CAPACITY: u32 = 512;
/** From here on, old lines are dropped before the block grows. */
const TRIM_CAPACITY: u32 = 4096;
/** Eleven lines cut to 400 units of at most six bytes fit in half of it. */
const MAX_CAPACITY: u32 = 65536;
/** How far the last lines of a long text are looked for at first. */
const REACH: u32 = 16384;
/** What `copyRoughly` may write behind the end. */
const SLACK: u32 = 16;

/** Adds text. */
export function appendTail(tail: Tail, text: usize, length: usize): void {
  if (tail.length + <u32> length + SLACK > tail.capacity && !makeRoom(tail, <u32> length)) {
    appendCut(tail, text, length);
    return;
  }
  copyRoughly(tail.start + <usize> tail.length, text, length);
  tail.length += <u32> length;
}

/** Forgets the text. */
export function clearTail(tail: Tail): void {
  if (tail.capacity != 0) release(tail.start, tail.capacity);
  tail.start = 0;
  tail.length = 0;
  tail.capacity = 0;
}

function makeRoom(tail: Tail, length: u32): bool {
  if (tail.capacity >= TRIM_CAPACITY) trim(tail);
  if (tail.length + length + SLACK > MAX_CAPACITY) return false;
  // Room for as much again, so that old lines are not looked for with every chunk.
  const wanted = tail.length * 2 + length + SLACK;
  resize(tail, min(MAX_CAPACITY, max(FIRST_CAPACITY, wanted)));
  return true;
}

function resize(tail: Tail, bytes: u32): void {
  const capacity = blockBytes(bytes);
  if (capacity <= tail.capacity) return;
  const block = allocate(capacity);
  copyRoughly(block, tail.start, <usize> tail.length);
  if (tail.capacity != 0) release(tail.start, tail.capacity);
  tail.start = block;
  tail.capacity = capacity;
}

/** Drops lines that nobody will see. The newline before the kept ones stays: it ends what came earlier. */
function trim(tail: Tail): void {
  const from = lastLines(tail.start, tail.length, 0);
  if (from == 0) return;
  tail.length -= from;
  memory.copy(tail.start, tail.start + <usize> from, <usize> tail.length);
}

/** Where the newline before the kept lines is, from `least` on; 0 where it is not there. */
function lastLines(text: usize, length: u32, least: u32): u32 {
  let newlines: u32 = 0;
  for (let at = length; at >= least + 2; at--) {
    if (isNewline(text, at - 2) && ++newlines == KEPT_NEWLINES) return at - 2;
  }
  return 0;
}

/** Whether the escape of a newline begins at an index: an odd number of backslashes before an n. */
function isNewline(text: usize, index: u32): bool {
  if (load<u16>(text + <usize> index) != 0x6e5c) return false;
  let backslashes: u32 = 1;
  while (backslashes <= index && load<u8>(text + <usize> (index - backslashes)) == 0x5c) {
    backslashes++;
  }
  return (backslashes & 1) == 1;
}

/** Adds text of any length with its lines cut, and cuts those that are there. */
function appendCut(tail: Tail, text: usize, length: usize): void {
  const old = tail.start;
  const oldLength = <usize> tail.length;
  const oldCapacity = tail.capacity;
  tail.start = allocate(MAX_CAPACITY);
  tail.length = 0;
  tail.capacity = MAX_CAPACITY;
  // Mostly they are near: then nothing else is looked at.
  const from = lastLines(text, <u32> length, <u32> max(length, <usize> REACH) - REACH);
  const units = from == 0 ? copyCut(tail, old, oldLength, 0) : 0;
  copyCut(tail, text + <usize> from, length - <usize> from, units);
  if (oldCapacity != 0) release(old, oldCapacity);
}

/** Copies text without what its lines have beyond the limit; gives the units of the last line. */
function copyCut(tail: Tail, text: usize, length: usize, units: u32): u32 {
  const end = text + length;
  while (true) {
    // What a line has beyond the limit is nothing that is looked at, but for its end.
    if (units >= LINE_UNITS) text = escapeFrom(text, end);
    if (text >= end) return units;
    const size = tokenBytes(text);
    const isEnd = load<u16>(text) == 0x6e5c;
    if (isEnd || units < LINE_UNITS) {
      store<u64>(tail.start + <usize> tail.length, load<u64>(text));
      tail.length += size;
      if (tail.length + SLACK > MAX_CAPACITY) trim(tail);
    }
    units = isEnd ? 0 : units + (size == 4 && load<u8>(text) >= 0xf0 ? 2 : 1);
    text += <usize> size;
  }
}

/** The next backslash, or the end. */
function escapeFrom(at: usize, end: usize): usize {
  const backslash = v128.load(BACKSLASHES);
  while (at + 16 <= end && !v128.any_true(i8x16.eq(v128.load(at), backslash))) at += 16;
  while (at < end && load<u8>(at) != 0x5c) at++;
  return at;
}

/** The bytes of one character or escape. */
function tokenBytes(at: usize): u32 {
  const lead = <u32> load<u8>(at);
  if (lead == 0x5c) return load<u8>(at, 1) == 0x75 ? 6 : 2;
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
