// @ts-nocheck: AssemblyScript
import { equalBytes, hashBytes } from "./bytes.ts";
import { allocateZeros } from "./memory.ts";
import { copyOf, Run } from "./runs.ts";
import { firstPlace, insert, itemAt, newTable, nextPlace, Table } from "./table.ts";

/** What the ids of a run begin with, up to a number at their end. */
@unmanaged
export class Prefix {
  hash: u32;
  run: Run;
  start: usize;
  length: usize;
}

/** Bits for the ids that share a prefix and all but the last digits of their number. */
@unmanaged
class Page {
  hash: u32;
  prefix: Prefix;
  kind: u32;
  index: u32;
  closed: u64;
  unknown: u64;
}

/** Bits of a plane. Few, because the numbers of some ids are random: then a page holds one. */
const PAGE_IDS: u32 = 64;

/** The planes of a page: what an id is marked as. */
export const CLOSED: u32 = 0;
export const UNKNOWN: u32 = 1;

const MAX_DIGITS: usize = 9;

let prefixes: Table = changetype<Table>(0);
let pages: Table = changetype<Table>(0);

/** Called once before anything is read. */
export function prepareIds(): void {
  prefixes = newTable();
  pages = newTable();
}

/** The number at the end of the id that was split last; 0 where it has none. */
export let idNumber: u32 = 0;

/** Splits an id into a prefix and a number without leading zeros, of which it consists. */
export function splitId(run: Run, id: usize, length: usize): Prefix {
  if (run.prefix != 0) {
    const last = changetype<Prefix>(run.prefix);
    if (takeNumber(last, id, length)) return last;
  }
  const prefix = prefixOf(run, id, numberStart(id, length) - id);
  takeNumber(prefix, id, length);
  run.prefix = changetype<usize>(prefix);
  return prefix;
}

/** Takes the id's number where the id has the prefix and splits behind it. */
function takeNumber(prefix: Prefix, id: usize, length: usize): bool {
  if (length < prefix.length || !equalBytes(id, prefix.start, prefix.length)) return false;
  const start = id + prefix.length;
  const end = id + length;
  idNumber = 0;
  if (start == end) return numberStart(id, length) == end;
  if (end - start > MAX_DIGITS || load<u8>(start) == 0x30) return false;
  // Behind a digit the number might begin earlier.
  if (prefix.length > 0 && isDigit(start - 1) && numberStart(id, length) != start) return false;
  for (let at = start; at < end; at++) {
    if (!isDigit(at)) return false;
    idNumber = idNumber * 10 + load<u8>(at) - 0x30;
  }
  return true;
}

function numberStart(id: usize, length: usize): usize {
  const end = id + length;
  let start = end;
  while (start > id && end - start < MAX_DIGITS && isDigit(start - 1)) start--;
  while (start < end && load<u8>(start) == 0x30) start++;
  return start;
}

// @inline
function isDigit(at: usize): bool {
  return <u32> load<u8>(at) - 0x30 <= 9;
}

function prefixOf(run: Run, start: usize, length: usize): Prefix {
  const hash = hashBytes(start, length) ^ run.hash;
  let place = firstPlace(prefixes, hash);
  while (itemAt(place) != 0) {
    const item = itemAt(place);
    const prefix = changetype<Prefix>(item);
    if (
      prefix.hash == hash && prefix.run == run && prefix.length == length &&
      equalBytes(prefix.start, start, length)
    ) {
      return prefix;
    }
    place = nextPlace(prefixes, place);
  }
  const prefix = changetype<Prefix>(allocateZeros(offsetof<Prefix>()));
  prefix.hash = hash;
  prefix.run = run;
  prefix.start = copyOf(start, length);
  prefix.length = length;
  insert(prefixes, changetype<usize>(prefix));
  return prefix;
}

/** A hash of an id that was split. */
// @inline
export function hashId(prefix: Prefix, kind: u32, number: u32): u32 {
  const mixed = (<u64> number << 3 | kind) * 0x9e3779b97f4a7c15 ^
    <u64> changetype<usize>(prefix) * 0xbf58476d1ce4e5b9;
  return <u32> (mixed >> 32);
}

function findPage(prefix: Prefix, kind: u32, index: u32, hash: u32): Page | null {
  let place = firstPlace(pages, hash);
  while (itemAt(place) != 0) {
    const page = changetype<Page>(itemAt(place));
    if (page.prefix == prefix && page.kind == kind && page.index == index) return page;
    place = nextPlace(pages, place);
  }
  return null;
}

/** Whether an id was marked. */
export function isMarked(plane: u32, prefix: Prefix, kind: u32, number: u32): bool {
  const index = number / PAGE_IDS;
  const page = findPage(prefix, kind, index, hashId(prefix, kind, index));
  if (page == null) return false;
  const bits = plane == CLOSED ? page.closed : page.unknown;
  return (bits & bitOf(number)) != 0;
}

/** Marks an id, for good. */
export function mark(plane: u32, prefix: Prefix, kind: u32, number: u32): void {
  const index = number / PAGE_IDS;
  const hash = hashId(prefix, kind, index);
  const found = findPage(prefix, kind, index, hash);
  const page = found == null ? addPage(prefix, kind, index, hash) : found;
  if (plane == CLOSED) page.closed |= bitOf(number);
  else page.unknown |= bitOf(number);
}

function addPage(prefix: Prefix, kind: u32, index: u32, hash: u32): Page {
  const page = changetype<Page>(allocateZeros(offsetof<Page>()));
  page.hash = hash;
  page.prefix = prefix;
  page.kind = kind;
  page.index = index;
  insert(pages, changetype<usize>(page));
  return page;
}

// @inline
function bitOf(number: u32): u64 {
  return <u64> 1 << <u64> (number % PAGE_IDS);
}
