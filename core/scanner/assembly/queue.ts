// @ts-nocheck: AssemblyScript
import { judge, JUDGE_BYTES, LINE_BYTES, prepareJudge } from "./judge.ts";
import { extend, extendZeros } from "./memory.ts";

/** Whole lines that wait to be folded, and what was judged of them. */
@unmanaged
class Chunk {
  start: usize;
  end: usize;
  /** Room for `MAX_JUDGED` lines. */
  lines: usize;
  /** How many lines of it were judged, from the first on. */
  judged: u32;
  /** The turn in which it was judged last. */
  turn: i32;
}

/** Chunks in the order of the file. Their turns are counted from 1, and places are used again. */
@unmanaged
class Queue {
  /** How many chunks were posted; below zero when no more will be. */
  posted: i32;
  /** How many of them a thread has begun to judge. */
  claimed: i32;
  /** Whether the second thread sleeps. */
  asleep: i32;
  places: u32;
  /** What the second thread judges with. */
  judgeRoom: usize;
}

/** Lines behind these are judged when they are folded: short ones that are mostly not sound. */
const MAX_JUDGED: u32 = 8192;

/** Judging a chunk takes under a millisecond: a thread that takes this long has stopped. */
const PATIENCE_NS: i64 = 1_000_000_000;

const CLOSED: i32 = -1;

/** A thread that is woken may take the processor of the one that wakes it: this one wakes by itself. */
const SHORTEST_NAP_NS: i64 = 20_000;
const LONGEST_NAP_NS: i64 = 5_000_000;

let queue: Queue = changetype<Queue>(0);

/** The turn of the chunk that was taken last. */
let taken: i32 = 0;

/** Whether the second thread has stopped. */
let isAlone: bool = false;

// @inline
function postedAt(): usize {
  return changetype<usize>(queue) + offsetof<Queue>("posted");
}

// @inline
function claimedAt(): usize {
  return changetype<usize>(queue) + offsetof<Queue>("claimed");
}

// @inline
function asleepAt(): usize {
  return changetype<usize>(queue) + offsetof<Queue>("asleep");
}

// @inline
function chunkOf(turn: i32): Chunk {
  const index = <u32> (turn - 1) % queue.places;
  return changetype<Chunk>(
    changetype<usize>(queue) + offsetof<Queue>() + <usize> index * offsetof<Chunk>(),
  );
}

// @inline
function turnAt(chunk: Chunk): usize {
  return changetype<usize>(chunk) + offsetof<Chunk>("turn");
}

/** Makes a queue for at most so many chunks at once; gives its address, for the second thread. */
export function openQueue(places: u32): usize {
  const bytes = offsetof<Queue>() + <usize> places * offsetof<Chunk>();
  queue = changetype<Queue>(extendZeros(bytes));
  queue.places = places;
  queue.judgeRoom = extendZeros(JUDGE_BYTES);
  for (let turn: i32 = 1; turn <= <i32> places; turn++) {
    chunkOf(turn).lines = extend(<usize> MAX_JUDGED * LINE_BYTES);
  }
  return changetype<usize>(queue);
}

/** Lets lines be judged by whichever thread has time. */
export function postChunk(start: usize, end: usize): void {
  const turn = atomic.load<i32>(postedAt()) + 1;
  const chunk = chunkOf(turn);
  chunk.start = start;
  chunk.end = end;
  atomic.store<i32>(postedAt(), turn);
}

/** Lets the second thread end. */
export function closeQueue(): void {
  atomic.store<i32>(postedAt(), CLOSED);
}

/** What the second thread does: it judges chunks until no more come. */
export function serve(at: usize): void {
  queue = changetype<Queue>(at);
  prepareJudge(queue.judgeRoom, 1);
  let napNs = SHORTEST_NAP_NS;
  while (true) {
    const claimed = atomic.load<i32>(claimedAt());
    const posted = atomic.load<i32>(postedAt());
    if (posted == CLOSED) return;
    if (claimed == posted) {
      atomic.wait<i32>(postedAt(), posted, napNs);
      napNs = min(napNs * 2, LONGEST_NAP_NS);
    } else if (claim(claimed + 1)) {
      judgeChunk(claimed + 1);
      napNs = SHORTEST_NAP_NS;
    }
  }
}

function claim(turn: i32): bool {
  return atomic.cmpxchg<i32>(claimedAt(), turn - 1, turn) == turn - 1;
}

function judgeChunk(turn: i32): void {
  const chunk = chunkOf(turn);
  chunk.judged = judge(chunk.start, chunk.end, chunk.lines, MAX_JUDGED);
  atomic.store<i32>(turnAt(chunk), turn);
  atomic.notify(turnAt(chunk), 1);
}

/** The judged lines of the chunk that was taken last: their address, and how many there are. */
export let judgedLines: usize = 0;
export let judgedCount: u32 = 0;

/**
 * Takes the next chunk to fold it. While another thread judges it, a later one
 * is judged here; what nobody has begun is judged when it is folded.
 */
export function takeChunk(): void {
  const turn = ++taken;
  const chunk = chunkOf(turn);
  judgedCount = 0;
  if (isAlone || claim(turn)) return;
  while (atomic.load<i32>(turnAt(chunk)) != turn) {
    const next = atomic.load<i32>(claimedAt()) + 1;
    if (next > atomic.load<i32>(postedAt())) {
      const before = atomic.load<i32>(turnAt(chunk));
      if (before == turn) break;
      if (atomic.wait<i32>(turnAt(chunk), before, PATIENCE_NS) != TIMED_OUT) continue;
      isAlone = true;
      return;
    }
    if (claim(next)) judgeChunk(next);
  }
  judgedLines = chunk.lines;
  judgedCount = chunk.judged;
}

const TIMED_OUT: i32 = 2;
