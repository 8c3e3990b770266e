// @ts-nocheck: AssemblyScript

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;

/** Marks what may not simply be passed in a text: quotes, backslashes, control and non-ASCII bytes. */
// @inline
function stops(at: usize): u32 {
  const bytes = v128.load(at);
  return <u32> i8x16.bitmask(v128.or(
    v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
    // Signed, so that bytes from 0x80 count as below the space too.
    i8x16.lt_s(bytes, i8x16.splat(0x20)),
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

/** Looks at 16 bytes at a time with one mask for each thing: what a text is made of is no surprise to it. */
function skipLongText(at: usize): usize {
  const start = at;
  let escapes: u32 = 0;
  let isEscaped: u32 = 0;
  let highBefore: u32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const backslashes = maskOf(bytes, BACKSLASH);
    let quotes = maskOf(bytes, QUOTE);
    let faults = controls(bytes);
    const high = <u32> i8x16.bitmask(bytes);
    if ((backslashes | isEscaped) != 0) {
      const escaping = backslashes & ~isEscaped;
      const following = escaping << 1 | isEscaped;
      // Backslashes in a row escape each other by twos: a sum carries over those that begin at an odd place.
      const rows = (escaping & ~EVEN & ~following) + escaping;
      const escaped = (EVEN ^ rows << 1) & following & 0xffff;
      isEscaped = rows >> 16;
      quotes &= ~escaped;
      escapes |= quotes == 0 ? backslashes : backslashes & (quotes - 1 & ~quotes);
      faults |= escaped & ~shortEscapes(bytes);
    }
    if ((high | highBefore) != 0) faults |= faultySequences(at, bytes);
    if (quotes != 0) {
      if (escapes != 0) hasEscapes = true;
      const isSound = (faults & (quotes ^ quotes - 1)) == 0;
      return isSound ? at + <usize> ctz(quotes) + 1 : skipByCharacter(start);
    }
    if (faults != 0) return skipByCharacter(start);
    highBefore = high >> 13;
    at += 16;
  }
}

function skipLongPlainText(at: usize): usize {
  let highBefore: u32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const quotes = maskOf(bytes, QUOTE);
    let faults = controls(bytes) | maskOf(bytes, BACKSLASH);
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

const EVEN: u32 = 0x5555_5555;

// @inline
function maskOf(bytes: v128, byte: u32): u32 {
  return <u32> i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8> byte)));
}

// @inline
function controls(bytes: v128): u32 {
  return <u32> i8x16.bitmask(i8x16.lt_u(bytes, i8x16.splat(0x20)));
}

// @inline
function lowHalf(bytes: v128): v128 {
  return v128.and(bytes, i8x16.splat(15));
}

// @inline
function highHalf(bytes: v128): v128 {
  return i8x16.shr_u(bytes, 4);
}

/** Marks what may stand behind a backslash alone: "/ are 1, \\ is 2, b f n are 4, r t are 8 in both tables. */
// @inline
function shortEscapes(bytes: v128): u32 {
  const low = i8x16.swizzle(i8x16(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1), lowHalf(bytes));
  const high = i8x16.swizzle(
    i8x16(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0),
    highHalf(bytes),
  );
  return <u32> i8x16.bitmask(i8x16.ne(v128.and(low, high), i8x16.splat(0)));
}

/**
 * Marks where bytes cannot follow those before them in UTF-8 (Keiser and Lemire, "Validating
 * UTF-8 in less than one instruction per byte"). The byte before a text is a quote, so that what
 * stands further back does not matter.
 */
// @inline
function faultySequences(at: usize, bytes: v128): u32 {
  const before = v128.load(at - 1);
  const pairs = v128.and(
    v128.and(
      i8x16.swizzle(
        i8x16(2, 2, 2, 2, 2, 2, 2, 2, -128, -128, -128, -128, 33, 1, 21, 73),
        highHalf(before),
      ),
      i8x16.swizzle(
        i8x16(-25, -93, -125, -125, -117, -53, -53, -53, -53, -53, -53, -53, -53, -37, -53, -53),
        lowHalf(before),
      ),
    ),
    i8x16.swizzle(
      i8x16(1, 1, 1, 1, 1, 1, 1, 1, -26, -82, -70, -70, 1, 1, 1, 1),
      highHalf(bytes),
    ),
  );
  const thirds = v128.or(
    i8x16.sub_sat_u(v128.load(at - 2), i8x16.splat(0x60)),
    i8x16.sub_sat_u(v128.load(at - 3), i8x16.splat(0x70)),
  );
  const faults = v128.xor(pairs, v128.and(thirds, i8x16.splat(-128)));
  return <u32> i8x16.bitmask(i8x16.ne(faults, i8x16.splat(0)));
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
