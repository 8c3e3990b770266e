import type { EventReaderOptions } from "../core/event_reader.ts";
import { type Inspection, Inspector } from "../core/inspection.ts";
import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import { retryBusy } from "../sinks/io/nap.ts";
import type { Port } from "../sinks/io/port.ts";
import { type Context, fileLabel, isStdin } from "./command.ts";
import { UsageError } from "./usage_error.ts";

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

/**
 * Reads and judges a file to its end, or until nobody reads the results any more.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param options Whom to tell of issues.
 * @returns What was found, or why the file could not be read. The failure was told on standard error.
 */
export function inspectFile(
  file: string,
  context: Context,
  options: EventReaderOptions,
): Inspection | ReadFailure {
  const inspector = new Inspector(options);
  const failure = readFile(file, context, (chunk) => {
    inspector.push(chunk);
    return context.output.closed ? "stop" : "go on";
  });
  return failure ?? inspector.end();
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
export function isFailure(result: Inspection | ReadFailure): result is ReadFailure {
  return "message" in result;
}
