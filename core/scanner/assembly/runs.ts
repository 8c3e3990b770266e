// @ts-nocheck: AssemblyScript
import { equalBytes, hashBytes } from "./bytes.ts";
import { KINDS } from "./event_table.ts";
import { allocate, allocateZeros } from "./memory.ts";
import { firstPlace, insert, itemAt, newTable, nextPlace, Table } from "./table.ts";
import { Tail } from "./tail.ts";

/** How things of one kind ended in a run. */
@unmanaged
export class KindFold {
  /** The slowest, and how many there are; 0 where the reference has none either. */
  slowest: usize;
  ranked: u32;
  /** Whether the summary counts the kind already. */
  counted: u32;
  /** Started here and not handed over. */
  started: u32;
  /** One bit for each way to end that occurred. */
  seen: u32;
  ended0: u32;
  ended1: u32;
  ended2: u32;
  ended3: u32;
  ended4: u32;
  ended5: u32;
}

/** What was folded of one run. The rest of it is with the reference. */
@unmanaged
export class Run {
  hash: u32;
  id: usize;
  idLength: usize;
  /** One bit for each type that occurred: the first event of a type is the reference's. */
  types: u64;
  latest: f64;
  failures: u32;
  retries: u32;
  /** Hosts that were started and finished since the reference was told. */
  hosts: u32;
  /** How many entries its lists have here. */
  entries: u32;
  /** How many are listed, here and by the reference. */
  failuresListed: u32;
  retriesListed: u32;
  failuresFirst: usize;
  failuresLast: usize;
  retriesFirst: usize;
  retriesLast: usize;
  hostsFirst: usize;
  hostsLast: usize;
  finished: u32;
  /** What this scanner holds open, the oldest first. */
  firstOpen: usize;
  lastOpen: usize;
  /** The prefix of the last id. */
  prefix: usize;
  /** The page of ids that was added last, or 0. */
  lastPage: usize;
  /** What was marked before it ended: a sorted row, and how long it is. */
  packed: usize;
  packedCount: u32;
  tailStart: usize;
  tailLength: u32;
  tailCapacity: u32;
  tailLatest: u32;
}

/** The sequence of one writer of a run. */
@unmanaged
export class Writer {
  hash: u32;
  run: Run;
  name: usize;
  nameLength: usize;
  /** The last timestamp. */
  moment: f64;
  /** The highest number. */
  seq: u64;
}

const MAX_TYPES: u32 = 64;

const RUN_BYTES: u32 = offsetof<Run>();
const COUNTS: u32 = (RUN_BYTES + 7) & ~7;
const FOLDS: u32 = COUNTS + MAX_TYPES * 4;

let runs: Table = changetype<Table>(0);
let writers: Table = changetype<Table>(0);

/** Called once before anything is read. */
export function prepareRuns(): void {
  runs = newTable();
  writers = newTable();
}

// @inline
export function countOf(run: Run, type: u32): usize {
  return changetype<usize>(run) + <usize> (COUNTS + type * 4);
}

// @inline
export function foldOf(run: Run, kind: u32): KindFold {
  return changetype<KindFold>(
    changetype<usize>(run) + <usize> (FOLDS + kind * offsetof<KindFold>()),
  );
}

// @inline
export function runTail(run: Run): Tail {
  return changetype<Tail>(changetype<usize>(run) + offsetof<Run>("tailStart"));
}

function findRun(id: usize, length: usize, hash: u32): Run | null {
  let place = firstPlace(runs, hash);
  while (itemAt(place) != 0) {
    const item = itemAt(place);
    const run = changetype<Run>(item);
    if (run.hash == hash && run.idLength == length && equalBytes(run.id, id, length)) return run;
    place = nextPlace(runs, place);
  }
  return null;
}

function addRun(id: usize, length: usize, hash: u32): Run {
  const run = changetype<Run>(allocateZeros(FOLDS + KINDS * offsetof<KindFold>()));
  run.hash = hash;
  run.id = copyOf(id, length);
  run.idLength = length;
  run.latest = -Infinity;
  insert(runs, changetype<usize>(run));
  return run;
}

/** Copies bytes to a place of their own, where they stay. */
export function copyOf(from: usize, length: usize): usize {
  const copy = allocate(<u32> length + 16);
  memory.copy(copy, from, length);
  return copy;
}

/** The sequence of a writer, or null where it is not known here. */
export function findWriter(
  runId: usize,
  runIdLength: usize,
  name: usize,
  nameLength: usize,
): Writer | null {
  const hash = hashBytes(runId, runIdLength) ^ hashBytes(name, nameLength);
  let place = firstPlace(writers, hash);
  while (itemAt(place) != 0) {
    const item = itemAt(place);
    const writer = changetype<Writer>(item);
    if (writer.hash == hash && isWriter(writer, runId, runIdLength, name, nameLength)) {
      return writer;
    }
    place = nextPlace(writers, place);
  }
  return null;
}

/** Whether a writer is the one that is named. */
export function isWriter(
  writer: Writer,
  runId: usize,
  runIdLength: usize,
  name: usize,
  nameLength: usize,
): bool {
  const run = writer.run;
  return run.idLength == runIdLength && writer.nameLength == nameLength &&
    equalBytes(run.id, runId, runIdLength) && equalBytes(writer.name, name, nameLength);
}

/** The sequence of a writer, added where it is not known. */
export function writerOf(
  runId: usize,
  runIdLength: usize,
  name: usize,
  nameLength: usize,
): Writer {
  const known = findWriter(runId, runIdLength, name, nameLength);
  if (known != null) return known;
  const runHash = hashBytes(runId, runIdLength);
  const writer = changetype<Writer>(allocateZeros(offsetof<Writer>()));
  writer.hash = runHash ^ hashBytes(name, nameLength);
  const run = findRun(runId, runIdLength, runHash);
  writer.run = run == null ? addRun(runId, runIdLength, runHash) : run;
  writer.name = copyOf(name, nameLength);
  writer.nameLength = nameLength;
  writer.moment = -Infinity;
  insert(writers, changetype<usize>(writer));
  return writer;
}
