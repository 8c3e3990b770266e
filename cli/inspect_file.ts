import type { EventReaderOptions } from "../core/event_reader.ts";
import { type Inspection, Inspector } from "../core/inspection.ts";
import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import { type Context, fileLabel, isStdin } from "./command.ts";

/** A file that could not be read. */
export interface ReadFailure {
  /** The system's code, such as `ENOENT`. */
  readonly code?: string;
  /** What went wrong, with the file's name. */
  readonly message: string;
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads a file to its end, or until nobody reads the results any more.
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
  try {
    readChunks(file, context, (chunk) => inspector.push(chunk));
  } catch (error) {
    const message = `Cannot read ${fileLabel(file)}: ${errorReason(error)}`;
    context.complain(message);
    const code = errorCode(error);
    return code === undefined ? { message } : { code, message };
  }
  return inspector.end();
}

function readChunks(
  file: string,
  { port, output }: Context,
  take: (chunk: Uint8Array) => void,
): void {
  const reader = isStdin(file) ? port.openStdin() : port.openRead(file);
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    while (!output.closed) {
      const length = reader.readSync(buffer);
      if (length === null) return;
      take(buffer.subarray(0, length));
    }
  } finally {
    reader.close();
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
