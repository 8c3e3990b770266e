// @ts-nocheck: AssemblyScript
import { newlineAt } from "./bytes.ts";
import {
  addEntity,
  endEntity,
  Entity,
  entityTail,
  findEntity,
  letGo,
  openTable,
  prepareEntities,
} from "./entities.ts";
import { fold, isMetType } from "./fold.ts";
import { CLOSED, idNumber, isMarked, mark, Prefix, prepareIds, splitId, UNKNOWN } from "./ids.ts";
import { chunk, judgedCount, lendReading, takeChunk } from "./first_thread.ts";
import {
  beginInput,
  carriedBytes,
  INPUT_BYTES,
  inputOffset,
  passInput,
  PLACE_BYTES,
  roomBytes,
  takeInput,
} from "./input.ts";
import { JUDGE_BYTES, judgeLine, LINE_BYTES, prepareJudge } from "./judge.ts";
import { line, setLine } from "./line.ts";
import { allocate, extend, extendZeros, release } from "./memory.ts";
import {
  addSlow,
  clearSlowest,
  dropFirst,
  dropSlow,
  Entry,
  haveRoom,
  listOf,
  slowAt,
  wantNoSummary,
} from "./lists.ts";
import { dropOutput, settleOutput, settleTail } from "./output.ts";
import { forgetResolutions, namedNumber, namedPrefix, resolution } from "./resolution.ts";
import { countOf, foldOf, KindFold, prepareRuns, Run, runTail, Writer, writerOf } from "./runs.ts";
import { freePlace, isQueueFull, makeQueue, queue } from "./queue.ts";
import { endSecond, leave, serve } from "./second_thread.ts";
import { itemAt } from "./table.ts";
import { Tail } from "./tail.ts";
import { addType } from "./types.ts";

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

export { beginInput, carriedBytes, inputOffset, passInput, roomBytes, takeInput };
export { endSecond, isQueueFull, leave, lendReading, serve };

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

let scratch: usize = 0;
let scratchBytes: u32 = 0;

/** Room for text to hand in. */
export function scratchOf(bytes: u32): usize {
  if (bytes + 16 > scratchBytes) {
    if (scratchBytes != 0) release(scratch, scratchBytes);
    scratchBytes = bytes + 16;
    scratch = allocate(scratchBytes);
  }
  return scratch;
}

/** The writer of the sound line that `scan` stopped at; 0 where it is not known. */
export function foundWriter(): usize {
  return sound ? resolution.writer : 0;
}

/** The writer whose run and name lie in the scratch, one behind the other; added where it is not known. */
export function addWriter(runIdLength: u32, nameLength: u32): usize {
  return changetype<usize>(writerOf(scratch, runIdLength, scratch + runIdLength, nameLength));
}

export function runOf(writer: usize): usize {
  return changetype<usize>(changetype<Writer>(writer).run);
}

export function writerSeq(writer: usize): f64 {
  return <f64> changetype<Writer>(writer).seq;
}

export function writerMoment(writer: usize): f64 {
  return changetype<Writer>(writer).moment;
}

export function setWriter(writer: usize, seq: f64, moment: f64): void {
  changetype<Writer>(writer).seq = <u64> seq;
  changetype<Writer>(writer).moment = moment;
}

/** Ends that events of a run are folded. */
export function finishRun(run: usize): void {
  changetype<Run>(run).finished = 1;
}

/** Lets events of the type in the scratch be folded; gives its index, or -1 where there are too many. */
export function seeType(run: usize, length: u32): i32 {
  const type = addType(scratch, length);
  if (type >= 0) changetype<Run>(run).types |= <u64> 1 << <u64> type;
  return type;
}

/** Lets starts of a kind be folded, and ends of it that occurred before, one bit each. */
export function seeKind(run: usize, kind: u32, seen: u32): void {
  const kindFold = foldOf(changetype<Run>(run), kind);
  kindFold.counted = 1;
  kindFold.seen = seen;
}

/** Tells the slowest of a kind: none of them yet, `seeSlow` adds each. */
export function seeSlowest(run: usize, kind: u32): void {
  clearSlowest(foldOf(changetype<Run>(run), kind));
}

export function seeSlow(run: usize, kind: u32, durationMs: f64): void {
  addSlow(foldOf(changetype<Run>(run), kind), durationMs);
}

