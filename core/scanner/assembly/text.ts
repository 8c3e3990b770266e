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

function skipLongText(at: usize): usize {
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

/** As `skipText`, but 0 where there is an escape: the bytes are the text itself. */
export function skipPlainText(at: usize): usize {
  while (true) {
    const found = stops(at);
    if (found == 0) {
      at += 16;
      continue;
    }
    at += <usize> ctz(found);
    const byte = <u32> load<u8>(at);
    if (byte == QUOTE) return at + 1;
    at = byte >= 0x80 ? skipSequence(at) : 0;
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
