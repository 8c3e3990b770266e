// @ts-nocheck: AssemblyScript
import { hashId, Prefix } from "./ids.ts";
import { allocate, allocateZeros, copyRoughly, release } from "./memory.ts";
import { Run } from "./runs.ts";
import { firstPlace, insert, itemAt, newTable, nextPlace, remove, Table } from "./table.ts";
import { dropOutput } from "./output.ts";
import { forgetPlaces } from "./resolution.ts";
import { Tail } from "./tail.ts";

/** Something open, or ended and still needed. */
@unmanaged
export class Entity {
  hash: u32;
  prefix: Prefix;
  number: u32;
  run: Run;
  kind: u8;
  /** Whether it is open and only this scanner knows it; else the reference does. */
  here: u8;
  /** Whether it is in no table any more. */
  ended: u8;
  /** Whether the reference lists retries of it. */
  retried: u8;
  /** How it ended. */
  status: u8;
  /** Where it was started. */
  lineNumber: f64;
  offset: f64;
  moment: f64;
  durationMs: f64;
  /** A copy of the line that started it, while the reference does not know it; else 0. */
  source: usize;
  sourceLength: u32;
  /** What its start named: the names of these are part of it. */
  host: Entity | null;
  job: Entity | null;
  step: Entity | null;
  /** How many things have this one's name as a part of theirs, and are not known to the reference. */
  children: u32;
  /** In how many lists it stands that the reference was not told of. */
  listings: u32;
  /** Resources of this host that finished, by status, since the reference was told. */
  ended0: u32;
  ended1: u32;
  ended2: u32;
  previous: usize;
  next: usize;
  tailStart: usize;
  tailLength: u32;
  tailCapacity: u32;
  tailLatest: u32;
  /** Its entry among the retries, or 0. */
  retry: usize;
  /** One bit for each place, modulo 32, where it is known to be what `correlation` names. */
  places: u32;
}

/** A line that is kept and is longer is the reference's. */
export const MAX_SOURCE_BYTES: usize = 4096;

/** What `copyRoughly` may write behind the end. */
const SLACK: u32 = 16;

let entities: Table = changetype<Table>(0);

/** Called once before anything is read. */
export function prepareEntities(): void {
  entities = newTable();
}

/** What is open and has an id. */
export function findEntity(prefix: Prefix, kind: u32, number: u32): Entity | null {
  const hash = hashId(prefix, kind, number);
  let place = firstPlace(entities, hash);
  while (itemAt(place) != 0) {
    const item = itemAt(place);
    const entity = changetype<Entity>(item);
    if (entity.prefix == prefix && entity.kind == kind && entity.number == number) return entity;
    place = nextPlace(entities, place);
  }
  return null;
}

/** Opens what is not open. */
export function addEntity(prefix: Prefix, kind: u32, number: u32): Entity {
  const entity = changetype<Entity>(allocateZeros(offsetof<Entity>()));
  entity.hash = hashId(prefix, kind, number);
  entity.prefix = prefix;
  entity.kind = <u8> kind;
  entity.number = number;
  entity.run = prefix.run;
  insert(entities, changetype<usize>(entity));
  return entity;
}

/** Ends that something is open; it is forgotten as soon as nothing needs it. */
export function endEntity(entity: Entity): void {
  remove(entities, changetype<usize>(entity));
  forgetPlaces(entity.places);
  if (entity.here != 0) unlink(entity);
  entity.ended = 1;
  forgetUnneeded(entity);
}

// @inline
export function entityTail(entity: Entity): Tail {
  return changetype<Tail>(changetype<usize>(entity) + offsetof<Entity>("tailStart"));
}

/** Copies text, with room for loads that go over its end. */
export function copySource(source: usize, length: usize): usize {
  const copy = allocate(<u32> length + SLACK);
  copyRoughly(copy, source, length);
  return copy;
}

/** Gives back what `copySource` gave. */
export function releaseSource(source: usize, length: u32): void {
  release(source, length + SLACK);
}

/** Holds something open here: a copy of the line that starts it is kept. */
export function hold(entity: Entity, source: usize, length: u32): void {
  const run = entity.run;
  entity.here = 1;
  entity.source = copySource(source, <usize> length);
  entity.sourceLength = length;
  entity.previous = run.lastOpen;
  const address = changetype<usize>(entity);
  if (run.lastOpen == 0) run.firstOpen = address;
  else changetype<Entity>(run.lastOpen).next = address;
  run.lastOpen = address;
  const host = entity.host;
  const job = entity.job;
  const step = entity.step;
  if (host != null) host.children++;
  if (job != null) job.children++;
  if (step != null) step.children++;
}

/** Ends that something open is held here: the reference has taken it. */
export function letGo(entity: Entity): void {
  unlink(entity);
  dropSource(entity);
}

/** Takes something out of what only this scanner holds open. */
function unlink(entity: Entity): void {
  const run = entity.run;
  if (entity.previous == 0) run.firstOpen = entity.next;
  else changetype<Entity>(entity.previous).next = entity.next;
  if (entity.next == 0) run.lastOpen = entity.previous;
  else changetype<Entity>(entity.next).previous = entity.previous;
  entity.here = 0;
}

/** Forgets the line that started something, and whose names are part of it. */
function dropSource(entity: Entity): void {
  releaseSource(entity.source, entity.sourceLength);
  entity.source = 0;
  const host = entity.host;
  const job = entity.job;
  const step = entity.step;
  entity.host = null;
  entity.job = null;
  entity.step = null;
  if (host != null) dropChild(host);
  if (job != null) dropChild(job);
  if (step != null) dropChild(step);
}

function dropChild(parent: Entity): void {
  parent.children--;
  forgetUnneeded(parent);
}

/** Takes something out of a list. */
export function dropListing(entity: Entity): void {
  entity.listings--;
  forgetUnneeded(entity);
}

function forgetUnneeded(entity: Entity): void {
  if (entity.ended == 0 || entity.listings != 0 || entity.children != 0) return;
  if (entity.source != 0) dropSource(entity);
  dropOutput(entityTail(entity));
  release(changetype<usize>(entity), offsetof<Entity>());
}

/** The table of what is open, to look at all of it. */
export function openTable(): Table {
  return entities;
}
