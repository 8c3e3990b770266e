import { nap } from "../io/nap.ts";
import type { AppendFile, LockKind } from "../io/port.ts";
import { LockTimeoutError } from "./run_io_error.ts";

/** How a writer waits for others. */
export interface LockWait {
  /** How long it waits before it gives up, in milliseconds. */
  readonly budgetMs: number;
  /**
   * Tells the time.
   *
   * @returns Milliseconds that never go back.
   */
  now(): number;
  /**
   * Tells in which millisecond it is, as cheaply as can be: it is asked for each append.
   *
   * @returns Another number in another millisecond.
   */
  millisecond(): number;
  /**
   * Sleeps without turning the event loop.
   *
   * @param delayMs How long, in milliseconds.
   */
  nap(delayMs: number): void;
}

/** Taken once: where a test stops the clocks, files still have other writers. */
const { now: wallClock } = Date;
const monotonicClock = performance.now.bind(performance);

/** How the sinks wait. */
export const PATIENT: LockWait = {
  budgetMs: 5000,
  now: monotonicClock,
  millisecond: wallClock,
  nap,
};

/** Between two looks at a lock: others hold it for microseconds. */
const NAP_MS = 1;

type Lockable = Pick<AppendFile, "tryLock">;

/**
 * Asks once for a lock.
 *
 * @param file The file.
 * @param kinds Which locks will do, the best one first.
 * @returns The lock that is held, `shared` where there are none; undefined where others hold the file.
 */
export function tryLocks(file: Lockable, kinds: readonly LockKind[]): LockKind | undefined {
  for (const kind of kinds) {
    const answer = file.tryLock(kind);
    if (answer === "unsupported") return "shared";
    if (answer === "held") return kind;
  }
  return undefined;
}

/**
 * Waits for a lock that others hold.
 *
 * @param file The file.
 * @param kinds Which locks will do, the best one first.
 * @param options The file's path, for the error, and how it is waited.
 * @returns The lock that is held.
 * @throws {LockTimeoutError} Where it takes too long.
 */
export function waitForLock(
  file: Lockable,
  kinds: readonly LockKind[],
  { path, wait: { now, nap, budgetMs } }: { readonly path: string; readonly wait: LockWait },
): LockKind {
  const start = now();
  for (;;) {
    const waitedMs = Math.round(now() - start);
    if (waitedMs >= budgetMs) throw new LockTimeoutError(path, waitedMs);
    nap(NAP_MS);
    const held = tryLocks(file, kinds);
    if (held !== undefined) return held;
  }
}
