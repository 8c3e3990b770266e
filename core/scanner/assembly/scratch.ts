// @ts-nocheck: AssemblyScript
import { allocate, release } from "./memory.ts";

/** Where text that is handed in lies. */
export let scratch: usize = 0;
let scratchBytes: u32 = 0;

/** Room for text to hand in. */
export function scratchOf(bytes: u32): usize {
  if (bytes + 16 > scratchBytes) {
    if (scratchBytes != 0) release(scratch, scratchBytes);
    scratchBytes = bytes + 16;
    scratch = allocate(scratchBytes);
  }
  return scratch;
}
