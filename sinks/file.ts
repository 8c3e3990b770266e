/**
 * A sink that appends each event to a file, handed to the system before `emit`
 * returns: a killed process loses nothing. Deno, Node and Bun.
 *
 * @example One file for a run
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { fileSink } from "@runtrail/runtrail/sinks/file";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/runs/run.jsonl`;
 * const bus = new EventBus();
 * bus.on(fileSink(path));
 * bus.run({ mode: "check" }).finish();
 * await bus.close();
 * assertEquals(Deno.readTextFileSync(path).split("\n").length, 3);
 * ```
 *
 * @module
 */

import { encodeEventBytes } from "../core/encode.ts";
import { type CountingSink, countingSink } from "./counting_sink.ts";
import { errorCode, errorReason } from "./io/error_code.ts";
import { hostPort } from "./io/host_port.ts";
import { lineWriter } from "./io/line_writer.ts";
import type { FilePort } from "./io/port.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { AppendFile, FilePort, SyncWriter } from "./io/port.ts";
export type { SinkStats } from "../core/sink.ts";

/** An event file could not be opened or written. */
export class RunIoError extends Error {
  /** The error's name. */
  override readonly name = "RunIoError";
  /** The file's path, as it was given. */
  readonly path: string;
  /** The system's code, such as `ENOSPC`; undefined where there is none. */
  readonly code: string | undefined;

  /**
   * Makes the error of what the runtime threw.
   *
   * @param verb What could not be done to the file, such as `open`.
   * @param path The file's path.
   * @param cause What the runtime threw.
   */
  constructor(verb: string, path: string, cause: unknown) {
    super(`Cannot ${verb} ${path}: ${errorReason(cause)}`, { cause });
    this.path = path;
    this.code = errorCode(cause);
  }
}

/** How a file sink is made. */
export interface FileSinkOptions {
  /**
   * What the sink asks of the machine.
   *
   * @default the runtime's own files
   */
  readonly port?: FilePort;
}

/**
 * Makes a sink that appends to a file. The file and its directories are made
 * where they are missing; what is in the file stays.
 *
 * One event is one write of one whole line on an append descriptor, so that
 * lines of several writers do not mix. Where the file ends in a line without its
 * newline, because a writer was cut off, the first event begins a new line. Deno
 * needs the permission to write to the file; without that to read it the end
 * cannot be seen, and the first event begins a new line wherever the file has any.
 *
 * @param path The file's path.
 * @param options What the sink asks of the machine.
 * @returns The sink. Its `emit` throws `RunIoError` where a write fails; a bus counts and reports it.
 * Its `close` throws one where events were lost, so that nobody misses it.
 * @throws {RunIoError} Where the file cannot be opened.
 * @throws {TypeError} Where the path is empty or no text.
 *
 * @example Append to a file
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { fileSink } from "@runtrail/runtrail/sinks/file";
 * import { assertEquals } from "@std/assert";
 *
 * const sink = fileSink(`${Deno.makeTempDirSync()}/run.jsonl`);
 * const bus = new EventBus();
 * bus.on(sink);
 * bus.emit({ type: "stdout", payload: "hello\n" });
 * sink.close();
 * assertEquals(sink.stats(), { emitted: 1, written: 1, failed: 0, dropped: 0 });
 * ```
 */
export function fileSink(path: string, options: FileSinkOptions = {}): CountingSink {
  if (typeof path !== "string" || path === "") {
    throw new TypeError(`Cannot open a file: its path is ${JSON.stringify(path)}`);
  }
  const file = attempt("open", path, () => (options.port ?? hostPort()).openAppend(path));
  const write = lineWriter(file, {
    pieceBytes: Infinity,
    atLineStart: attempt("open", path, () => file.atLineStart()),
  });
  return countingSink({
    write(event) {
      const line = encodeEventBytes(event);
      attempt("write", path, () => write(line));
    },
    close(loss) {
      attempt("close", path, () => file.close());
      if (loss === undefined) return;
      const { failed, emitted, error } = loss;
      const verb = `write ${failed} of ${emitted} events to`;
      throw new RunIoError(verb, path, error instanceof RunIoError ? error.cause : error);
    },
  });
}

function attempt<Result>(
  verb: "open" | "write" | "close",
  path: string,
  act: () => Result,
): Result {
  try {
    return act();
  } catch (error) {
    throw new RunIoError(verb, path, error);
  }
}
