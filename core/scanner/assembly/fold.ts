// @ts-nocheck: AssemblyScript
import {
  addEntity,
  Entity,
  entityTail,
  findEntity,
  hold,
  letGo,
  removeEntity,
} from "./entities.ts";
import {
  HOST,
  isFailure,
  kindOf,
  RESOURCE,
  ROLE_FINISH,
  ROLE_OUTPUT,
  ROLE_PLAIN,
  ROLE_START,
  roleOf,
  TOOL,
} from "./event_table.ts";
import { CLOSED, idNumber, isMarked, mark, Prefix, splitId, UNKNOWN } from "./ids.ts";
import { CUSTOM_TYPE, ID_KINDS, idLength, idStart, line } from "./line.ts";
import { countOf, findWriter, foldOf, isWriter, KindFold, Run, runTail, Writer } from "./runs.ts";
import { appendTail } from "./tail.ts";
import { customType } from "./types.ts";

const JOB: u32 = 2;
const COMMAND: u32 = 3;
const STEP: u32 = 4;

/** A line that starts something and is longer is the reference's: it would be kept. */
const MAX_SOURCE_BYTES: usize = 4096;

/** The writer of the last line that was resolved. */
let writer: usize = 0;

/** What `correlation` names, by kind: what is open or 0, and the parts of its id. */
const NAMED: usize = memory.data(5 * 4, 16);
const PREFIXES: usize = memory.data(5 * 4, 16);
const NUMBERS: usize = memory.data(5 * 4, 16);

/** The kinds whose ids in `correlation` name nothing that is open, one bit each. */
let missing: u32 = 0;

/** Whether what the line before names is resolved, and still so. */
let resolved: bool = false;

/** Called where what `correlation` names may have changed. */
export function forgetResolved(): void {
  resolved = false;
}

// @inline
function named(kind: u32): usize {
  return <usize> load<u32>(NAMED + (<usize> kind << 2));
}

/**
 * Takes the event at hand where it is without surprise: the next of its writer,
 * about what is open, changing nothing that is listed. False for any other; then nothing is changed.
 */
export function fold(start: usize, length: usize, lineNumber: f64, offset: f64): bool {
  if ((line.repeated == 0 || !resolved) && !resolve()) return false;
  const from = changetype<Writer>(writer);
  const run = from.run;
  const type = line.type;
  if (line.seq != from.seq + 1 || line.moment < from.moment || run.finished != 0) return false;
  if ((run.types >> <u64> type & 1) == 0) return false;
  const role = roleOf(type);
  if (role == ROLE_OUTPUT) {
    if (missing != 0) return false;
    foldOutput(run);
  } else if (role == ROLE_PLAIN) {
    if (missing != 0) return false;
  } else if (role == ROLE_START) {
    if (!foldStart(run, kindOf(type), start, length, lineNumber, offset)) return false;
  } else if (role != ROLE_FINISH || !foldFinish(run, kindOf(type))) return false;
  from.seq = line.seq;
  from.moment = line.moment;
  if (line.moment > run.latest) run.latest = line.moment;
  const count = countOf(run, type);
  store<u32>(count, load<u32>(count) + 1);
  return true;
}

/** Whether the type of the line at hand was met; from then on its index is the line's. */
export function isMetType(): bool {
  if (line.type != CUSTOM_TYPE) return true;
  const type = customType(line.typeName, line.typeNameLength);
  if (type >= 0) line.type = <u32> type;
  return type >= 0;
}

function resolve(): bool {
  resolved = false;
  const correlation = line.correlation;
  const runId = correlation.runId;
  const runIdLength = correlation.runIdLength;
  const name = correlation.writer;
  const writerLength = correlation.writerLength;
  if (
    writer == 0 ||
    !isWriter(changetype<Writer>(writer), runId, runIdLength, name, writerLength)
  ) {
    const found = findWriter(runId, runIdLength, name, writerLength);
    writer = found == null ? 0 : changetype<usize>(found);
    if (writer == 0) return false;
  }
  missing = 0;
  const run = changetype<Writer>(writer).run;
  for (let kind: u32 = 0; kind < ID_KINDS; kind++) {
    store<u32>(NAMED + (<usize> kind << 2), 0);
    if ((line.correlation.present >> kind & 1) != 0) resolveId(run, kind);
  }
  resolved = true;
  return true;
}

/** The writer of the line at hand. */
export function resolvedWriter(): usize {
  return writer;
}

/** The parts of an id that the line at hand names: the prefix; its number is `resolvedNumber`. */
export function resolvedPrefix(kind: u32): usize {
  return <usize> load<u32>(PREFIXES + (<usize> kind << 2));
}

