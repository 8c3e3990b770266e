import { errorCode } from "./error_code.ts";
import type { SyncWriter } from "./port.ts";

/** A pipe takes this many bytes at once or none of them (POSIX, PIPE_BUF on Linux). */
export const PIPE_PIECE_BYTES = 4096;

const NAP_MS = 1;

/**
 * Writes all of the bytes, also where the writer takes only a part at a time,
 * and waits where it says that it would block: another process may have made a
 * shared pipe non-blocking.
 *
 * @param writer Where to write.
 * @param bytes What to write.
 * @param pieceBytes How much is handed over at once. After `EAGAIN` nobody can
 * tell how much of a larger piece was written, so what goes to a pipe must not be larger
 * than `PIPE_PIECE_BYTES`.
 * @throws Whatever the writer throws but `EAGAIN`.
 */
export function writeAll(writer: SyncWriter, bytes: Uint8Array, pieceBytes: number): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writer.writeSync(bytes.subarray(at, at + pieceBytes));
    } catch (error) {
      if (errorCode(error) !== "EAGAIN" || !nap()) throw error;
    }
  }
}

/** Sleeps a moment without turning the event loop; false where the platform forbids it. */
function nap(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, NAP_MS);
    return true;
  } catch {
    return false;
  }
}
