// @ts-nocheck: AssemblyScript
import { idLength, idStart, PLACES } from "./correlations.ts";
import { Entity, findEntity } from "./entities.ts";
import { CLOSED, idNumber, isMarked, splitId, UNKNOWN } from "./ids.ts";
import { line } from "./line.ts";
import { findWriter, isWriter, Run, Writer } from "./runs.ts";

/** The keys of `correlation` that name things, in the order of the event table. */
const ID_KINDS: u32 = 5;

/** The bit of what an event starts or finishes itself, where `correlation` names it. */
// @inline
export function ownBit(kind: u32): u32 {
  return kind < ID_KINDS ? <u32> 1 << kind : 0;
}

/** What a `correlation` names. */
@unmanaged
class Resolution {
  /** The key of the `correlation`; 0 where it is to be looked for again. */
  key: u32;
  /** 0 where it is not known. */
  writer: usize;
  /** The kinds whose ids name nothing that is open and were not reported, one bit each. */
  missing: u32;
  /** By kind what is open, or 0. */
  named0: usize;
  named1: usize;
  named2: usize;
  named3: usize;
  named4: usize;
  /** By kind the parts of the id. */
  prefix0: usize;
  prefix1: usize;
  prefix2: usize;
  prefix3: usize;
  prefix4: usize;
  number0: u32;
  number1: u32;
  number2: u32;
  number3: u32;
  number4: u32;
}

const STRIDE: usize = 80;
const RESOLUTIONS: usize = memory.data(65 * 80, 16);

/** The places whose ids are not all of something open, one bit each. */
let doubtful: u64 = 0;

/** What the line at hand names. */
export let resolution: Resolution = at(PLACES);

// @inline
function at(place: u32): Resolution {
  return changetype<Resolution>(RESOLUTIONS + <usize> place * STRIDE);
}

// @inline
function part(resolved: Resolution, first: usize, kind: u32): usize {
  return changetype<usize>(resolved) + first + (<usize> kind << 2);
}

// @inline
export function named(kind: u32): usize {
  return <usize> load<u32>(part(resolution, offsetof<Resolution>("named0"), kind));
}

// @inline
export function openEntity(kind: u32): Entity | null {
  const entity = named(kind);
  return entity == 0 ? null : changetype<Entity>(entity);
}

/** The prefix of an id that the line at hand names; its number is `namedNumber`. */
// @inline
export function namedPrefix(kind: u32): usize {
  return <usize> load<u32>(part(resolution, offsetof<Resolution>("prefix0"), kind));
}

// @inline
export function namedNumber(kind: u32): u32 {
  return load<u32>(part(resolution, offsetof<Resolution>("number0"), kind));
}

/** Whether the line at hand names something of a kind that is not open. */
// @inline
export function isUnknown(kind: u32): bool {
  return (line.correlation.present >> kind & 1) != 0 && named(kind) == 0;
}

/** Looks for what the line at hand names; false where its writer is not known. */
// @inline
export function resolve(): bool {
  resolution = at(line.place);
  return (line.place != PLACES && resolution.key == line.correlation.key) || resolveAnew();
}

function resolveAnew(): bool {
  const correlation = line.correlation;
  const last = resolution.writer;
  resolution.key = 0;
  resolution.writer = 0;
  const runId = line.names + <usize> correlation.runId;
  const runIdLength = <usize> correlation.runIdLength;
  const name = line.names + <usize> correlation.writer;
  const nameLength = <usize> correlation.writerLength;
  const writer =
    last != 0 && isWriter(changetype<Writer>(last), runId, runIdLength, name, nameLength)
      ? changetype<Writer>(last)
      : findWriter(runId, runIdLength, name, nameLength);
  if (writer == null) return false;
  resolution.writer = changetype<usize>(writer);
  resolution.missing = 0;
  for (let kind: u32 = 0; kind < ID_KINDS; kind++) {
    store<u32>(part(resolution, offsetof<Resolution>("named0"), kind), 0);
    if ((correlation.present >> kind & 1) != 0) resolveId(writer.run, kind);
  }
  if (line.place != PLACES) know();
  return true;
}

function resolveId(run: Run, kind: u32): void {
  const prefix = splitId(run, idStart(kind), idLength(kind));
  const number = idNumber;
  store<u32>(
    part(resolution, offsetof<Resolution>("prefix0"), kind),
    <u32> changetype<usize>(prefix),
  );
  store<u32>(part(resolution, offsetof<Resolution>("number0"), kind), number);
  const entity = findEntity(prefix, kind, number);
  if (entity != null) name(kind, entity);
  else if (isMarked(CLOSED, prefix, kind, number) || !isMarked(UNKNOWN, prefix, kind, number)) {
    resolution.missing |= <u32> 1 << kind;
  }
}

function name(kind: u32, entity: Entity): void {
  const address = <u32> changetype<usize>(entity);
  store<u32>(part(resolution, offsetof<Resolution>("named0"), kind), address);
  if (line.place != PLACES) entity.places |= <u32> 1 << (line.place & 31);
}

/** From now on what the line at hand names is known without looking. */
function know(): void {
  resolution.key = line.correlation.key;
  const bit = <u64> 1 << <u64> line.place;
  doubtful &= ~bit;
  for (let kind: u32 = 0; kind < ID_KINDS; kind++) {
    if (isUnknown(kind)) doubtful |= bit;
  }
}

/** Tells that something was opened which the line at hand names. */
export function nameOpened(kind: u32, entity: Entity): void {
  forgetDoubtful();
  name(kind, entity);
  resolution.missing = 0;
  if (line.place != PLACES) know();
}

/** What something is opened for may be what was in doubt. */
function forgetDoubtful(): void {
  while (doubtful != 0) {
    at(<u32> ctz(doubtful)).key = 0;
    doubtful &= doubtful - 1;
  }
}

/** Forgets what is known of places, given one bit each modulo 32. */
export function forgetPlaces(places: u32): void {
  for (; places != 0; places &= places - 1) {
    const place = <u32> ctz(places);
    at(place).key = 0;
    at(place + 32).key = 0;
  }
}

/** Forgets what is known of all. */
export function forgetResolutions(): void {
  for (let place: u32 = 0; place < PLACES; place++) at(place).key = 0;
  doubtful = 0;
}
