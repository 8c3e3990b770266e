// @ts-nocheck: AssemblyScript
import { Prefix } from "./ids.ts";
import { extend } from "./memory.ts";
import { Run } from "./runs.ts";

/** Bits of ids whose run has ended, in a sorted row. */
@unmanaged
class Packed {
  /** The address of the prefix, and what tells its pages and planes apart. */
  order: u64;
  bits: u64;
}

const PACKED_BYTES: usize = offsetof<Packed>();

// @inline
function orderOf(prefix: Prefix, key: u32): u64 {
  return <u64> changetype<usize>(prefix) << 32 | <u64> key;
}

// @inline
function orderAt(row: usize, index: u32): u64 {
  return load<u64>(row + <usize> index * PACKED_BYTES);
}

/** Gives room for a row, which stays. */
export function newPacked(count: u32): usize {
  return extend(<usize> count * PACKED_BYTES);
}

/** Writes bits to an address; gives the next one. */
export function addPacked(at: usize, prefix: Prefix, key: u32, bits: u64): usize {
  const packed = changetype<Packed>(at);
  packed.order = orderOf(prefix, key);
  packed.bits = bits;
  return at + PACKED_BYTES;
}

/** Sorts a row. A heap needs no room, and a row of any order the same time. */
export function sortPacked(row: usize, count: u32): void {
  for (let first = count >> 1; first > 0; first--) sink(row, first - 1, count);
  for (let last = count - 1; last > 0; last--) {
    swap(row, 0, last);
    sink(row, 0, last);
  }
}

function sink(row: usize, from: u32, count: u32): void {
  let parent = from;
  for (let child = parent * 2 + 1; child < count; child = parent * 2 + 1) {
    if (child + 1 < count && orderAt(row, child) < orderAt(row, child + 1)) child++;
    if (orderAt(row, parent) >= orderAt(row, child)) return;
    swap(row, parent, child);
    parent = child;
  }
}

function swap(row: usize, one: u32, other: u32): void {
  const oneAt = row + <usize> one * PACKED_BYTES;
  const otherAt = row + <usize> other * PACKED_BYTES;
  const kept = v128.load(oneAt);
  v128.store(oneAt, v128.load(otherAt));
  v128.store(otherAt, kept);
}

/** The bits that a run that has ended has for a prefix and a key. */
export function packedBits(run: Run, prefix: Prefix, key: u32): u64 {
  const order = orderOf(prefix, key);
  let low: u32 = 0;
  let high = run.packedCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (orderAt(run.packed, middle) < order) low = middle + 1;
    else high = middle;
  }
  if (low == run.packedCount || orderAt(run.packed, low) != order) return 0;
  return changetype<Packed>(run.packed + <usize> low * PACKED_BYTES).bits;
}
