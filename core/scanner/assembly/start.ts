// @ts-nocheck: AssemblyScript
import { addEntity, findEntity, hold, MAX_SOURCE_BYTES } from "./entities.ts";
import { HOST, JOB, STEP, TOOL } from "./event_table.ts";
import { CLOSED, idNumber, isMarked, Prefix, splitId } from "./ids.ts";
import { line } from "./line.ts";
import { wantsSummary } from "./lists.ts";
import {
  isUnknown,
  named,
  namedNumber,
  namedPrefix,
  nameOpened,
  openEntity,
  ownBit,
  resolution,
} from "./resolution.ts";
import { foldOf, Run } from "./runs.ts";

/** Takes a start of what is neither open nor closed, inside of what is open. */
export function foldStart(
  run: Run,
  kind: u32,
  start: usize,
  length: usize,
  lineNumber: f64,
  offset: f64,
): bool {
  if ((resolution.missing & ~ownBit(kind)) != 0 || length > MAX_SOURCE_BYTES) return false;
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
    prefix = changetype<Prefix>(namedPrefix(kind));
    number = namedNumber(kind);
  }
  if ((wantsSummary && kindFold.counted == 0) || isMarked(CLOSED, prefix, kind, number)) {
    return false;
  }
  // What is unknown now might have a name later.
  if (
    (kind != HOST && isUnknown(HOST)) || (kind != JOB && isUnknown(JOB)) ||
    (kind != STEP && isUnknown(STEP))
  ) {
    return false;
  }
  const entity = addEntity(prefix, kind, number);
  entity.lineNumber = lineNumber;
  entity.offset = offset;
  entity.moment = line.moment;
  entity.host = openEntity(HOST);
  entity.job = openEntity(JOB);
  entity.step = openEntity(STEP);
  hold(entity, start, <u32> length);
  kindFold.started++;
  if (kind != TOOL) nameOpened(kind, entity);
  return true;
}
