/** One line of a file. */
export interface Line {
  /** The line's number, counted from 1. */
  readonly number: number;
  /** Where the line begins, in bytes from the start of the file. */
  readonly offset: number;
  /** The line without its newline; only its beginning where it is too long. Valid until the next line. */
  readonly bytes: Uint8Array;
  /** The line's whole length in bytes, without its newline. */
  readonly length: number;
  /** Whether a newline ends the line: the last one of a file that was cut has none. */
  readonly terminated: boolean;
}

/** Lines over this many bytes are not kept whole, unless another limit is given: 16 MiB. */
export const DEFAULT_MAX_LINE_BYTES = 16 * 1024 * 1024;

/** The longest text that V8 can hold, in bytes of ASCII: a limit above it would end in an exception. */
export const LONGEST_TEXT_BYTES = 2 ** 29 - 24;

/** How much of a line that is too long is kept, to show it; never more than the limit. */
export const EXCERPT_BYTES = 1024;

const NEWLINE = 10;

/** Splits chunks of bytes into lines, in memory bounded by the longest line and the limit. */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #excerptBytes: number;
  readonly #onLine: (line: Line) => void;
  /** The beginning of a line whose end is in a later chunk. */
  #carry: Uint8Array<ArrayBuffer> = new Uint8Array(4096);
  #carried = 0;
  #length = 0;
  #number = 1;
  #offset = 0;

  /**
   * @param maxLineBytes Lines over this many bytes come with their beginning only.
   * @param onLine Called for each line, while `push` or `end` runs.
   */
  constructor(maxLineBytes: number, onLine: (line: Line) => void) {
    this.#maxLineBytes = Math.min(maxLineBytes, LONGEST_TEXT_BYTES);
    this.#excerptBytes = Math.min(this.#maxLineBytes, EXCERPT_BYTES);
    this.#onLine = onLine;
  }

  /**
   * Takes the next bytes of the file.
   *
   * @param chunk Any number of bytes, cut anywhere.
   */
  push(chunk: Uint8Array): void {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      this.#finishLine(chunk.subarray(start, end));
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  /** Ends the file: gives out a last line that has no newline. */
  end(): void {
    if (this.#length > 0) this.#give(this.#kept(), this.#length, "unterminated");
  }

  #finishLine(rest: Uint8Array): void {
    if (this.#length === 0 && rest.length <= this.#maxLineBytes) {
      this.#give(rest, rest.length, "terminated");
      return;
    }
    this.#keep(rest);
    this.#give(this.#kept(), this.#length, "terminated");
  }

  #give(bytes: Uint8Array, length: number, end: "terminated" | "unterminated"): void {
    const line: Line = {
      number: this.#number,
      offset: this.#offset,
      bytes,
      length,
      terminated: end === "terminated",
    };
    this.#number++;
    this.#offset += length + 1;
    this.#length = 0;
    this.#carried = 0;
    this.#onLine(line);
  }

  #keep(bytes: Uint8Array): void {
    this.#length += bytes.length;
    const room = this.#length > this.#maxLineBytes ? this.#excerptBytes : this.#maxLineBytes;
    const kept = bytes.subarray(0, Math.max(0, room - this.#carried));
    this.#grow(this.#carried + kept.length);
    this.#carry.set(kept, this.#carried);
    this.#carried += kept.length;
  }

  #kept(): Uint8Array {
    const shown = this.#length > this.#maxLineBytes ? this.#excerptBytes : this.#carried;
    return this.#carry.subarray(0, Math.min(shown, this.#carried));
  }

  #grow(bytes: number): void {
    if (bytes <= this.#carry.length) return;
    const larger = new Uint8Array(Math.max(bytes, this.#carry.length * 2));
    larger.set(this.#carry.subarray(0, this.#carried));
    this.#carry = larger;
  }
}
