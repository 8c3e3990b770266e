// @ts-nocheck: AssemblyScript
import { skipNumber } from "./number.ts";
import { skipText } from "./text.ts";

/** Deeper values are left to others: the stack is bounded. */
const MAX_DEPTH: i32 = 200;

/** Passes blanks; a newline is none, because it ends the line. */
// @inline
export function skipBlanks(at: usize): usize {
  let byte = <u32> load<u8>(at);
  while (byte == 0x20 || byte == 0x09 || byte == 0x0d) byte = <u32> load<u8>(++at);
  return at;
}

/** Passes any JSON value without blanks around it, or gives 0. */
export function skipValue(at: usize, depth: i32 = 0): usize {
  const byte = <u32> load<u8>(at);
  if (byte == 0x22) return skipText(at + 1);
  if (byte == 0x7b) return depth < MAX_DEPTH ? skipObject(at + 1, depth + 1) : 0;
  if (byte == 0x5b) return depth < MAX_DEPTH ? skipArray(at + 1, depth + 1) : 0;
  if (byte == 0x2d || byte - 0x30 <= 9) return skipNumber(at);
  return skipWord(at);
}

/** Passes a boolean or null, or gives 0. */
function skipWord(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x6c6c756e) return at + 4; // null
  return skipBoolean(at);
}

/** Passes a boolean, or gives 0. */
export function skipBoolean(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274) return at + 4; // true
  // fals, e
  return word == 0x736c6166 && load<u8>(at, 4) == 0x65 ? at + 5 : 0;
}

/** Passes an object from its brace, or gives 0. */
export function skipRecord(at: usize): usize {
  return load<u8>(at) == 0x7b ? skipObject(at + 1, 1) : 0;
}

/** Passes an object of texts from its brace, or gives 0. */
export function skipTextRecord(at: usize): usize {
  if (load<u8>(at) != 0x7b) return 0;
  at = skipBlanks(at + 1);
  if (load<u8>(at) == 0x7d) return at + 1;
  while (true) {
    at = skipKey(at);
    if (at == 0 || load<u8>(at) != 0x22) return 0;
    at = skipText(at + 1);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = <u32> load<u8>(at);
    if (byte == 0x7d) return at + 1;
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}

function skipObject(at: usize, depth: i32): usize {
  at = skipBlanks(at);
  if (load<u8>(at) == 0x7d) return at + 1;
  while (true) {
    at = skipKey(at);
    if (at == 0) return 0;
    at = skipValue(at, depth);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = <u32> load<u8>(at);
    if (byte == 0x7d) return at + 1;
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}

/** Passes a key with its colon and the blanks behind, or gives 0. */
function skipKey(at: usize): usize {
  if (load<u8>(at) != 0x22) return 0;
  at = skipText(at + 1);
  if (at == 0) return 0;
  at = skipBlanks(at);
  return load<u8>(at) == 0x3a ? skipBlanks(at + 1) : 0;
}

function skipArray(at: usize, depth: i32): usize {
  at = skipBlanks(at);
  if (load<u8>(at) == 0x5d) return at + 1;
  while (true) {
    at = skipValue(at, depth);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = <u32> load<u8>(at);
    if (byte == 0x5d) return at + 1;
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}