/** Tells how much the reference lists, to which the lists here add. */
export function seeListed(run: usize, failures: u32, retries: u32): void {
  changetype<Run>(run).failuresListed = failures;
  changetype<Run>(run).retriesListed = retries;
}

/** Ends before it begins that things are listed and output is kept. */
export function keepNoSummary(): void {
  wantNoSummary();
}

/** How many hosts were started and finished here since this was asked. */
export function takeHosts(run: usize): u32 {
  const hosts = changetype<Run>(run).hosts;
  changetype<Run>(run).hosts = 0;
  return hosts;
}

/** Whether the lists of a run have entries. */
export function hasEntries(run: usize): bool {
  return changetype<Run>(run).entries != 0;
}

/** The first entry of a list, or 0. */
export function firstEntry(run: usize, list: u32): usize {
  return listOf(changetype<Run>(run), list).first;
}

export function dropEntry(run: usize, list: u32): void {
  dropFirst(changetype<Run>(run), list);
}

export function entryThing(entry: usize): usize {
  return changetype<usize>(changetype<Entry>(entry).thing);
}

export function entryStart(entry: usize): usize {
  return changetype<Entry>(entry).source;
}

export function entryLength(entry: usize): u32 {
  return changetype<Entry>(entry).sourceLength;
}

/** The last line of an entry, where it is another than the first; else 0. */
export function lastStart(entry: usize): usize {
  return changetype<Entry>(entry).last;
}

export function lastLength(entry: usize): u32 {
  return changetype<Entry>(entry).lastLength;
}

export function entryCount(entry: usize): u32 {
  return changetype<Entry>(entry).count;
}

/** What stands at a place among the slowest of a kind and the reference was not told of, or 0. */
export function slowThing(run: usize, kind: u32, index: u32): usize {
  const kindFold = foldOf(changetype<Run>(run), kind);
  return index < kindFold.ranked ? slowAt(kindFold, index) : 0;
}

export function dropSlowThing(run: usize, kind: u32, index: u32): void {
  dropSlow(foldOf(changetype<Run>(run), kind), index);
}

/** Whether the lists are full, so that all of them are to be taken. */
export function isFull(): bool {
  return !haveRoom();
}

export function retryCount(run: usize): u32 {
  return changetype<Run>(run).retries;
}

export function statusOf(thing: usize): u32 {
  return changetype<Entity>(thing).status;
}

export function durationOf(thing: usize): f64 {
  return changetype<Entity>(thing).durationMs;
}

/** Whether something stands in lists that the reference was not told of. */
export function isListed(thing: usize): bool {
  return changetype<Entity>(thing).listings != 0;
}

/** What something was started inside of, by kind: 0 where there is nothing. */
export function hostOf(thing: usize): usize {
  return changetype<usize>(changetype<Entity>(thing).host);
}

export function jobOf(thing: usize): usize {
  return changetype<usize>(changetype<Entity>(thing).job);
}

export function stepOf(thing: usize): usize {
  return changetype<usize>(changetype<Entity>(thing).step);
}

export function typeCount(run: usize, type: u32): u32 {
  return load<u32>(countOf(changetype<Run>(run), type));
}

export function latest(run: usize): f64 {
  return changetype<Run>(run).latest;
}

export function failureCount(run: usize): u32 {
  return changetype<Run>(run).failures;
}

export function startedCount(run: usize, kind: u32): u32 {
  return foldOf(changetype<Run>(run), kind).started;
}

export function endedCount(run: usize, kind: u32, status: u32): u32 {
  const kindFold = changetype<usize>(foldOf(changetype<Run>(run), kind));
  return load<u32>(kindFold + offsetof<KindFold>("ended0") + (<usize> status << 2));
}

let prefix: usize = 0;
let number: u32 = 0;

/** Looks for what is open and has the id in the scratch; 0 where there is nothing. */
export function openThing(run: usize, kind: u32, length: u32): usize {
  const found = splitId(changetype<Run>(run), scratch, length);
  prefix = changetype<usize>(found);
  number = idNumber;
  const entity = findEntity(found, kind, number);
  return entity == null ? 0 : changetype<usize>(entity);
}

