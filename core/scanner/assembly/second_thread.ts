// @ts-nocheck: AssemblyScript
import { beginInput, roomBytes, takeInput } from "./input.ts";
import { prepareJudge } from "./judge.ts";
import {
  claim,
  claimed,
  FIRST_THREAD,
  isQueueFull,
  judgeChunk,
  posted,
  Queue,
  queue,
  SECOND_CHANGES,
  SECOND_THREAD,
  shared,
  takeQueue,
} from "./queue.ts";

/** Reads bytes of the file to an address; gives how many, 0 at its end, below 0 where it cannot. */
declare function read(at: usize, bytes: u32, offset: f64): i32;

/** What becomes of the second thread: it starts, it can read too, it only judges, it is asked to end, it is gone. */
const STARTS: i32 = 0;
export const READS: i32 = 1;
const JUDGES: i32 = 2;
const ENDS: i32 = 3;
export const GONE: i32 = 4;

/** Half of a place: what is read is still in the processor's cache when it is judged. */
const PIECE_BYTES: u32 = 512 * 1024;

/** A thread that is woken may take the processor of the one that wakes it: this one wakes by itself. */
const SHORTEST_NAP_NS: i64 = 20_000;
const LONGEST_NAP_NS: i64 = 2_000_000;

// @inline
function state(): usize {
  return shared(offsetof<Queue>("state"));
}

/** Asks the second thread to end. */
export function endSecond(): void {
  atomic.store<i32>(state(), ENDS);
}

/** What the second thread does: it reads what there is room for and judges what waits, until it is asked to end. */
export function serve(at: usize): void {
  takeQueue(at);
  prepareJudge(queue.judgeRoom, 1);
  if (atomic.cmpxchg<i32>(state(), STARTS, READS) != STARTS) return;
  let napNs = SHORTEST_NAP_NS;
  while (atomic.load<i32>(state()) != ENDS) {
    const waiting = posted() - claimed();
    // Some wait for whichever thread is free first.
    const works = <u32> waiting * 2 < queue.places && readPiece() ||
      waiting > 0 && judgeNext();
    if (works) napNs = SHORTEST_NAP_NS;
    else {
      atomic.wait<i32>(shared(offsetof<Queue>("claimed")), claimed(), napNs);
      napNs = min(napNs * 2, LONGEST_NAP_NS);
    }
  }
}

/** Called when the second thread ends, however that comes. */
export function leave(): void {
  atomic.store<i32>(state(), GONE);
  giveBack();
}

function giveBack(): void {
  atomic.store<i32>(shared(offsetof<Queue>("reader")), FIRST_THREAD);
  atomic.notify(shared(offsetof<Queue>("posted")), 1);
}

function judgeNext(): bool {
  const next = claimed() + 1;
  if (next > posted() || !claim(next)) return false;
  judgeChunk(next);
  return true;
}

/** At the end of the file, on a failure and on a long line the first thread reads on: it knows what to do. */
function readPiece(): bool {
  if (isQueueFull() || !beginChange()) return false;
  const at = beginInput();
  const bytes = min(PIECE_BYTES, roomBytes());
  const offset = queue.offset;
  endChange();
  const count = read(at, bytes, offset);
  // Where that took too long, the first thread reads.
  if (!beginChange()) return false;
  if (count > 0) takeInput(<u32> count);
  if (count < 0) atomic.cmpxchg<i32>(state(), READS, JUDGES);
  if (count <= 0 || roomBytes() == 0) giveBack();
  else endChange();
  return count > 0;
}

function beginChange(): bool {
  const field = shared(offsetof<Queue>("reader"));
  return atomic.cmpxchg<i32>(field, SECOND_THREAD, SECOND_CHANGES) == SECOND_THREAD;
}

function endChange(): void {
  atomic.store<i32>(shared(offsetof<Queue>("reader")), SECOND_THREAD);
}
