// @ts-nocheck: AssemblyScript
import { lastNewline } from "./bytes.ts";
import { nextPlace, postChunk, queue } from "./queue.ts";

/** What a place holds; a longer line goes another way. */
const INPUT_BYTES: usize = 1024 * 1024;

/** Room behind the input, for loads and compares that go over its end. */
const PADDING: usize = 1024;

export const PLACE_BYTES: usize = INPUT_BYTES + PADDING;

/** Begins the next chunk with what is carried; gives the address behind it. */
export function beginInput(): usize {
  const place = nextPlace(PLACE_BYTES);
  if (queue.carry != place) {
    memory.copy(place, queue.carry, queue.carried);
    queue.carry = place;
  }
  return place + queue.carried;
}

/** How much the place has room for. */
export function roomBytes(): u32 {
  return <u32> (INPUT_BYTES - queue.carried);
}

/** Takes bytes that were read to where `beginInput` said, and posts the lines that are whole. */
export function takeInput(bytes: u32): void {
  const start = queue.carry;
  const from = start + queue.carried;
  const end = from + <usize> bytes;
  queue.offset += <f64> bytes;
  const newline = lastNewline(from, end);
  if (newline == 0) {
    queue.carried += <usize> bytes;
    return;
  }
  queue.carry = newline + 1;
  queue.carried = end - queue.carry;
  postChunk(start, queue.carry, queue.offset - <f64> (end - start));
}

/** Goes over bytes that are read elsewhere, what is carried among them. */
export function passInput(bytes: f64): void {
  queue.offset += bytes;
  queue.carried = 0;
}

/** How much of the file was read. */
export function inputOffset(): f64 {
  return queue.offset;
}

/** How much of it is carried. */
export function carriedBytes(): u32 {
  return <u32> queue.carried;
}
