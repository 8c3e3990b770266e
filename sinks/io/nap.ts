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
