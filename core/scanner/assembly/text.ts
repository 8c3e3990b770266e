// @ts-nocheck: AssemblyScript
import { controls, faultyEscapes, faultySequences } from "./faults.ts";
import { BACKSLASHES, QUOTES, SPACES } from "./vectors.ts";

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;

/** Marks what may not simply be passed in a text: quotes, backslashes, control and non-ASCII bytes. */
// @inline
function stops(at: usize): u32 {
  const bytes = v128.load(at);
  return <u32> i8x16.bitmask(v128.or(
    v128.or(i8x16.eq(bytes, v128.load(QUOTES)), i8x16.eq(bytes, v128.load(BACKSLASHES))),
    // Signed, so that bytes from 0x80 count as below the space too.
    i8x16.lt_s(bytes, v128.load(SPACES)),
  ));
}

/**
 * Passes a text from behind its opening quote; gives the address behind the
 * closing one, or 0 where it is no JSON text in UTF-8.
 */
// @inline
export function skipText(at: usize): usize {
  const found = stops(at);
  if (found != 0) {
    const stop = at + <usize> ctz(found);
    if (load<u8>(stop) == QUOTE) return stop + 1;
  }
  return skipLongText(at);
}

/** Whether the text that `skipAnyText` passed last has escapes. */
export let hasEscapes: bool = false;

/** As `skipText`, and tells whether the bytes are the text itself. */
// @inline
export function skipAnyText(at: usize): usize {
  hasEscapes = false;
  return skipText(at);
}

/** As `skipText`, but 0 where there is an escape: the bytes are the text itself. */
// @inline
export function skipPlainText(at: usize): usize {
  const found = stops(at);
  if (found != 0) {
    const stop = at + <usize> ctz(found);
    if (load<u8>(stop) == QUOTE) return stop + 1;
  }
  return skipLongPlainText(at);
}

/** Looks at 32 bytes at a time with one mask for each thing: what a text is made of is no surprise to it. */
function skipLongText(at: usize): usize {
  const start = at;
  const quote = v128.load(QUOTES);
  const backslash = v128.load(BACKSLASHES);
  let escapes: u64 = 0;
  let isEscaped: u64 = 0;
  let highBefore: u32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const more = v128.load(at, 16);
    const backslashes = <u64> equal(bytes, more, backslash);
    let quotes = equal(bytes, more, quote);
    let faults = controls(bytes) | controls(more) << 16;
    const high = <u32> i8x16.bitmask(bytes) | <u32> i8x16.bitmask(more) << 16;
    if ((backslashes | isEscaped) != 0) {
      const escaping = backslashes & ~isEscaped;
      const following = escaping << 1 | isEscaped;
      // Backslashes in a row escape each other by twos: a sum carries over those that begin at an odd place.
      const rows = (escaping & ~EVEN & ~following) + escaping;
      const escaped = <u32> ((EVEN ^ rows << 1) & following);
      isEscaped = rows >> 32;
      quotes &= ~escaped;
      escapes |= quotes == 0 ? backslashes : backslashes & <u64> (quotes - 1 & ~quotes);
      faults |= escaped & (faultyEscapes(bytes) | faultyEscapes(more) << 16);
    }
    if ((high | highBefore) != 0) {
      faults |= faultySequences(at, bytes) | faultySequences(at + 16, more) << 16;
    }
    if (quotes != 0) {
      if (escapes != 0) hasEscapes = true;
      const isSound = (faults & (quotes ^ quotes - 1)) == 0;
      return isSound ? at + <usize> ctz(quotes) + 1 : skipByCharacter(start);
    }
    if (faults != 0) return skipByCharacter(start);
    // Of the last three: what follows may belong to them.
    highBefore = high >> 29;
    at += 32;
  }
}

function skipLongPlainText(at: usize): usize {
  const quote = v128.load(QUOTES);
  const backslash = v128.load(BACKSLASHES);
  let highBefore: u32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const quotes = <u32> i8x16.bitmask(i8x16.eq(bytes, quote));
    let faults = controls(bytes) | <u32> i8x16.bitmask(i8x16.eq(bytes, backslash));
    const high = <u32> i8x16.bitmask(bytes);
    if ((high | highBefore) != 0) faults |= faultySequences(at, bytes);
    if (quotes != 0) {
      return (faults & (quotes ^ quotes - 1)) == 0 ? at + <usize> ctz(quotes) + 1 : 0;
    }
    if (faults != 0) return 0;
    highBefore = high >> 13;
    at += 16;
  }
}

const EVEN: u64 = 0x5555_5555_5555_5555;

/** Marks the bytes among 32 that are a certain one. */
// @inline
function equal(bytes: v128, more: v128, byte: v128): u32 {
  return <u32> i8x16.bitmask(i8x16.eq(bytes, byte)) |
    <u32> i8x16.bitmask(i8x16.eq(more, byte)) << 16;
}

/** Does what `skipText` does for any text: what has an escape with digits, and what has a fault. */
function skipByCharacter(at: usize): usize {
  hasEscapes = true;
  while (true) {
    const found = stops(at);
    if (found == 0) {
      at += 16;
      continue;
    }
    at += <usize> ctz(found);
    const byte = <u32> load<u8>(at);
    if (byte == QUOTE) return at + 1;
    at = byte == BACKSLASH ? skipEscape(at + 1) : byte >= 0x80 ? skipSequence(at) : 0;
    if (at == 0) return 0;
  }
}

// @inline
function skipEscape(at: usize): usize {
  const byte = <u32> load<u8>(at);
  switch (byte) {
    case 0x6e: // n
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let digit: usize = 1; digit <= 4; digit++) {
        if (!isHexDigit(load<u8>(at + digit))) return 0;
      }
      return at + 5;
    default:
      return 0;
  }
}

// @inline
function isHexDigit(byte: u32): bool {
  return byte - 0x30 <= 9 || (byte | 0x20) - 0x61 <= 5;
}

/** Passes one character of two to four bytes (RFC 3629), or gives 0. */
function skipSequence(at: usize): usize {
  const lead = <u32> load<u8>(at);
  const second = <u32> load<u8>(at, 1);
  if (lead < 0xc2 || (second & 0xc0) != 0x80) return 0;
  if (lead < 0xe0) return at + 2;
  if ((<u32> load<u8>(at, 2) & 0xc0) != 0x80) return 0;
  if (lead < 0xf0) {
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) return 0;
    return at + 3;
  }
  if (lead > 0xf4 || (<u32> load<u8>(at, 3) & 0xc0) != 0x80) return 0;
  if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return 0;
  return at + 4;
}