export function resolvedNumber(kind: u32): u32 {
  return load<u32>(NUMBERS + (<usize> kind << 2));
}

function resolveId(run: Run, kind: u32): void {
  const prefix = splitId(run, idStart(kind), idLength(kind));
  store<u32>(PREFIXES + (<usize> kind << 2), <u32> changetype<usize>(prefix));
  store<u32>(NUMBERS + (<usize> kind << 2), idNumber);
  const entity = findEntity(prefix, kind, idNumber);
  if (entity != null) store<u32>(NAMED + (<usize> kind << 2), <u32> changetype<usize>(entity));
  else if (isMarked(CLOSED, prefix, kind, idNumber) || !isMarked(UNKNOWN, prefix, kind, idNumber)) {
    missing |= <u32> 1 << kind;
  }
}

/** Keeps output with the innermost thing that it came from. */
function foldOutput(run: Run): void {
  let owner = named(COMMAND);
  if (owner == 0) owner = named(STEP);
  if (owner == 0) owner = named(JOB);
  if (owner == 0) owner = named(RESOURCE);
  if (owner == 0) owner = named(HOST);
  const tail = owner == 0 ? runTail(run) : entityTail(changetype<Entity>(owner));
  appendTail(tail, line.output, line.outputLength);
}

/** The bit of what an event starts or finishes itself, where `correlation` names it. */
// @inline
function ownBit(kind: u32): u32 {
  return kind < ID_KINDS ? <u32> 1 << kind : 0;
}

function foldStart(
  run: Run,
  kind: u32,
  start: usize,
  length: usize,
  lineNumber: f64,
  offset: f64,
): bool {
  if ((missing & ~ownBit(kind)) != 0 || length > MAX_SOURCE_BYTES) return false;
  const kindFold = foldOf(run, kind);
  let prefix: Prefix;
  let number: u32;
  if (kind == TOOL) {
    // Without an id a call cannot be paired: it starts nothing.
    if (line.callIdLength == 0) return true;
    prefix = splitId(run, line.callId, line.callIdLength);
    number = idNumber;
    if (findEntity(prefix, kind, number) != null) return false;
  } else {
    if (named(kind) != 0) return false;
    prefix = changetype<Prefix>(<usize> load<u32>(PREFIXES + (<usize> kind << 2)));
    number = load<u32>(NUMBERS + (<usize> kind << 2));
  }
  if (kindFold.counted == 0 || isMarked(CLOSED, prefix, kind, number)) return false;
  // What is unknown now might have a name later.
  if (isUnknown(HOST) || isUnknown(JOB) || isUnknown(STEP)) return false;
  const entity = addEntity(prefix, kind, number);
  entity.lineNumber = lineNumber;
  entity.offset = offset;
  entity.moment = line.moment;
  entity.host = openEntity(HOST);
  entity.job = openEntity(JOB);
  entity.step = openEntity(STEP);
  hold(entity, start, <u32> length);
  kindFold.started++;
  if (kind != TOOL) {
    store<u32>(NAMED + (<usize> kind << 2), <u32> changetype<usize>(entity));
    missing = 0;
  }
  return true;
}

function isUnknown(kind: u32): bool {
  return (line.correlation.present >> kind & 1) != 0 && named(kind) == 0;
}

function openEntity(kind: u32): Entity | null {
  const entity = named(kind);
  return entity == 0 ? null : changetype<Entity>(entity);
}

function foldFinish(run: Run, kind: u32): bool {
  if ((missing & ~ownBit(kind)) != 0) return false;
  let entity: Entity | null;
  if (kind == TOOL) {
    if (line.callIdLength == 0) return true;
    const prefix = splitId(run, line.callId, line.callIdLength);
    entity = findEntity(prefix, kind, idNumber);
  } else entity = openEntity(kind);
  if (entity == null || entity.here == 0) return false;
  const status = line.status;
  const kindFold = foldOf(run, kind);
  if ((kindFold.seen >> status & 1) == 0) return false;
  const failed = isFailure(kind, status);
  if (failed && run.failuresListed == 0) return false;
  const durationMs = line.durationMs < 0
    ? max<f64>(0, line.moment - entity.moment)
    : line.durationMs;
  if (durationMs > kindFold.slowestMs) return false;
  if (failed) run.failures++;
  const ended = changetype<usize>(kindFold) + offsetof<KindFold>("ended0") + (<usize> status << 2);
  store<u32>(ended, load<u32>(ended) + 1);
  if (kind == RESOURCE && named(HOST) != 0) {
    const count = named(HOST) + offsetof<Entity>("ended0") + (<usize> status << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  mark(CLOSED, entity.prefix, kind, entity.number);
  letGo(entity);
  removeEntity(entity);
  resolved = false;
  return true;
}
