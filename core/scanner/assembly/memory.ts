// @ts-nocheck: AssemblyScript

/** Free blocks by size class, each holding the address of the next. */
const FREE: usize = memory.data(32 * 4, 16);

const ZEROS = i64x2.splat(0);

const SMALLEST_CLASS: u32 = 5;
const PAGES_AT_ONCE: usize = 16;

let top: usize = (__heap_base + 63) & ~63;

/** How many bytes a block has that was asked for with `size`. */
export function blockBytes(size: u32): u32 {
  return <u32> 1 << sizeClass(size);
}

/** Gives a block of at least `size` bytes, a power of two; what is in it is not defined. */
export function allocate(size: u32): usize {
  const slot = FREE + (<usize> sizeClass(size) << 2);
  const free = <usize> load<u32>(slot);
  if (free != 0) {
    store<u32>(slot, load<u32>(free));
    return free;
  }
  return extend(<usize> blockBytes(size));
}

/** Gives a block of zeros. */
export function allocateZeros(size: u32): usize {
  const block = allocate(size);
  // A call of memory.fill costs more than a few stores.
  if (size > 512) memory.fill(block, 0, <usize> size);
  else for (let at: u32 = 0; at < size; at += 16) v128.store(block + <usize> at, ZEROS);
  return block;
}

/** Takes a block back that was asked for with `size`. */
export function release(block: usize, size: u32): void {
  const slot = FREE + (<usize> sizeClass(size) << 2);
  store<u32>(block, load<u32>(slot));
  store<u32>(slot, <u32> block);
}

/** Takes bytes from the end of the memory, for good. */
export function extend(size: usize): usize {
  const block = top;
  top += (size + 15) & ~15;
  // Over 4 GiB addresses begin anew.
  if (top < block || top > 0xffff0000) unreachable();
  const pages = (top + 0xffff) >> 16;
  const had = <usize> memory.size();
  if (pages > had) {
    const more = max(pages - had, PAGES_AT_ONCE);
    if (memory.grow(<i32> more) < 0 && memory.grow(<i32> (pages - had)) < 0) unreachable();
  }
  return block;
}

/** As `extend`; all bytes are zero. */
export function extendZeros(size: usize): usize {
  const block = extend(size);
  memory.fill(block, 0, size);
  return block;
}

function sizeClass(size: u32): u32 {
  return max(SMALLEST_CLASS, 32 - clz(size - 1));
}

/** Copies bytes forward in steps of 16: up to 15 bytes behind `to + length` are overwritten. */
// @inline
export function copyRoughly(to: usize, from: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) v128.store(to + at, v128.load(from + at));
}
