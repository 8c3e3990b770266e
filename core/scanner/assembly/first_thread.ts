// @ts-nocheck: AssemblyScript
import {
  Chunk,
  chunkOf,
  claim,
  claimed,
  FIRST_THREAD,
  judgeChunk,
  posted,
  Queue,
  queue,
  renewPlaces,
  SECOND_THREAD,
  shared,
  turnOf,
} from "./queue.ts";
import { PLACE_BYTES } from "./input.ts";
import { GONE, READS } from "./second_thread.ts";

/** Judging a chunk takes under a millisecond: a thread that takes this long has stopped. */
const PATIENCE_NS: i64 = 1_000_000_000;

/** How often it is seen whether the second thread is gone. */
const LOOK_NS: i64 = 100_000_000;

/** Reading a piece takes under a millisecond: after so many looks the second thread has stopped in it. */
const MOST_LOOKS: u32 = 20;

const TIMED_OUT: i32 = 2;

/** The turn of the chunk that was taken last. */
let taken: i32 = 0;

/** Whether the second thread has stopped in the middle of a chunk. */
let isAlone: bool = false;

/** The chunk that was taken last, and how many of its lines were judged. */
export let chunk: Chunk = changetype<Chunk>(0);
export let judgedCount: u32 = 0;

// @inline
function reader(): i32 {
  return atomic.load<i32>(shared(offsetof<Queue>("reader")));
}

/** Lets the second thread read the file from here on; false where it cannot. */
export function lendReading(): bool {
  if (atomic.load<i32>(shared(offsetof<Queue>("state"))) != READS) return false;
  atomic.store<i32>(shared(offsetof<Queue>("reader")), SECOND_THREAD);
  // It may have gone in between.
  if (atomic.load<i32>(shared(offsetof<Queue>("state"))) == GONE) takeReading();
  return true;
}

function takeReading(): void {
  atomic.store<i32>(shared(offsetof<Queue>("reader")), FIRST_THREAD);
}

/** Reads in the place of a thread that does not come back from reading. */
function takeReadingOver(): void {
  const field = shared(offsetof<Queue>("reader"));
  if (atomic.cmpxchg<i32>(field, SECOND_THREAD, FIRST_THREAD) != SECOND_THREAD) return;
  atomic.store<i32>(shared(offsetof<Queue>("state")), GONE);
  // It may still come back, and write to where it read to.
  renewPlaces(PLACE_BYTES);
}

/**
 * Takes the next chunk to fold it; false where none was posted and this thread
 * is the reader. While another thread judges the chunk a later one is judged
 * here; what nobody has begun is judged when it is folded.
 */
export function takeChunk(): bool {
  let looks: u32 = 0;
  while (posted() == taken) {
    if (reader() == FIRST_THREAD) {
      // What was posted before the reading was given back counts.
      if (posted() == taken) return false;
    } else if (atomic.wait<i32>(shared(offsetof<Queue>("posted")), taken, LOOK_NS) == TIMED_OUT) {
      if (++looks > MOST_LOOKS) takeReadingOver();
    }
  }
  chunk = chunkOf(++taken);
  judgedCount = queue.places > 1 && awaitJudged(taken) ? chunk.judged : 0;
  return true;
}

function awaitJudged(turn: i32): bool {
  if (isAlone || claim(turn)) return false;
  while (atomic.load<i32>(turnOf(chunk)) != turn) {
    const next = claimed() + 1;
    if (next <= posted()) {
      if (claim(next)) judgeChunk(next);
      continue;
    }
    const before = atomic.load<i32>(turnOf(chunk));
    if (before == turn) return true;
    if (atomic.wait<i32>(turnOf(chunk), before, PATIENCE_NS) != TIMED_OUT) continue;
    isAlone = true;
    return false;
  }
  return true;
}
