// @ts-nocheck: AssemblyScript
import { addEntity, endEntity, findEntity } from "../entities.ts";
import { CLOSED, idNumber, isMarked, mark, Prefix, splitId, UNKNOWN } from "../ids.ts";
import { forgetResolutions, namedNumber, namedPrefix } from "../resolution.ts";
import { Run } from "../runs.ts";
import { scratch } from "../scratch.ts";

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
