// @ts-nocheck: AssemblyScript
import { newlineAt } from "./bytes.ts";
import { prepareEntities } from "./entities.ts";
import { chunk, judgedCount, takeChunk } from "./first_thread.ts";
import { fold, isMetType } from "./fold.ts";
import { prepareIds } from "./ids.ts";
import { PLACE_BYTES } from "./input.ts";
import { JUDGE_BYTES, judgeLine, LINE_BYTES, prepareJudge } from "./judge.ts";
import { line, setLine } from "./line.ts";
import { extend, extendZeros } from "./memory.ts";
import { settleOutput } from "./output.ts";
import { freePlace, makeQueue, queue } from "./queue.ts";
import { prepareRuns } from "./runs.ts";

/** What an address is more than the offset in the file. */
let shift: f64 = 0;
let maxLineBytes: f64 = 0;
let lines: f64 = 0;
let events: f64 = 0;
let sound: bool = false;

/** Room for one line, where lines are judged and folded in turn. */
let single: usize = 0;

/** The lines that were judged and not yet folded. */
let judged: usize = 0;
let judgedEnd: usize = 0;

/** Called once, at the start of a file; gives the address of what a second thread has to know. */
export function start(places: u32, limit: f64): usize {
  maxLineBytes = limit;
  makeQueue(places, PLACE_BYTES);
  single = extend(LINE_BYTES);
  prepareJudge(extendZeros(JUDGE_BYTES), 0);
  prepareIds();
  prepareEntities();
  prepareRuns();
  return changetype<usize>(queue);
}

/** Takes the chunk that was posted first: `scan` goes over it next. Gives its address, or 0 where there is none. */
export function beginChunk(): usize {
  if (!takeChunk()) return 0;
  shift = <f64> chunk.start - chunk.offset;
  judged = chunk.lines;
  judgedEnd = chunk.lines + <usize> judgedCount * LINE_BYTES;
  return chunk.start;
}

/** The address behind the chunk. */
export function chunkEnd(): usize {
  return chunk.end;
}

/** Called when all of the chunk was read. */
export function endChunk(): void {
  settleOutput();
  freePlace();
}

/** At which offset in the file an address lies, in the chunk or in what is carried. */
export function offsetAt(at: usize): f64 {
  return <f64> at - shift;
}

/** Takes what is carried for a line that has no end; gives its address. */
export function beginRest(): usize {
  shift = <f64> queue.carry - (queue.offset - <f64> queue.carried);
  return queue.carry;
}

/** How many lines were taken, the one included that `scan` stopped at. */
export function lineCount(): f64 {
  return lines;
}

/** Counts a line that the scanner did not see. */
export function countLine(): void {
  lines++;
  sound = false;
}

/** How many events were folded. */
export function eventCount(): f64 {
  return events;
}

/** Whether the line that `scan` stopped at is an event without fault. */
export function isSound(): bool {
  return sound;
}

/**
 * Folds the lines from `at` up to `end`, where one ends. Gives the address of
 * the first that is for the reference, or `end`.
 */
export function scan(at: usize, end: usize): usize {
  for (; judged != judgedEnd; at = line.end) {
    lines++;
    setLine(judged);
    judged += LINE_BYTES;
    if (!take(at)) return at;
  }
  setLine(single);
  for (; at < end; at = line.end) {
    lines++;
    judgeLine(at);
    if (!take(at)) return at;
  }
  return end;
}

/** Folds the line at hand, which begins at `at`, where it is without surprise. */
// @inline
function take(at: usize): bool {
  const length = line.end - at;
  sound = line.end != 0 && <f64> length <= maxLineBytes + 1 && isMetType();
  if (!sound || !fold(at, length, lines, <f64> at - shift)) return false;
  events++;
  return true;
}

/** Where the line at `at` ends. */
export function lineEnd(at: usize): usize {
  return newlineAt(at);
}
