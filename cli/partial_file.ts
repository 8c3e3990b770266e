import { errorReason } from "../sinks/io/error_code.ts";
import type { NewFile, ReplacePort } from "../sinks/io/port.ts";
import { writeAll } from "../sinks/io/write_all.ts";
import { fileLabel } from "./file_operand.ts";

/** A file could not be written. */
export class WriteError extends Error {
  /** The error's name. */
  override readonly name = "WriteError";

  /**
   * @param path The file.
   * @param cause What the system threw.
   */
  constructor(path: string, cause: unknown) {
    super(`Cannot write ${fileLabel(path)}: ${errorReason(cause)}`, { cause });
  }
}

const BUFFER_BYTES = 256 * 1024;

/**
 * A file that gets its name only once it is whole. Until then it is called
 * `.partial`, so that nobody takes the half of it for all.
 */
export class PartialFile {
  /** The name that the file is to get. */
  readonly path: string;
  /** The name that it has until then. */
  readonly partialPath: string;
  readonly #port: ReplacePort;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  #file: NewFile | undefined;
  /** The names that it has and that are to go if it is not to stay. */
  readonly #names = new Set<string>();

  /**
   * Gives the name that a file has until it is whole.
   *
   * @param path The name that the file is to get.
   * @returns The name.
   */
  static partialPathOf(path: string): string {
    return `${path}.partial`;
  }

  /**
   * Makes the file.
   *
   * @param path The name that the file is to get.
   * @param options The machine, and the file whose permissions it gets.
   * @throws {WriteError} Where it cannot be made.
   */
  constructor(
    path: string,
    { port, like }: { readonly port: ReplacePort; readonly like: string },
  ) {
    this.path = path;
    this.partialPath = PartialFile.partialPathOf(path);
    this.#port = port;
    this.#file = attempt(this.partialPath, () => port.createNew(this.partialPath, like));
    this.#names.add(this.partialPath);
  }

  /**
   * Writes bytes.
   *
   * @param bytes Valid during the call.
   * @throws {WriteError} Where the system refuses.
   */
  write(bytes: Uint8Array): void {
    if (this.#buffered + bytes.length > BUFFER_BYTES) this.#flush();
    if (bytes.length > BUFFER_BYTES) return this.#hand(bytes);
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
  }

  /**
   * Ends the file: all of it is on the disk.
   *
   * @throws {WriteError} Where the system refuses.
   */
  finish(): void {
    this.#flush();
    attempt(this.path, () => this.#file?.sync());
    this.#close();
  }

  /**
   * Gives the file its name.
   *
   * @param over Whether the name may be taken from another file.
   * @throws {WriteError} Where the system refuses, or the name is taken and must not be.
   */
  publish(over: "new" | "replace"): void {
    attempt(this.path, () => {
      if (over === "replace") {
        this.#port.rename(this.partialPath, this.path);
        this.#names.delete(this.partialPath);
        return;
      }
      // A rename would take the name from whoever was faster.
      this.#port.link(this.partialPath, this.path);
      this.#names.add(this.path);
      this.#port.unlink(this.partialPath);
      this.#names.delete(this.partialPath);
    });
  }

  /** Makes the file stay: from here on nothing is taken back. */
  keep(): void {
    this.#names.clear();
  }

  /** Takes back what was written and is not to stay, but for what took another file's place. */
  discard(): void {
    // What made the command give up is told; more of the same would say it again.
    quietly(() => this.#close());
    for (const name of this.#names) quietly(() => this.#port.unlink(name));
    this.#names.clear();
  }

  #flush(): void {
    this.#hand(this.#buffer.subarray(0, this.#buffered));
    this.#buffered = 0;
  }

  #hand(bytes: Uint8Array): void {
    const file = this.#file;
    if (file === undefined) return;
    attempt(this.path, () => writeAll(file, bytes, bytes.length));
  }

  #close(): void {
    const file = this.#file;
    this.#file = undefined;
    attempt(this.path, () => file?.close());
  }
}

function attempt<Result>(path: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw new WriteError(path, error);
  }
}

function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // Nothing depends on it.
  }
}
