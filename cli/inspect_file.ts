import type { EventReaderOptions } from "../core/event_reader.ts";
import { type Inspection, Inspector } from "../core/inspection.ts";
import { type FileInspector, inspectorFor } from "../core/scanner/choice.ts";
import { errorCode, errorReason } from "../sinks/io/error_code.ts";
import { retryBusy } from "../sinks/io/nap.ts";
import { type Context, fileLabel, isStdin } from "./command.ts";
import type { FlagSpecs } from "./flags.ts";
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

/** Half of what the scanner holds: what is read is still in the processor's cache when it is scanned. */
const CHUNK_BYTES = 512 * 1024;

/** The flag that makes `reader` the reference. */
export const NO_WASM_FLAG = {
  kind: "switch",
  help: "Read without WebAssembly: slower, with the same result",
} as const satisfies FlagSpecs[string];

/** How a file is read, and whom to tell. */
export interface InspectFileOptions extends EventReaderOptions {
  /**
   * Which reader: `reference` does without WebAssembly.
   *
   * @default "auto", the one that is fast for the file
   */
  readonly reader?: "auto" | "reference";
}

/**
 * Reads a file to its end, or until nobody reads the results any more.
 *
 * @param file A path, or `-` for standard input.
 * @param context The machine.
 * @param options Whom to tell of issues, and the reader.
 * @returns What was found, or why the file could not be read. The failure was told on standard error.
 */
export async function inspectFile(
  file: string,
  context: Context,
  options: InspectFileOptions,
): Promise<Inspection | ReadFailure> {
  const result = await readChunks(
    file,
    context,
    (headBytes) =>
      options.reader === "reference" ? new Inspector(options) : inspectorFor(headBytes, options),
  );
  if (!("error" in result)) return result.end();
  const message = `Cannot read ${fileLabel(file)}: ${errorReason(result.error)}`;
  context.complain(message);
  const code = errorCode(result.error);
  return code === undefined ? { message } : { code, message };
}

/** Gives what reading threw. What the inspector throws is not the file's fault, and is thrown on. */
async function readChunks(
  file: string,
  { port, output }: Context,
  choose: (headBytes: number) => FileInspector | Promise<FileInspector>,
): Promise<FileInspector | { readonly error: unknown }> {
  const opened = attempt(() => isStdin(file) ? port.openStdin() : port.openRead(file));
  if ("error" in opened) return opened;
  const reader = opened.value;
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    const head = attempt(() => retryBusy(() => reader.readSync(buffer)));
    if ("error" in head) return head;
    const inspector = await choose(head.value ?? 0);
    inspector.push(buffer.subarray(0, head.value ?? 0));
    while (head.value !== null && !output.closed) {
      const room = (inspector.room ?? buffer).subarray(0, CHUNK_BYTES);
      const read = attempt(() => retryBusy(() => reader.readSync(room)));
      if ("error" in read) return read;
      if (read.value === null) break;
      inspector.push(room.subarray(0, read.value));
    }
    return inspector;
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
