import type { LateLoss } from "../counting_sink.ts";
import { lineWriter } from "../io/line_writer.ts";
import type { AppendFile, FilePort } from "../io/port.ts";
import { lineCount } from "../io/sealed_line.ts";
import { LockTimeoutError, RunIoError } from "./run_io_error.ts";
import { LineAppender } from "./line_appender.ts";

/** After how many events the file is looked at: a look costs as much as a write. */
const LOOK_EVERY = 256;

type Append = (lines: Uint8Array) => number;

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
  #deleted = false;

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
   * @returns How many bytes of them are in the file: all, or those of the first lines where there
   * was no room for more.
   * @throws {RunIoError} Where not even the first line can be written.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   */
  append(lines: Uint8Array, events: number): number {
    if (this.#unseen >= LOOK_EVERY || this.#deleted) this.look();
    try {
      const bytes = this.#append(lines);
      this.#unseen += bytes === lines.length ? events : lineCount(lines.subarray(0, bytes));
      return bytes;
    } catch (error) {
      throw this.#failure("write", error);
    }
  }

  /**
   * Looks whether the file is still there, and makes it anew where it is not.
   *
   * @throws {RunIoError} Where it cannot be opened again; the next look tries it once more.
   */
  look(): void {
    if (this.#unseen > 0 && !this.#isLinked()) {
      this.#lost += this.#unseen;
      this.#deleted = true;
    }
    this.#unseen = 0;
    if (!this.#deleted) return;
    const deleted = this.#file;
    [this.#file, this.#append] = this.#open();
    this.#deleted = false;
    release(deleted);
  }

  /**
   * Settles when all that was written before is on the disk.
   *
   * @returns Rejects with a `RunIoError`.
   */
  async sync(): Promise<void> {
    const file = this.#file;
    try {
      await file.sync();
    } catch (error) {
      // What went into a deleted file is counted already.
      if (file === this.#file) throw this.#failure("sync", error);
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
      return [file, appendTo(file, this.#path)];
    } catch (error) {
      if (file !== undefined) release(file);
      throw this.#failure("open", error);
    }
  }

  #isLinked(): boolean {
    try {
      return this.#file.isLinked();
    } catch {
      // Nobody can tell: that is no reason to lose an event.
      return true;
    }
  }

  #failure(verb: string, cause: unknown): unknown {
    return cause instanceof LockTimeoutError ? cause : new RunIoError(verb, this.#path, cause);
  }
}

function appendTo(file: AppendFile, path: string): Append {
  if (file.size() !== undefined) {
    const appender = new LineAppender(file, path);
    return (lines) => appender.append(lines);
  }
  const write = lineWriter(file);
  return (lines) => {
    write(lines);
    return lines.length;
  };
}

/** Closes a file that nothing depends on any more. */
function release(file: AppendFile): void {
  try {
    file.close();
  } catch {
    // Whoever asked is told of what matters.
  }
}
