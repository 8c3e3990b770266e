// @ts-nocheck: AssemblyScript
import { equalBytes } from "./bytes.ts";
import { beginCorrelation, keepCorrelation, recall, setRunId } from "./correlations.ts";
import {
  checkFields,
  clearScope,
  keyLength,
  keyOf,
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
import { CUSTOM_TYPE, line, takeType } from "./line.ts";
import { integer, skipNumber } from "./number.ts";
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
import { hasEscapes, skipAnyText, skipPlainText } from "./text.ts";
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
  let before = FIRST + scope;
  while (true) {
    let slot: i32 = recallKey(at, before);
    if (slot >= 0) at += keyLength(slot);
    else {
      if (load<u8>(at) != 0x22) return 0;
      const key = at + 1;
      at = skipPlainText(key);
      if (at == 0) return 0;
      slot = slotOf(scope, key, at - 1 - key);
      if (slot >= 0) learnKey(before, slot);
      at = skipBlanks(at);
      if (load<u8>(at) != 0x3a) return 0;
      at++;
    }
    if (slot >= 0) before = slot;
    at = readValue(skipBlanks(at), scope, slot);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = <u32> load<u8>(at);
    if (byte == 0x7d) return at + 1;
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}

/** By slot the two that came behind it last, each plus one: whoever writes keeps to an order. */
let FOLLOWERS: usize = 0;

export const FOLLOWERS_BYTES: usize = 72 * 2;

/** Called once in each thread, with room for `FOLLOWERS_BYTES` of zeros. */
export function prepareFollowers(room: usize): void {
  FOLLOWERS = room;
}

/** In place of a slot before an object's first key. */
const FIRST: u32 = 64;

/** The slot of a key that came behind another before, or -1. */
// @inline
function recallKey(at: usize, before: u32): i32 {
  const pair = FOLLOWERS + <usize> (before << 1);
  const latest = <i32> load<u8>(pair) - 1;
  if (isKey(at, latest)) return latest;
  const earlier = <i32> load<u8>(pair, 1) - 1;
  return isKey(at, earlier) ? earlier : -1;
}

// @inline
function isKey(at: usize, slot: i32): bool {
  return slot >= 0 && equalBytes(at, keyOf(slot), keyLength(slot));
}

function learnKey(before: u32, slot: u32): void {
  const pair = FOLLOWERS + <usize> (before << 1);
  store<u8>(pair, load<u8>(pair), 1);
  store<u8>(pair, <u8> (slot + 1));
}

// @inline
function readValue(start: usize, scope: u32, slot: i32): usize {
  const first = <u32> load<u8>(start);
  let kind = NONE;
  let at: usize = 0;
  if (first == 0x22) {
    at = skipAnyText(start + 1);
    kind = hasEscapes ? ESCAPED_TEXT : PLAIN_TEXT;
  } else if (first - 0x30 <= 9 || first == 0x2d) {
    at = skipNumber(start);
    kind = NUMBER;
  } else {
    at = readOther(start, scope, slot);
    kind = kindOf(first);
  }
  if (at != 0 && slot >= 0) setSlot(slot, kind, start, at);
  return at;
}

/** Reads what is neither text nor number. */
function readOther(start: usize, scope: u32, slot: i32): usize {
  if (load<u8>(start) != 0x7b || scope != 0) return skipValue(start);
  if (slot == SLOT_CORRELATION) return readCorrelation(start);
  const inner = scopeOf(slot);
  if (inner == 0) return skipValue(start);
  clearScope(inner);
  return readObject(start + 1, inner);
}

function readCorrelation(start: usize): usize {
  // The type may come later.
  const known = recall(start, CUSTOM_TYPE);
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