/** As `openThing`, for what `correlation` names in the sound line that `scan` stopped at. */
export function openNamed(kind: u32): usize {
  prefix = namedPrefix(kind);
  number = namedNumber(kind);
  const entity = findEntity(changetype<Prefix>(prefix), kind, number);
  return entity == null ? 0 : changetype<usize>(entity);
}

/** Whether the id that was looked for last is of something closed. */
export function isClosed(kind: u32): bool {
  return isMarked(CLOSED, changetype<Prefix>(prefix), kind, number);
}

/** Tells that the reference has opened the id that was looked for last. */
export function markOpen(kind: u32): void {
  addEntity(changetype<Prefix>(prefix), kind, number);
  forgetResolutions();
}

/** Tells that the reference has closed the id that was looked for last. */
export function markClosed(kind: u32): void {
  const found = findEntity(changetype<Prefix>(prefix), kind, number);
  if (found != null) endEntity(found);
  mark(CLOSED, changetype<Prefix>(prefix), kind, number);
  forgetResolutions();
}

/** Tells that the reference has reported the id that was looked for last as unknown. */
export function markUnknown(kind: u32): void {
  mark(UNKNOWN, changetype<Prefix>(prefix), kind, number);
  forgetResolutions();
}

export function isHere(thing: usize): bool {
  return changetype<Entity>(thing).here != 0;
}

export function hasChildren(thing: usize): bool {
  return changetype<Entity>(thing).children != 0;
}

/** Whether something was started inside another. */
export function isInside(thing: usize, parent: usize): bool {
  const entity = changetype<Entity>(thing);
  const other = changetype<Entity>(parent);
  return entity.host == other || entity.job == other || entity.step == other;
}

/** The first that only the scanner holds open, or 0. */
export function firstHere(run: usize): usize {
  return changetype<Run>(run).firstOpen;
}

export function nextHere(thing: usize): usize {
  return changetype<Entity>(thing).next;
}

export function sourceStart(thing: usize): usize {
  return changetype<Entity>(thing).source;
}

export function sourceLength(thing: usize): u32 {
  return changetype<Entity>(thing).sourceLength;
}

export function lineNumberOf(thing: usize): f64 {
  return changetype<Entity>(thing).lineNumber;
}

export function offsetOf(thing: usize): f64 {
  return changetype<Entity>(thing).offset;
}

/** Tells that the reference has taken something over that only the scanner held open. */
export function handOver(thing: usize): void {
  const entity = changetype<Entity>(thing);
  foldOf(entity.run, entity.kind).started--;
  letGo(entity);
}

export function kindOfThing(thing: usize): u32 {
  return changetype<Entity>(thing).kind;
}

export function runOfThing(thing: usize): usize {
  return changetype<usize>(changetype<Entity>(thing).run);
}

export function prefixStart(thing: usize): usize {
  return changetype<Entity>(thing).prefix.start;
}

export function prefixLength(thing: usize): u32 {
  return <u32> changetype<Entity>(thing).prefix.length;
}

export function numberOf(thing: usize): u32 {
  return changetype<Entity>(thing).number;
}

/** How many resources of a host ended with a status since this was asked; it begins anew. */
export function takeEnded(thing: usize, status: u32): u32 {
  const at = thing + offsetof<Entity>("ended0") + (<usize> status << 2);
  const count = load<u32>(at);
  store<u32>(at, 0);
  return count;
}

export function tailOf(thing: usize): usize {
  return changetype<usize>(entityTail(changetype<Entity>(thing)));
}

export function tailOfRun(run: usize): usize {
  return changetype<usize>(runTail(changetype<Run>(run)));
}

export function tailStart(tail: usize): usize {
  return changetype<Tail>(tail).start;
}

export function tailLength(tail: usize): u32 {
  settleTail(changetype<Tail>(tail));
  return changetype<Tail>(tail).length;
}

export function emptyTail(tail: usize): void {
  dropOutput(changetype<Tail>(tail));
}

/** The next thing that is open at or behind an index of the table; its index is one less than `nextIndex`. */
export function openAt(index: u32): usize {
  const table = openTable();
  for (; index < table.capacity; index++) {
    const item = itemAt(table.places + (<usize> index << 2));
    if (item == 0) continue;
    following = index + 1;
    return item;
  }
  return 0;
}

let following: u32 = 0;

export function nextIndex(): u32 {
  return following;
}
