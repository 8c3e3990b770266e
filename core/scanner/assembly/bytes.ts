// @ts-nocheck: AssemblyScript

/** Whether `length` bytes at two places are equal; with a constant length a few compares. */
// @inline
export function matches(at: usize, other: usize, length: usize): bool {
  if (length >= 16) {
    const tail = length - 16;
    let difference = v128.xor(v128.load(at), v128.load(other));
    if (length > 16) {
      difference = v128.or(
        difference,
        v128.xor(v128.load(at + tail), v128.load(other + tail)),
      );
    }
    return !v128.any_true(difference);
  }
  if (length >= 8) {
    const tail = length - 8;
    return ((load<u64>(at) ^ load<u64>(other)) |
      (load<u64>(at + tail) ^ load<u64>(other + tail))) == 0;
  }
  if (length >= 4) {
    const tail = length - 4;
    return ((load<u32>(at) ^ load<u32>(other)) |
      (load<u32>(at + tail) ^ load<u32>(other + tail))) == 0;
  }
  if (length >= 2) {
    const tail = length - 2;
    return ((load<u16>(at) ^ load<u16>(other)) |
      (load<u16>(at + tail) ^ load<u16>(other + tail))) == 0;
  }
  return length == 0 || load<u8>(at) == load<u8>(other);
}

/** Whether `length` bytes at two places are equal, for any length. */
export function equalBytes(at: usize, other: usize, length: usize): bool {
  if (length <= 32) return matches(at, other, length);
  const tail = length - 16;
  let difference = v128.xor(v128.load(at + tail), v128.load(other + tail));
  for (let i: usize = 0; i < tail; i += 16) {
    difference = v128.or(difference, v128.xor(v128.load(at + i), v128.load(other + i)));
  }
  return !v128.any_true(difference);
}

/** A hash of bytes. */
export function hashBytes(at: usize, length: usize): u32 {
  let hash: u64 = <u64> length * 0x9e3779b97f4a7c15;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) {
    hash = (hash ^ load<u64>(at + i)) * 0xbf58476d1ce4e5b9;
    hash ^= hash >> 29;
  }
  for (; i < length; i++) hash = (hash ^ <u64> load<u8>(at + i)) * 0x94d049bb133111eb;
  return <u32> (hash ^ (hash >> 32));
}

/** The address of the next newline; the memory behind the input ends in one. */
export function newlineAt(at: usize): usize {
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
    if (found != 0) return at + <usize> ctz(found);
    at += 16;
  }
}

/** The address of the last newline from `at` up to `end`, or 0. */
export function lastNewline(at: usize, end: usize): usize {
  while (end > at) {
    end--;
    if (load<u8>(end) == 10) return end;
  }
  return 0;
}
