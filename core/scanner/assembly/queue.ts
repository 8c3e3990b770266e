// @ts-nocheck: AssemblyScript
import { judge, JUDGE_BYTES, LINE_BYTES } from "./judge.ts";
import { extend, extendZeros } from "./memory.ts";

/** Whole lines that wait to be folded, and what was judged of them. */
@unmanaged
export class Chunk {
  /** Where in the file they begin. */
  offset: f64;
  start: usize;
  end: usize;
  /** Room for `MAX_JUDGED` lines. */
  lines: usize;
  /** How many of its lines were judged, from the first on. */
  judged: u32;
  /** The turn in which it was judged last. */
  turn: i32;
}

/** Chunks in the order of the file; each has its turn, from 1 on. What stands here both threads see. */
@unmanaged
export class Queue {
  /** How many chunks were posted. */
  posted: i32;
  /** How many of them a thread has begun to judge. */
  claimed: i32;
  /** How many were folded: their places are free. */
  folded: i32;
  /** Who reads the file: the first thread, or the second. */
  reader: i32;
  /** What becomes of the second thread. */
  state: i32;
  places: u32;
  /** The address of the first place; the others follow. */
  place: usize;
  /** The beginning of a line whose end was not read. */
  carry: usize;
  carried: usize;
  /** How much of the file was read. */
  offset: f64;
  /** What the second thread judges with. */
  judgeRoom: usize;
}

export const FIRST_THREAD: i32 = 0;
export const SECOND_THREAD: i32 = 1;
/** The second thread changes the queue, so that nobody may read in its place. */
export const SECOND_CHANGES: i32 = 2;

/** Lines behind these are judged when they are folded: they are short, and mostly not sound. */
const MAX_JUDGED: u32 = 8192;

export let queue: Queue = changetype<Queue>(0);

/** The address of a field that both threads change. */
// @inline
export function shared(field: usize): usize {
  return changetype<usize>(queue) + field;
}

// @inline
export function posted(): i32 {
  return atomic.load<i32>(shared(offsetof<Queue>("posted")));
}

// @inline
export function claimed(): i32 {
  return atomic.load<i32>(shared(offsetof<Queue>("claimed")));
}

// @inline
export function isQueueFull(): bool {
  return <u32> (posted() - atomic.load<i32>(shared(offsetof<Queue>("folded")))) == queue.places;
}

// @inline
function indexOf(turn: i32): usize {
  return <usize> (<u32> (turn - 1) % queue.places);
}

// @inline
export function chunkOf(turn: i32): Chunk {
  return changetype<Chunk>(shared(offsetof<Queue>() + indexOf(turn) * offsetof<Chunk>()));
}

/** Makes a queue of so many places; more than one are for two threads. */
export function makeQueue(places: u32, placeBytes: usize): void {
  queue = changetype<Queue>(extendZeros(offsetof<Queue>() + <usize> places * offsetof<Chunk>()));
  queue.places = places;
  queue.place = extend(<usize> places * placeBytes);
  if (places == 1) return;
  queue.judgeRoom = extendZeros(JUDGE_BYTES);
  for (let turn: i32 = 1; turn <= <i32> places; turn++) {
    chunkOf(turn).lines = extend(<usize> MAX_JUDGED * LINE_BYTES);
  }
}

/** Puts what comes next elsewhere. All that was posted must be folded. */
export function renewPlaces(placeBytes: usize): void {
  queue.place = extend(<usize> queue.places * placeBytes);
}

/** Takes a queue that another thread has made. */
export function takeQueue(at: usize): void {
  queue = changetype<Queue>(at);
}

/** The address of the place where the next chunk is put. */
// @inline
export function nextPlace(placeBytes: usize): usize {
  return queue.place + indexOf(posted() + 1) * placeBytes;
}

/** Lets lines be judged by whichever thread has time. */
export function postChunk(start: usize, end: usize, offset: f64): void {
  const turn = posted() + 1;
  const chunk = chunkOf(turn);
  chunk.start = start;
  chunk.end = end;
  chunk.offset = offset;
  atomic.store<i32>(shared(offsetof<Queue>("posted")), turn);
  atomic.notify(shared(offsetof<Queue>("posted")), 1);
}

/** Begins to judge a chunk, where it is the next and nobody else has begun. */
export function claim(turn: i32): bool {
  return atomic.cmpxchg<i32>(shared(offsetof<Queue>("claimed")), turn - 1, turn) == turn - 1;
}

// @inline
export function turnOf(chunk: Chunk): usize {
  return changetype<usize>(chunk) + offsetof<Chunk>("turn");
}

/** Judges a chunk that was claimed. */
export function judgeChunk(turn: i32): void {
  const chunk = chunkOf(turn);
  chunk.judged = judge(chunk.start, chunk.end, chunk.lines, MAX_JUDGED);
  atomic.store<i32>(turnOf(chunk), turn);
  atomic.notify(turnOf(chunk), 1);
}

/** Gives the place of the chunk that was folded last to others. */
export function freePlace(): void {
  atomic.add<i32>(shared(offsetof<Queue>("folded")), 1);
}
