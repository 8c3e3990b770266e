/** How many lines of output are kept to explain a failure. */
export const TAIL_LINES = 10;

/** Longer lines, names and messages are cut: one of a megabyte explains nothing. */
const MAX_KEPT_CHARS = 400;

/** The last lines of text that comes in chunks, in bounded memory. */
export class OutputTail {
  readonly #lines: string[] = [];
  #partial = "";

  /**
   * Takes the next chunk.
   *
   * @param chunk Text, cut anywhere.
   */
  push(chunk: string): void {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", start)) {
      this.#extend(chunk, start, end);
      this.#lines.push(this.#partial);
      if (this.#lines.length > TAIL_LINES) this.#lines.shift();
      this.#partial = "";
      start = end + 1;
    }
    this.#extend(chunk, start, chunk.length);
  }

  /**
   * Gives the last lines.
   *
   * @returns At most ten, an unfinished one included.
   */
  lines(): readonly string[] {
    const all = this.#partial === "" ? this.#lines : [...this.#lines, this.#partial];
    return all.slice(-TAIL_LINES).map((line) => whole(line.replace(/\r$/, "")));
  }

  #extend(chunk: string, start: number, end: number): void {
    const room = MAX_KEPT_CHARS - this.#partial.length;
    if (room > 0) this.#partial += cutOut(chunk, start, Math.min(end, start + room));
  }
}

/**
 * Cuts a text that is kept for people.
 *
 * @param text The text.
 * @returns Its first 400 characters at most (UTF-16 code units), in memory of its own where it was cut.
 */
export function keptText(text: string): string {
  return text.length <= MAX_KEPT_CHARS ? text : whole(cutOut(text, 0, MAX_KEPT_CHARS));
}

/** Half of a character that takes two units is no character, and no sound JSON. */
function whole(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}

/**
 * Copies a part of a text. Engines make a slice a view that keeps the whole
 * text alive: a few kept words would hold megabytes.
 *
 * @param text The text.
 * @param start The index of the first character.
 * @param end The index after the last.
 * @returns The part, in memory of its own.
 */
export function cutOut(text: string, start: number, end: number): string {
  // A slice of a sum has only the sum behind it.
  return ` ${text.slice(start, end)}`.slice(1);
}
