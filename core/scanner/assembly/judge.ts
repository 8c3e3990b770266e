// @ts-nocheck: AssemblyScript
import { readAnyOrder } from "./any_order.ts";
import { newlineAt } from "./bytes.ts";
import { line, LINE_BYTES, setLine } from "./line.ts";
import { prepareSlots, SLOTS_BYTES } from "./slots.ts";
import { KNOWN_BYTES, prepareTimestamps } from "./timestamp.ts";
import {
  CORRELATION_BYTES,
  forgetCorrelation,
  prepareCorrelation,
  readWireOrder,
} from "./wire_order.ts";

/** What judging takes: each thread has its own. */
export const JUDGE_BYTES: usize = SLOTS_BYTES + KNOWN_BYTES + CORRELATION_BYTES;

/** Called once in each thread before anything is judged, with room for `JUDGE_BYTES`. */
export function prepareJudge(room: usize): void {
  prepareSlots(room);
  prepareTimestamps(room + SLOTS_BYTES);
  prepareCorrelation(room + SLOTS_BYTES + KNOWN_BYTES);
}

/** Judges the line at `at` into the line at hand: by its bytes alone. */
// @inline
export function judgeLine(at: usize): void {
  let end = readWireOrder(at);
  if (end == 0) {
    forgetCorrelation();
    end = readAnyOrder(at);
  }
  line.end = end;
}

/** Judges lines from `at` up to `end` into room for at most `limit`; gives how many. */
export function judge(at: usize, end: usize, room: usize, limit: u32): u32 {
  forgetCorrelation();
  let count: u32 = 0;
  while (at < end && count < limit) {
    setLine(room + <usize> count * LINE_BYTES);
    judgeLine(at);
    at = line.end == 0 ? newlineAt(at) + 1 : line.end;
    count++;
  }
  return count;
}
