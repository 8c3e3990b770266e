/**
 * Calls code that is not ours so that it cannot hurt ours: what it throws, and
 * what a promise that it returns rejects with, goes to `onFailure`. An
 * unhandled rejection would end the process in Deno, Node and Bun.
 *
 * @param call The code to call.
 * @param onFailure Told of the failure; what it throws itself is ignored.
 * @returns Where the call goes on asynchronously: settles when it has ended, never rejects.
 */
export function isolate(
  call: () => unknown,
  onFailure: (error: unknown) => void,
): Promise<void> | undefined {
  try {
    const result = call();
    if (isThenable(result)) return settled(result, onFailure);
  } catch (error) {
    tell(onFailure, error);
  }
  return undefined;
}

/**
 * Waits for a promise that is not ours.
 *
 * @param result The promise.
 * @param onFailure Told where it rejects; what it throws itself is ignored.
 * @returns Settles when the promise has, and never rejects.
 */
export async function settled(
  result: PromiseLike<unknown>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  try {
    await result;
  } catch (error) {
    tell(onFailure, error);
  }
}

/**
 * Tells whether a value is something to wait for.
 *
 * @param value Anything.
 * @returns Whether it is an object with a method `then`.
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null &&
    typeof (value as { then?: unknown }).then === "function";
}

function tell(onFailure: (error: unknown) => void, error: unknown): void {
  try {
    onFailure(error);
  } catch {
    // A reporter that fails has nobody left to report to.
  }
}
