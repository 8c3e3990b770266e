import { MemoryDisk } from "../../fixtures/memory_disk.ts";
import { systemError } from "../memory.ts";

/**
 * Makes a disk with room for so many bytes: what goes beyond fails in the middle of a write.
 *
 * @param room How many bytes.
 * @returns The disk, and what ends the limit.
 */
export function diskWithRoom(room: number): { readonly disk: MemoryDisk; free(): void } {
  let left = room;
  const disk = new MemoryDisk({
    before({ name, bytes }) {
      if (name !== "writeSync") return;
      if (left === 0) throw systemError("ENOSPC");
      const count = Math.min(left, bytes);
      left -= count;
      return count;
    },
  });
  return { disk, free: () => left = Infinity };
}
