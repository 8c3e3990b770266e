import { retryBusy } from "./nap.ts";
import type { SyncWriter } from "./port.ts";

/** A pipe takes this many bytes at once or none of them (POSIX, PIPE_BUF on Linux). */
export const PIPE_PIECE_BYTES = 4096;

/**
 * Writes all of the bytes, also where the writer takes only a part at a time,
 * and waits where it says that it would block.
 *
 * @param writer Where to write.
 * @param bytes What to write.
 * @param pieceBytes How much is handed over at once. After `EAGAIN` nobody can
 * tell how much of a larger piece was written, so what goes to a pipe must not be larger
 * than `PIPE_PIECE_BYTES`.
 * @throws Whatever the writer throws but `EAGAIN`.
 * @throws {TypeError} Where the writer does not tell how much it took: the rest would be lost
 * or written twice.
 */
export function writeAll(writer: SyncWriter, bytes: Uint8Array, pieceBytes: number): void {
  let at = 0;
  while (at < bytes.length) {
    // Most lines go at once: a view of the whole would cost a tenth of the write.
    const whole = at === 0 && bytes.length <= pieceBytes;
    const piece = whole ? bytes : bytes.subarray(at, at + pieceBytes);
    at += taken(retryBusy(() => writer.writeSync(piece)), piece.length);
  }
}

function taken(count: number, offered: number): number {
  if (Number.isInteger(count) && count > 0 && count <= offered) return count;
  throw new TypeError(
    `Cannot write ${offered} bytes: writeSync returned ${count}, not how many it took`,
  );
}
