import { errorCode } from "./error_code.ts";

const NAP_MS = 1;

/**
 * Does a system call again for as long as it says that it would block: another
 * process may have made a shared pipe non-blocking.
 *
 * @param call The system call.
 * @returns What it gives in the end.
 * @throws Whatever it throws but `EAGAIN`.
 */
export function retryBusy<Result>(call: () => Result): Result {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (errorCode(error) !== "EAGAIN" || !nap(NAP_MS)) throw error;
    }
  }
}

/**
 * Sleeps without turning the event loop.
 *
 * @param delayMs How long, in milliseconds.
 * @returns False where the platform forbids it, as browsers do.
 */
export function nap(delayMs: number): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
    return true;
  } catch {
    return false;
  }
}
