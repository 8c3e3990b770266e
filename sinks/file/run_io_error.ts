import { errorCode, errorReason } from "../io/error_code.ts";

/** An event file could not be opened, written or read. */
export class RunIoError extends Error {
  /** The error's name. */
  override readonly name = "RunIoError";
  /** The file's path, as it was given. */
  readonly path: string;
  /** The system's code, such as `ENOSPC`; undefined where there is none. */
  readonly code: string | undefined;

  /**
   * Makes the error of what the runtime threw.
   *
   * @param verb What could not be done to the file, such as `open`.
   * @param path The file's path.
   * @param cause What the runtime threw.
   */
  constructor(verb: string, path: string, cause: unknown) {
    super(`Cannot ${verb} ${path}: ${errorReason(cause)}`, { cause });
    this.path = path;
    this.code = errorCode(cause);
  }
}

/** Other writers held an event file for longer than anybody should. */
export class LockTimeoutError extends Error {
  /** The error's name. */
  override readonly name = "LockTimeoutError";
  /** The file's path, as it was given. */
  readonly path: string;
  /** How long the writer waited, in milliseconds. */
  readonly waitedMs: number;

  /**
   * Makes the error of a wait that was given up.
   *
   * @param path The file's path.
   * @param waitedMs How long the writer waited, in milliseconds.
   */
  constructor(path: string, waitedMs: number) {
    super(`Cannot lock ${path}: another process has held it for ${waitedMs} ms`);
    this.path = path;
    this.waitedMs = waitedMs;
  }
}
