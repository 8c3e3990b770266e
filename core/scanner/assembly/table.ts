// @ts-nocheck: AssemblyScript
import { allocateZeros, release } from "./memory.ts";

/** What a table holds begins with its hash. */
@unmanaged
class Hashed {
  hash: u32;
}

/** A hash table of addresses: open, probed in steps of one. */
@unmanaged
export class Table {
  places: usize;
  capacity: u32;
  count: u32;
}

const FIRST_CAPACITY: u32 = 64;

/** Makes an empty table. */
export function newTable(): Table {
  const table = changetype<Table>(allocateZeros(offsetof<Table>()));
  table.places = allocateZeros(FIRST_CAPACITY * 4);
  table.capacity = FIRST_CAPACITY;
  return table;
}

/** The first place to look for a hash. A place that holds 0 ends the search. */
// @inline
export function firstPlace(table: Table, hash: u32): usize {
  return table.places + (<usize> (hash & (table.capacity - 1)) << 2);
}

/** The place to look next. */
// @inline
export function nextPlace(table: Table, place: usize): usize {
  const next = place + 4;
  return next == table.places + (<usize> table.capacity << 2) ? table.places : next;
}

// @inline
export function itemAt(place: usize): usize {
  return <usize> load<u32>(place);
}

/** Adds what is not in the table. */
export function insert(table: Table, item: usize): void {
  if (table.count * 2 >= table.capacity) grow(table);
  table.count++;
  put(table, item);
}

function put(table: Table, item: usize): void {
  let place = firstPlace(table, changetype<Hashed>(item).hash);
  while (itemAt(place) != 0) place = nextPlace(table, place);
  store<u32>(place, <u32> item);
}

function grow(table: Table): void {
  const places = table.places;
  const capacity = table.capacity;
  table.places = allocateZeros(capacity * 8);
  table.capacity = capacity * 2;
  for (let index: u32 = 0; index < capacity; index++) {
    const item = itemAt(places + (<usize> index << 2));
    if (item != 0) put(table, item);
  }
  release(places, capacity * 4);
}

/** Removes what is in the table. What comes behind it moves up, so that no search ends too early. */
export function remove(table: Table, item: usize): void {
  const last = table.capacity - 1;
  let hole = changetype<Hashed>(item).hash & last;
  while (itemAt(table.places + (<usize> hole << 2)) != item) hole = (hole + 1) & last;
  table.count--;
  for (let index = (hole + 1) & last; true; index = (index + 1) & last) {
    const moved = itemAt(table.places + (<usize> index << 2));
    if (moved == 0) break;
    const home = changetype<Hashed>(moved).hash & last;
    if (((index - home) & last) < ((index - hole) & last)) continue;
    store<u32>(table.places + (<usize> hole << 2), <u32> moved);
    hole = index;
  }
  store<u32>(table.places + (<usize> hole << 2), 0);
}
