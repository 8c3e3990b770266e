// @ts-nocheck: AssemblyScript
import { beginCorrelation, keepCorrelation, recall, setRunId } from "./correlations.ts";
import {
  checkFields,
  clearScope,
  requiredIds,
  scopeOf,
  SLOT_CORRELATION,
  SLOT_DURATIONMS,
  SLOT_RUN_ID,
  SLOT_SEQ,
  SLOT_SYNTHETIC,
  SLOT_TIMESTAMP,
  SLOT_TYPE,
  SLOT_V,
  slotOf,
  takeIds,
} from "./event_table.ts";
import { line, takeType } from "./line.ts";
import { integer } from "./number.ts";
import {
  ARRAY,
  ESCAPED_TEXT,
  FALSE,
  isInteger,
  isObject,
  isPlainText,
  isPresent,
  isTimestamp,
  NULL,
  NUMBER,
  OBJECT,
  PLAIN_TEXT,
  setSlot,
  textLength,
  textStart,
  TRUE,
} from "./slots.ts";
import { skipPlainText, skipText } from "./text.ts";
import { time } from "./timestamp.ts";
import { skipBlanks, skipValue } from "./value.ts";

const NONE: u32 = 0xffff_ffff;

/** Whether the line's `correlation` was read before; else how long it is. */
let recalled: bool = false;
let correlationBytes: usize = 0;

/**
 * Reads a line whose keys come in any order, with blanks and unknown keys; the
 * last of equal keys counts. Gives the address behind the line, or 0 where it
 * is not sound or has what only the reference judges.
 */
export function readAnyOrder(at: usize): usize {
  clearScope(0);
  at = skipBlanks(at);
  if (load<u8>(at) != 0x7b) return 0;
  at = readObject(at + 1, 0);
  if (at == 0) return 0;
  at = skipBlanks(at);
  if (load<u8>(at) != 0x0a) return 0;
  if (isPresent(SLOT_SYNTHETIC)) return 0;
  return takeEnvelope() && checkFields(line.type) && !hasForeignDuration() ? at + 1 : 0;
}

/** The summary takes a duration from any finish, also of a type whose table has none. */
function hasForeignDuration(): bool {
  return line.durationMs < 0 && isPresent(SLOT_DURATIONMS);
}

function takeEnvelope(): bool {
  if (!isInteger(SLOT_V) || integer != 1) return false;
  if (!isInteger(SLOT_SEQ) || integer == 0) return false;
  line.seq = integer;
  if (!isPlainText(SLOT_TYPE)) return false;
  takeType(textStart(SLOT_TYPE), textLength(SLOT_TYPE));
  if (!isTimestamp(SLOT_TIMESTAMP)) return false;
  line.moment = time;
  line.durationMs = -1;
  if (!isObject(SLOT_CORRELATION) || (!recalled && !takeCorrelation())) return false;
  const required = requiredIds(line.type);
  return (line.correlation.present & required) == required;
}

function takeCorrelation(): bool {
  if (!isPlainText(SLOT_RUN_ID) || textLength(SLOT_RUN_ID) == 0) return false;
  setRunId(textStart(SLOT_RUN_ID), textLength(SLOT_RUN_ID));
  if (!takeIds()) return false;
  keepCorrelation(correlationBytes);
  return true;
}

/** Reads an object from behind its brace; the values of the table's keys go into their slots. */
function readObject(at: usize, scope: u32): usize {
  at = skipBlanks(at);
  if (load<u8>(at) == 0x7d) return at + 1;
  while (true) {
    if (load<u8>(at) != 0x22) return 0;
    const key = at + 1;
    at = skipPlainText(key);
    if (at == 0) return 0;
    const slot = slotOf(scope, key, at - 1 - key);
    at = skipBlanks(at);
    if (load<u8>(at) != 0x3a) return 0;
    at = readValue(skipBlanks(at + 1), scope, slot);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = <u32> load<u8>(at);
    if (byte == 0x7d) return at + 1;
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}

function readValue(start: usize, scope: u32, slot: i32): usize {
  const first = <u32> load<u8>(start);
  let kind = NONE;
  let at: usize = 0;
  if (first == 0x22) {
    at = skipPlainText(start + 1);
    kind = PLAIN_TEXT;
    if (at == 0) {
      at = skipText(start + 1);
      kind = ESCAPED_TEXT;
    }
  } else if (first == 0x7b && slot == SLOT_CORRELATION && scope == 0) {
    at = readCorrelation(start);
    kind = OBJECT;
  } else {
    const inner = first == 0x7b && scope == 0 ? scopeOf(slot) : 0;
    if (inner != 0) {
      clearScope(inner);
      at = readObject(start + 1, inner);
    } else at = skipValue(start);
    kind = kindOf(first);
  }
  if (at != 0 && slot >= 0) setSlot(slot, kind, start, at);
  return at;
}

function readCorrelation(start: usize): usize {
  const known = recall(start);
  recalled = known != 0;
  if (recalled) return known;
  beginCorrelation(start);
  clearScope(1);
  const at = readObject(start + 1, 1);
  correlationBytes = at - start;
  return at;
}

function kindOf(first: u32): u32 {
  switch (first) {
    case 0x7b:
      return OBJECT;
    case 0x5b:
      return ARRAY;
    case 0x74:
      return TRUE;
    case 0x66:
      return FALSE;
    case 0x6e:
      return NULL;
    default:
      return NUMBER;
  }
}
