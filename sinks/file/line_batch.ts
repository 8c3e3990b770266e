import type { Undo } from "../io/port.ts";

/** Where the lines of a batch go. */
export interface BatchTarget {
  /** Appends so many whole lines, all or none of them. */
  append(lines: Uint8Array, count: number): void;
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

const NEWLINE = 10;

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
    if (this.#used + line.length > BATCH_BYTES) this.drain();
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
    if (this.#used === 0) return;
    try {
      this.#target.append(this.#bytes.subarray(0, this.#used), this.#lines);
      this.#forget(this.#used, this.#lines);
    } catch {
      this.#drainOneByOne();
    }
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  /** On a disk that is nearly full there is room for some of the lines. */
  #drainOneByOne(): void {
    while (this.#lines > 0) {
      const end = this.#bytes.indexOf(NEWLINE) + 1;
      this.#target.append(this.#bytes.subarray(0, end), 1);
      this.#forget(end, 1);
    }
  }

  #forget(bytes: number, lines: number): void {
    this.#bytes.copyWithin(0, bytes, this.#used);
    this.#used -= bytes;
    this.#lines -= lines;
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
