// @ts-nocheck: AssemblyScript
import { FOLLOWERS_BYTES, prepareFollowers, readAnyOrder } from "./any_order.ts";
import { newlineAt } from "./bytes.ts";
import {
  CORRELATIONS_BYTES,
  HEAD_BYTES,
  ownCorrelation,
  prepareCorrelations,
} from "./correlations.ts";
import { Line, line, setLine } from "./line.ts";
import { prepareSlots, SLOTS_BYTES } from "./slots.ts";
import { KNOWN_BYTES, prepareTimestamps } from "./timestamp.ts";
import { readWireOrder } from "./wire_order.ts";

/** What judging takes. */
export const JUDGE_BYTES: usize = SLOTS_BYTES + KNOWN_BYTES + FOLLOWERS_BYTES +
  CORRELATIONS_BYTES;

const OWN_CORRELATION: usize = (offsetof<Line>() + 15) & ~15;

/** What a judged line takes. */
export const LINE_BYTES: usize = OWN_CORRELATION + HEAD_BYTES;

/** Called once in each thread, with room for `JUDGE_BYTES` of zeros and the thread's number, 0 or 1. */
export function prepareJudge(room: usize, thread: u32): void {
  prepareSlots(room);
  prepareTimestamps(room + SLOTS_BYTES);
  prepareFollowers(room + SLOTS_BYTES + KNOWN_BYTES);
  prepareCorrelations(room + SLOTS_BYTES + KNOWN_BYTES + FOLLOWERS_BYTES, thread);
}

/** Judges the line at `at`, by its bytes alone, into the line at hand. */
// @inline
export function judgeLine(at: usize): void {
  const end = readWireOrder(at);
  line.end = end == 0 ? readAnyOrder(at) : end;
}

/** Judges lines from `at` up to `end` into room for at most `limit`; gives how many. */
export function judge(at: usize, end: usize, room: usize, limit: u32): u32 {
  let count: u32 = 0;
  for (; at < end && count < limit; count++) {
    setLine(room + <usize> count * LINE_BYTES);
    judgeLine(at);
    if (line.end == 0) at = newlineAt(at) + 1;
    else {
      ownCorrelation(changetype<usize>(line) + OWN_CORRELATION);
      at = line.end;
    }
  }
  return count;
}
