import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import type { OutputStream } from "../sinks/io/port.ts";
import { PIPE_PIECE_BYTES, writeAll } from "../sinks/io/write_all.ts";

/** Standard output failed, and not because its reader has gone. */
export class OutputError extends Error {
  /** The error's name. */
  override readonly name = "OutputError";

  /** @param cause What the stream threw. */
  constructor(cause: unknown) {
    super(`Cannot write to standard output: ${errorReason(cause)}`, { cause });
  }
}

const UTF8 = new TextEncoder();

/** Text is handed over in pieces of at least this many characters. */
const BUFFER_CHARS = 16_384;

/** Text to standard output, gathered, and quiet once the reader has gone. */
export class Output {
  readonly #stream: OutputStream;
  #text = "";
  #closed = false;
  #started = false;

  /** @param stream Standard output. */
  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** Whether the reader has gone, as `head` does when it has seen enough. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether a line was written. */
  get started(): boolean {
    return this.#started;
  }

  /**
   * Writes a line.
   *
   * @param line The line, without its newline.
   */
  line(line: string): void {
    this.#started = true;
    this.#text += `${line}\n`;
    if (this.#text.length >= BUFFER_CHARS) this.flush();
  }

  /**
   * Writes lines.
   *
   * @param lines The lines, without their newlines. Once the reader has gone, no more are asked for.
   */
  lines(lines: Iterable<string>): void {
    for (const line of lines) {
      this.line(line);
      if (this.#closed) return;
    }
  }

  /**
   * Hands over what was gathered.
   *
   * @throws {OutputError} Where the stream fails, but for a reader that has gone.
   */
  flush(): void {
    const bytes = UTF8.encode(this.#text);
    this.#text = "";
    if (this.#closed) return;
    try {
      writeAll(this.#stream, bytes, PIPE_PIECE_BYTES);
    } catch (error) {
      if (!isClosedPipe(error)) throw new OutputError(error);
      this.#closed = true;
    }
  }
}

function isClosedPipe(error: unknown): boolean {
  return errorCode(error) === "EPIPE" || (error as Error | undefined)?.name === "BrokenPipe";
}
