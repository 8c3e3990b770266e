import { DEFAULT_MAX_LINE_BYTES } from "../core/lines.ts";
import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import { retryBusy } from "../sinks/io/nap.ts";
import type { Port } from "../sinks/io/port.ts";
import { type Context, fileLabel, isStdin } from "./command.ts";
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

const CHUNK_BYTES = 1024 * 1024;

/** What takes a file's bytes: an `Inspector`, or a `Validator` where nobody asks for summaries. */
export interface FileReading<Found> {
  /** Takes the next bytes. */
  push(chunk: Uint8Array): void;
  /** Ends the file, and gives what was found. */
  end(): Found;
}

/**
 * Reads and judges a file to its end, or until nobody reads the results any more.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param reading What takes the bytes.
 * @returns What was found, or why the file could not be read. The failure was told on standard error.
 */
export function inspectFile<Found>(
  file: string,
  context: Context,
  reading: FileReading<Found>,
): Found | ReadFailure {
  const failure = readFile(file, context, (chunk) => {
    reading.push(chunk);
    return context.output.closed ? "stop" : "go on";
  });
  return failure ?? reading.end();
}

/**
 * Reads a file.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param take Takes the next bytes, valid during the call, and says whether to go on. What it
 * throws is thrown on.
 * @returns Why the file could not be read, which was told on standard error; undefined where it was.
 */
export function readFile(
  file: string,
  { port, complain }: Pick<Context, "port" | "complain">,
  take: (chunk: Uint8Array) => "go on" | "stop",
): ReadFailure | undefined {
  const failed = readChunks(file, port, take);
  if (failed === undefined) return undefined;
  const message = `Cannot read ${fileLabel(file)}: ${errorReason(failed.error)}`;
  complain(message);
  const code = errorCode(failed.error);
  return code === undefined ? { message } : { code, message };
}

/** Gives what reading threw. */
function readChunks(
  file: string,
  port: Port,
  take: (chunk: Uint8Array) => "go on" | "stop",
): { readonly error: unknown } | undefined {
  const opened = attempt(() => isStdin(file) ? port.openStdin() : port.openRead(file));
  if ("error" in opened) return opened;
  const reader = opened.value;
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const read = attempt(() => retryBusy(() => reader.readSync(buffer)));
      if ("error" in read) return read;
      if (read.value === null) return undefined;
      if (take(buffer.subarray(0, read.value)) === "stop") return undefined;
    }
  } finally {
    reader.close();
  }
}

function attempt<Value>(
  call: () => Value,
): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: call() };
  } catch (error) {
    return { error };
  }
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
