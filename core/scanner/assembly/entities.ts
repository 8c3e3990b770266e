// @ts-nocheck: AssemblyScript
import { hashId, Prefix } from "./ids.ts";
import { allocate, allocateZeros, copyRoughly, release } from "./memory.ts";
import { Run } from "./runs.ts";
import { firstPlace, insert, itemAt, newTable, nextPlace, remove, Table } from "./table.ts";
import { clearTail, Tail } from "./tail.ts";

/** Something open. */
@unmanaged
export class Entity {
  hash: u32;
  prefix: Prefix;
  number: u32;
  kind: u32;
  run: Run;
  /** Whether only this scanner knows it; else the reference does. */
  here: u32;
  /** Where it was started. */
  lineNumber: f64;
  offset: f64;
  moment: f64;
  /** A copy of the line that started it, while it is only known here. */
  source: usize;
  sourceLength: u32;
  /** What its start named: the names of these are part of it. */
  host: Entity | null;
  job: Entity | null;
  step: Entity | null;
  /** How many open things that are only known here were started inside. */
  children: u32;
  /** Resources of this host that finished, by status, since the reference was told. */
  ended0: u32;
  ended1: u32;
  ended2: u32;
  previous: usize;
  next: usize;
  tailStart: usize;
  tailLength: u32;
  tailCapacity: u32;
}

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
  entity.kind = kind;
  entity.number = number;
  entity.run = prefix.run;
  insert(entities, changetype<usize>(entity));
  return entity;
}

/** Forgets something open that only the reference knew, or nobody needs. */
export function removeEntity(entity: Entity): void {
  remove(entities, changetype<usize>(entity));
  clearTail(entityTail(entity));
  release(changetype<usize>(entity), offsetof<Entity>());
}

// @inline
export function entityTail(entity: Entity): Tail {
  return changetype<Tail>(changetype<usize>(entity) + offsetof<Entity>("tailStart"));
}

/** Holds something open here: a copy of the line that starts it is kept. */
export function hold(entity: Entity, source: usize, length: u32): void {
  const run = entity.run;
  entity.here = 1;
  entity.source = allocate(length + SLACK);
  entity.sourceLength = length;
  copyRoughly(entity.source, source, <usize> length);
  entity.previous = run.lastOpen;
  const address = changetype<usize>(entity);
  if (run.lastOpen == 0) run.firstOpen = address;
  else changetype<Entity>(run.lastOpen).next = address;
  run.lastOpen = address;
  count(entity, 1);
}

/** Ends that something is held here: it is closed, or the reference has taken it. */
export function letGo(entity: Entity): void {
  const run = entity.run;
  if (entity.previous == 0) run.firstOpen = entity.next;
  else changetype<Entity>(entity.previous).next = entity.next;
  if (entity.next == 0) run.lastOpen = entity.previous;
  else changetype<Entity>(entity.next).previous = entity.previous;
  release(entity.source, entity.sourceLength + SLACK);
  entity.source = 0;
  entity.here = 0;
  count(entity, -1);
}

function count(entity: Entity, by: i32): void {
  const host = entity.host;
  const job = entity.job;
  const step = entity.step;
  if (host != null) host.children += by;
  if (job != null) job.children += by;
  if (step != null) step.children += by;
}

/** The table of what is open, to look at all of it. */
export function openTable(): Table {
  return entities;
}
