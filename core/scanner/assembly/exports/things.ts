// @ts-nocheck: AssemblyScript
import { Entity, letGo, openTable } from "../entities.ts";
import { foldOf, Run } from "../runs.ts";
import { itemAt } from "../table.ts";

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

export function hasChildren(thing: usize): bool {
  return changetype<Entity>(thing).children != 0;
}

/** Whether something was started inside another. */
export function isInside(thing: usize, parent: usize): bool {
  const entity = changetype<Entity>(thing);
  const other = changetype<Entity>(parent);
  return entity.host == other || entity.job == other || entity.step == other;
}

export function isHere(thing: usize): bool {
  return changetype<Entity>(thing).here != 0;
}

/** The first that only the scanner holds open, or 0. */
export function firstHere(run: usize): usize {
  return changetype<Run>(run).firstOpen;
}

export function nextHere(thing: usize): usize {
  return changetype<Entity>(thing).next;
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

/** Tells that the reference has taken something over that only the scanner held open. */
export function handOver(thing: usize): void {
  const entity = changetype<Entity>(thing);
  foldOf(entity.run, entity.kind).started--;
  letGo(entity);
}

/** How many resources of a host ended with a status since this was asked; it begins anew. */
export function takeEnded(thing: usize, status: u32): u32 {
  const at = thing + offsetof<Entity>("ended0") + (<usize> status << 2);
  const count = load<u32>(at);
  store<u32>(at, 0);
  return count;
}
