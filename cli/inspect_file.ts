import { DEFAULT_MAX_LINE_BYTES } from "../core/lines.ts";
import type { FileReading } from "../core/file_reading.ts";
import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import { retryBusy } from "../sinks/io/nap.ts";
import type { Port, RegularFile, SyncReader } from "../sinks/io/port.ts";
import type { Context } from "./command.ts";
import { fileLabel, isStdin } from "./file_operand.ts";
import { UsageError } from "./usage_error.ts";

/** The flag `--max-line-bytes` of the commands that read event files. */
export const MAX_LINE_BYTES_FLAG = {
  kind: "count",
  fallback: DEFAULT_MAX_LINE_BYTES,
  help: "Longer lines are skipped and reported",
} as const;

/** A file that could not be read. */
export interface ReadFailure {
  /** The system's code, such as `ENOENT`. */
  readonly code?: string;
  /** What went wrong, with the file's name. */
  readonly message: string;
}

/**
 * Refuses operands that cannot be files to read.
 *
 * @param files The operands.
 * @throws {UsageError} Where there is none, or standard input is named twice: its end comes once.
 */
export function checkFiles(files: readonly string[]): void {
  if (files.length === 0) throw new UsageError("No file was given; - is standard input");
  if (files.filter(isStdin).length > 1) throw new UsageError("Standard input was given twice");
}

/** What is known of a file before it is read. */
export interface FileHead {
  /** How many bytes came with the first read. */
  readonly readBytes: number;
  /** The first four of them. */
  readonly start: Uint8Array;
  /** What can be done with a regular file; undefined for any other. */
  readonly regular: RegularFile | undefined;
}

/** Half of what the scanner holds: what is read is still in the processor's cache when it is scanned. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Reads and judges a file to its end, or until nobody reads the results any more.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param choose Gives what takes the bytes.
 * @returns What was found, or why the file could not be read. The failure was told on standard error.
 */
export async function inspectFile<Found>(
  file: string,
  context: Context,
  choose: (head: FileHead) => FileReading<Found> | Promise<FileReading<Found>>,
): Promise<Found | ReadFailure> {
  const pieces = new Pieces(file, context.port);
  let reading: FileReading<Found> | undefined;
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    const head = pieces.next(buffer);
    reading = await choose({
      readBytes: head?.length ?? 0,
      start: buffer.slice(0, Math.min(4, head?.length ?? 0)),
      get regular() {
        return pieces.regular;
      },
    });
    for (let piece = head; piece !== undefined;) {
      reading.push(piece);
      if (context.output.closed) break;
      const offset = reading.pull?.(() => !context.output.closed);
      if (offset !== undefined) pieces.regular?.seek(offset);
      piece = pieces.next((reading.room ?? buffer).subarray(0, CHUNK_BYTES));
    }
    reading.settle?.();
    return told(pieces, context) ?? reading.end();
  } finally {
    reading?.close?.();
    pieces.close();
  }
}

/**
 * Reads a file.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param take Takes the next bytes, valid during the call. What it throws is thrown on.
 * @returns Why the file could not be read, which was told on standard error; undefined where it was.
 */
export function readFile(
  file: string,
  context: Pick<Context, "port" | "complain">,
  take: (chunk: Uint8Array) => void,
): ReadFailure | undefined {
  const pieces = new Pieces(file, context.port);
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (let piece = pieces.next(buffer); piece !== undefined; piece = pieces.next(buffer)) {
      take(piece);
    }
    return told(pieces, context);
  } finally {
    pieces.close();
  }
}

/** A file in pieces. What opening or reading it throws ends it, and is kept. */
class Pieces {
  readonly file: string;
  readonly #reader: SyncReader | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(file: string, port: Port) {
    this.file = file;
    this.#reader = this.#attempt(() => isStdin(file) ? port.openStdin() : port.openRead(file));
  }

  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  get regular(): RegularFile | undefined {
    return this.#reader?.regular;
  }

  /** Reads into the room; undefined at the end. */
  next(room: Uint8Array): Uint8Array | undefined {
    const count = this.#attempt(() => retryBusy(() => this.#reader?.readSync(room) ?? null));
    return count === undefined || count === null ? undefined : room.subarray(0, count);
  }

  close(): void {
    this.#reader?.close();
  }

  #attempt<Value>(call: () => Value): Value | undefined {
    try {
      return call();
    } catch (error) {
      this.#failure = { error };
      return undefined;
    }
  }
}

function told(
  { file, failure }: Pieces,
  { complain }: Pick<Context, "complain">,
): ReadFailure | undefined {
  if (failure === undefined) return undefined;
  const message = `Cannot read ${fileLabel(file)}: ${errorReason(failure.error)}`;
  complain(message);
  const code = errorCode(failure.error);
  return code === undefined ? { message } : { code, message };
}

/**
 * Tells what `inspectFile` gave.
 *
 * @param result What it gave.
 * @returns Whether the file could not be read.
 */
export function isFailure(result: object): result is ReadFailure {
  return "message" in result;
}
