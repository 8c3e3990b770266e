// @ts-nocheck: AssemblyScript

// Tables for looks at 16 bytes at once; data, for the reason that vectors.ts tells.

const LAST_CONTROLS: usize = memory.data<u8>([
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
  31,
], 16);
const LOW_HALVES: usize = memory.data<u8>([
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
  15,
], 16);

// By the halves of a byte: "/ are 1, \\ is 2, b f n are 4, r t are 8 in both.
const ESCAPES_BY_LOW: usize = memory.data<u8>(
  [0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1],
  16,
);
const ESCAPES_BY_HIGH: usize = memory.data<u8>(
  [0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0],
  16,
);

const FAULTS_BY_FIRST_HIGH: usize = memory.data<u8>([
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  2,
  128,
  128,
  128,
  128,
  33,
  1,
  21,
  73,
], 16);
const FAULTS_BY_FIRST_LOW: usize = memory.data<u8>([
  231,
  163,
  131,
  131,
  139,
  203,
  203,
  203,
  203,
  203,
  203,
  203,
  203,
  219,
  203,
  203,
], 16);
const FAULTS_BY_SECOND_HIGH: usize = memory.data<u8>([
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  230,
  174,
  186,
  186,
  1,
  1,
  1,
  1,
], 16);
const BELOW_LEADS_OF_THREE: usize = memory.data<u8>([
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
  96,
], 16);
const BELOW_LEADS_OF_FOUR: usize = memory.data<u8>([
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
  112,
], 16);
const TOP_BITS: usize = memory.data<u8>([
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
  128,
], 16);

/** Marks control characters of ASCII. */
// @inline
export function controls(bytes: v128): u32 {
  return <u32> i8x16.bitmask(i8x16.le_u(bytes, v128.load(LAST_CONTROLS)));
}

/** Marks what may not stand behind a backslash alone. */
// @inline
export function faultyEscapes(bytes: v128): u32 {
  const low = i8x16.swizzle(v128.load(ESCAPES_BY_LOW), lowHalf(bytes));
  const high = i8x16.swizzle(v128.load(ESCAPES_BY_HIGH), highHalf(bytes));
  return <u32> i8x16.bitmask(i8x16.eq(v128.and(low, high), i8x16.splat(0)));
}

/**
 * Marks where bytes cannot follow those before them in UTF-8 (Keiser and Lemire, "Validating
 * UTF-8 in less than one instruction per byte"). The byte before a text is a quote, so that what
 * stands further back does not matter.
 */
// @inline
export function faultySequences(at: usize, bytes: v128): u32 {
  const before = v128.load(at - 1);
  const pairs = v128.and(
    v128.and(
      i8x16.swizzle(v128.load(FAULTS_BY_FIRST_HIGH), highHalf(before)),
      i8x16.swizzle(v128.load(FAULTS_BY_FIRST_LOW), lowHalf(before)),
    ),
    i8x16.swizzle(v128.load(FAULTS_BY_SECOND_HIGH), highHalf(bytes)),
  );
  const thirds = v128.or(
    i8x16.sub_sat_u(v128.load(at - 2), v128.load(BELOW_LEADS_OF_THREE)),
    i8x16.sub_sat_u(v128.load(at - 3), v128.load(BELOW_LEADS_OF_FOUR)),
  );
  const faults = v128.xor(pairs, v128.and(thirds, v128.load(TOP_BITS)));
  return <u32> i8x16.bitmask(i8x16.ne(faults, i8x16.splat(0)));
}

// @inline
function lowHalf(bytes: v128): v128 {
  return v128.and(bytes, v128.load(LOW_HALVES));
}

// @inline
function highHalf(bytes: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), v128.load(LOW_HALVES));
}
