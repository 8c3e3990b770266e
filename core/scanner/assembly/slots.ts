// @ts-nocheck: AssemblyScript
import { skipDecimal, skipInteger, skipSignedInteger } from "./number.ts";
import { readTimestamp } from "./timestamp.ts";

/** What a value is, where keys may come in any order. */
const ABSENT: u32 = 0;
export const PLAIN_TEXT: u32 = 1;
export const ESCAPED_TEXT: u32 = 2;
export const NUMBER: u32 = 3;
export const TRUE: u32 = 4;
export const FALSE: u32 = 5;
export const NULL: u32 = 6;
export const OBJECT: u32 = 7;
export const ARRAY: u32 = 8;

/** Kind, start and end of the last value of each key of the table. */
let SLOTS: usize = 0;

export const SLOTS_BYTES: usize = 64 * 12;

/** Called once before anything is read, with room for `SLOTS_BYTES`. */
export function prepareSlots(room: usize): void {
  SLOTS = room;
}

/** Which slots hold a value of the line at hand, one bit each. */
let filled: u64 = 0;

// @inline
function place(slot: i32): usize {
  return SLOTS + <usize> slot * 12;
}

/** Empties slots, given one bit each. */
// @inline
export function clearSlots(slots: u64): void {
  filled &= ~slots;
}

// @inline
export function setSlot(slot: i32, kind: u32, start: usize, end: usize): void {
  filled |= <u64> 1 << <u64> slot;
  const at = place(slot);
  store<u32>(at, kind);
  store<u32>(at, <u32> start, 4);
  store<u32>(at, <u32> end, 8);
}

// @inline
function kindAt(slot: i32): u32 {
  return isPresent(slot) ? load<u32>(place(slot)) : ABSENT;
}

export function valueStart(slot: i32): usize {
  return <usize> load<u32>(place(slot), 4);
}

// @inline
function valueEnd(slot: i32): usize {
  return <usize> load<u32>(place(slot), 8);
}

/** Behind a text's opening quote. */
export function textStart(slot: i32): usize {
  return valueStart(slot) + 1;
}

/** Without quotes. */
export function textLength(slot: i32): usize {
  return valueEnd(slot) - valueStart(slot) - 2;
}

// @inline
export function isPresent(slot: i32): bool {
  return (filled >> <u64> slot & 1) != 0;
}

export function isPlainText(slot: i32): bool {
  return kindAt(slot) == PLAIN_TEXT;
}

export function isText(slot: i32): bool {
  return kindAt(slot) == PLAIN_TEXT || kindAt(slot) == ESCAPED_TEXT;
}

export function isTrue(slot: i32): bool {
  return kindAt(slot) == TRUE;
}

export function isBoolean(slot: i32): bool {
  return kindAt(slot) == TRUE || kindAt(slot) == FALSE;
}

export function isObject(slot: i32): bool {
  return kindAt(slot) == OBJECT;
}

export function isInteger(slot: i32): bool {
  return kindAt(slot) == NUMBER && skipInteger(valueStart(slot)) == valueEnd(slot);
}

export function isSignedInteger(slot: i32): bool {
  return kindAt(slot) == NUMBER && skipSignedInteger(valueStart(slot)) == valueEnd(slot);
}

export function isDecimal(slot: i32): bool {
  return kindAt(slot) == NUMBER && skipDecimal(valueStart(slot)) == valueEnd(slot);
}

export function isTimestamp(slot: i32): bool {
  return isPlainText(slot) && textLength(slot) == 24 && readTimestamp(textStart(slot));
}
