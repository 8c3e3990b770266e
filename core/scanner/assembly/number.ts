// @ts-nocheck: AssemblyScript

/** Integers of this many digits are exact in a double, whatever they are. */
const EXACT_DIGITS: usize = 15;

/** The last integer that was passed, without its sign. */
export let integer: u64 = 0;

/** The last number that was passed. */
export let decimal: f64 = 0;

// @inline
function digitAt(at: usize): u32 {
  return <u32> load<u8>(at) - 0x30;
}

/**
 * Passes an integer from 0 up that is written without fraction, exponent or
 * leading zero, in at most 15 digits. Gives 0 for any other: it may be a number all the same.
 */
// @inline
export function skipInteger(at: usize): usize {
  const start = at;
  let value: u64 = 0;
  let digit = digitAt(at);
  if (digit > 9) return 0;
  while (digit <= 9) {
    value = value * 10 + digit;
    digit = digitAt(++at);
  }
  const length = at - start;
  if (length > EXACT_DIGITS || (length > 1 && load<u8>(start) == 0x30)) return 0;
  integer = value;
  return at;
}

/** As `skipInteger`, with a sign; -0 is left to others. Only whether it is 0 is kept. */
export function skipSignedInteger(at: usize): usize {
  if (load<u8>(at) != 0x2d) return skipInteger(at);
  at = skipInteger(at + 1);
  return at != 0 && integer == 0 ? 0 : at;
}

/** As `skipInteger`, with a fraction; whole and fraction have at most 15 digits together. */
// @inline
export function skipDecimal(at: usize): usize {
  const start = at;
  at = skipInteger(at);
  if (at == 0) return 0;
  decimal = <f64> integer;
  return load<u8>(at) == 0x2e ? skipFraction(at + 1, start) : at;
}

function skipFraction(at: usize, start: usize): usize {
  const first = at;
  let value = integer;
  let scale: f64 = 1;
  for (let digit = digitAt(at); digit <= 9; digit = digitAt(++at)) {
    value = value * 10 + digit;
    scale *= 10;
  }
  if (at == first || at - start - 1 > EXACT_DIGITS) return 0;
  // Both are exact, so that the quotient is the double nearest to what is written.
  decimal = <f64> value / scale;
  return at;
}

/** Passes any JSON number, or gives 0. */
export function skipNumber(at: usize): usize {
  if (load<u8>(at) == 0x2d) at++;
  if (load<u8>(at) == 0x30) at++;
  else if ((at = skipDigits(at)) == 0) return 0;
  if (load<u8>(at) == 0x2e && (at = skipDigits(at + 1)) == 0) return 0;
  if ((load<u8>(at) | 0x20) == 0x65) {
    const sign = load<u8>(at, 1);
    at = skipDigits(at + (sign == 0x2b || sign == 0x2d ? 2 : 1));
  }
  return at;
}

function skipDigits(at: usize): usize {
  if (digitAt(at) > 9) return 0;
  do at++; while (digitAt(at) <= 9);
  return at;
}
