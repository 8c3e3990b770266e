import type { LateLoss } from "../counting_sink.ts";
import { lineWriter } from "../io/line_writer.ts";
import type { AppendFile, FilePort } from "../io/port.ts";
import { LockTimeoutError, RunIoError } from "./run_io_error.ts";
import { LineAppender } from "./line_appender.ts";

/** After how many events the file is looked at: a look costs as much as a write. */
const LOOK_EVERY = 256;

type Append = (lines: Uint8Array) => void;

/**
 * The file at a path, for as long as events come. One that is renamed, as log
 * rotation does, is written on under its new name; one that is deleted is made anew, and what
 * went into the deleted one since the last look at it is lost.
 */
export class EventFile {
  readonly #path: string;
  readonly #port: FilePort;
  #file: AppendFile;
  #append: Append;
  #unseen = 0;
  #lost = 0;

  /**
   * Opens the file.
   *
   * @param path The file's path.
   * @param port Where files are opened.
   * @throws {RunIoError} Where the file cannot be opened.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   */
  constructor(path: string, port: FilePort) {
    this.#path = path;
    this.#port = port;
    [this.#file, this.#append] = this.#open();
  }

  /** The events that went into a file that somebody deleted. */
  get loss(): LateLoss | undefined {
    if (this.#lost === 0) return undefined;
    return { events: this.#lost, error: "the file was deleted" };
  }

  /**
   * Appends lines to the file.
   *
   * @param lines Whole lines, each with its newline.
   * @param events How many there are.
   * @throws {RunIoError} Where the lines cannot be written.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   */
  append(lines: Uint8Array, events: number): void {
    if (this.#unseen >= LOOK_EVERY) this.look();
    try {
      this.#append(lines);
    } catch (error) {
      throw this.#failure("write", error);
    }
    this.#unseen += events;
  }

  /**
   * Looks whether the file is still there, and makes it anew where it is not.
   *
   * @throws {RunIoError} Where it cannot be opened again.
   */
  look(): void {
    if (this.#unseen > 0 && !this.#file.isLinked()) {
      this.#lost += this.#unseen;
      const deleted = this.#file;
      [this.#file, this.#append] = this.#open();
      deleted.close();
    }
    this.#unseen = 0;
  }

  /**
   * Settles when all that was written before is on the disk.
   *
   * @returns Rejects with a `RunIoError`.
   */
  async sync(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (error) {
      throw this.#failure("sync", error);
    }
  }

  /**
   * Waits until all that was written is on the disk.
   *
   * @throws {RunIoError} Where the disk fails.
   */
  syncNow(): void {
    try {
      this.#file.syncNow();
    } catch (error) {
      throw this.#failure("sync", error);
    }
  }

  /**
   * Closes the file.
   *
   * @throws {RunIoError} Where the system has something to say about it.
   */
  close(): void {
    try {
      this.#file.close();
    } catch (error) {
      throw this.#failure("close", error);
    }
  }

  #open(): [AppendFile, Append] {
    let file: AppendFile | undefined;
    try {
      file = this.#port.openAppend(this.#path);
      if (file.size() === undefined) return [file, lineWriter(file)];
      const appender = new LineAppender(file, this.#path);
      return [file, (lines) => appender.append(lines)];
    } catch (error) {
      file?.close();
      throw this.#failure("open", error);
    }
  }

  #failure(verb: string, cause: unknown): unknown {
    return cause instanceof LockTimeoutError ? cause : new RunIoError(verb, this.#path, cause);
  }
}
