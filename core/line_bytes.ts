const UTF8 = new TextEncoder();

/** Longer lines are left to whoever writes any event. */
const MOST_BYTES = 256 * 1024;

/** Longer texts are left to JSON.stringify: its start costs as much as to write these here. */
const SHORT = 128;

/** No short text takes more bytes, its quotes included. */
const SHORT_BYTES = 2 * SHORT + 2;

/** No UTF-16 unit takes more bytes in UTF-8. */
export const MOST_BYTES_PER_UNIT = 3;

const QUOTE = 34;
const ZERO = 48;
const BACKSLASH = 92;

/** What is not written here: control characters, and all that is not ASCII. */
const ELSEWHERE = 1;

/** By ASCII character: 0 where it stands for itself in JSON, else what follows the backslash. */
const ESCAPES = new Uint8Array(128).fill(ELSEWHERE, 0, 32);
for (const [character, escape] of ['""', "\\\\", "\nn", "\rr", "\tt", "\bb", "\ff"]) {
  ESCAPES[character!.charCodeAt(0)] = escape!.charCodeAt(0);
}

/** An array that JSON is written to, at any place. What was written before stays behind it. */
export class LineBytes {
  /** Where the next byte goes. */
  at = 0;
  #bytes = new Uint8Array(4096);

  /** The array; another one after it has grown. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  /**
   * Writes a number.
   *
   * @param value What `isDigits` is true of.
   */
  writeDigits(value: number): void {
    const start = this.at;
    this.#reserve(10);
    let end = start + 1;
    for (let limit = 10; limit <= value; limit *= 10) end++;
    let rest = value;
    for (let digit = end - 1; digit >= start; digit--) {
      const tens = (rest / 10) | 0;
      this.#bytes[digit] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.at = end;
  }

  /**
   * Writes a text as JSON.
   *
   * @param text Any text; lone surrogates become U+FFFD.
   * @throws {RangeError} Where the line becomes too long.
   */
  writeText(text: string): void {
    // Asked first: it also makes one piece of a concatenated text, which each look at a unit would.
    if (!text.isWellFormed() || text.length > SHORT) return this.#writeAnyText(text);
    this.#reserve(SHORT_BYTES);
    const bytes = this.#bytes;
    let at = this.at;
    bytes[at++] = QUOTE;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const escape = unit < 128 ? ESCAPES[unit]! : ELSEWHERE;
      if (escape === 0) bytes[at++] = unit;
      else if (escape === ELSEWHERE) return this.#writeAnyText(text);
      else {
        bytes[at++] = BACKSLASH;
        bytes[at++] = escape;
      }
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  #writeAnyText(text: string): void {
    this.writeJson(JSON.stringify(text.toWellFormed()));
  }

  /**
   * Writes what is JSON already.
   *
   * @param json Well-formed text.
   * @throws {RangeError} Where the line becomes too long.
   */
  writeJson(json: string): void {
    this.#reserve(json.length * MOST_BYTES_PER_UNIT);
    this.at += UTF8.encodeInto(json, this.#bytes.subarray(this.at)).written;
  }

  /**
   * Writes a byte.
   *
   * @param byte The byte.
   * @throws {RangeError} Where the line becomes too long.
   */
  writeByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.at++] = byte;
  }

  /**
   * Writes bytes as they are.
   *
   * @param bytes The bytes.
   * @throws {RangeError} Where the line becomes too long.
   */
  writeBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  #reserve(count: number): void {
    const needed = this.at + count;
    if (needed <= this.#bytes.length) return;
    if (needed > MOST_BYTES) throw new RangeError(`Cannot write a line: it has ${needed} bytes`);
    const longer = new Uint8Array(needed * 2);
    longer.set(this.#bytes);
    this.#bytes = longer;
  }
}

/**
 * Tells whether a number is its digits and nothing else, and fits in an integer of the machine.
 *
 * @param value Any number.
 * @returns Whether it does.
 */
export function isDigits(value: number): boolean {
  return value >= 0 && (value | 0) === value;
}
