import type { Undo } from "../io/port.ts";
import { lineCount } from "../io/sealed_line.ts";

/** Where the lines of a batch go. */
export interface BatchTarget {
  /** Appends so many lines; gives how many bytes of them stand there, up to the end of a line. */
  append(lines: Uint8Array, count: number): number;
}

/** What calls a batch back. */
export interface BatchTimer {
  /** Calls back once after so many milliseconds. */
  after(delayMs: number, call: () => void): Undo;
}

/** How many bytes are held at most: more in one write gains nothing. */
const BATCH_BYTES = 64 * 1024;

/** How long a line is held at most, in milliseconds. */
const BATCH_MS = 100;

/**
 * Holds lines back and appends many in one write: when there are 64 KiB of them,
 * 100 ms after the first, and when asked to. Lines that could not be appended are kept and
 * tried again; only what then finds no room is refused.
 */
export class LineBatch {
  readonly #target: BatchTarget;
  readonly #timer: BatchTimer;
  readonly #bytes = new Uint8Array(BATCH_BYTES);
  #used = 0;
  #lines = 0;
  #stopTimer: Undo | undefined;

  /**
   * @param target Where the lines go.
   * @param timer What calls back when a line was held for long enough.
   */
  constructor(target: BatchTarget, timer: BatchTimer) {
    this.#target = target;
    this.#timer = timer;
  }

  /** How many lines are held. */
  get lines(): number {
    return this.#lines;
  }

  /**
   * Takes a line.
   *
   * @param line The line, with its newline. It is copied.
   * @throws Whatever `append` throws, where there is no room for the line. It is then not taken.
   */
  add(line: Uint8Array): void {
    if (this.#used + line.length > BATCH_BYTES) this.#makeRoom(line.length);
    if (line.length > BATCH_BYTES) {
      this.#target.append(line, 1);
      return;
    }
    this.#bytes.set(line, this.#used);
    this.#used += line.length;
    this.#lines++;
    this.#startTimer();
  }

  /**
   * Appends what is held.
   *
   * @throws Whatever `append` throws. What there was no room for is still held.
   */
  drain(): void {
    while (this.#used > 0) {
      const bytes = this.#target.append(this.#bytes.subarray(0, this.#used), this.#lines);
      this.#lines -= bytes === this.#used ? this.#lines : lineCount(this.#bytes.subarray(0, bytes));
      this.#bytes.copyWithin(0, bytes, this.#used);
      this.#used -= bytes;
    }
    this.stop();
  }

  /** Ends the wait: what is still held is no longer tried again. */
  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #makeRoom(bytes: number): void {
    try {
      this.drain();
    } catch (error) {
      // A disk that is nearly full has taken some of the lines.
      if (this.#used + bytes > BATCH_BYTES) throw error;
    }
  }

  #startTimer(): void {
    this.#stopTimer ??= this.#timer.after(BATCH_MS, () => {
      this.#stopTimer = undefined;
      try {
        this.drain();
      } catch {
        // Nothing is lost yet: it is tried again, and the sink's close tells what was.
        this.#startTimer();
      }
    });
  }
}
