/**
 * A sink that appends each event to a file. Unless asked for more or less, an
 * event is handed to the system before `emit` returns: a killed process loses nothing. Deno,
 * Node and Bun.
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

import { LineEncoder } from "../core/encode.ts";
import { type CountingSink, countingSink, type LateLoss } from "./counting_sink.ts";
import { type Durability, LEVELS } from "./file/durability.ts";
import { EventFile } from "./file/event_file.ts";
import { hostPort } from "./io/host_port.ts";
import type { ExitSignal, FilePort } from "./io/port.ts";
import { RunIoError } from "./file/run_io_error.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { Durability } from "./file/durability.ts";
export type {
  AppendFile,
  ExitSignal,
  FilePort,
  LockAnswer,
  LockKind,
  SyncWriter,
  Undo,
} from "./io/port.ts";
export type { SinkStats } from "../core/sink.ts";
export { LockTimeoutError, RunIoError } from "./file/run_io_error.ts";

/** How a file sink is made. */
export interface FileSinkOptions {
  /**
   * What an event survives.
   *
   * @default "os"
   */
  readonly durability?: Durability;
  /**
   * Signals at which the sink hands on what it holds. The signal then ends the process, unless
   * others listen to it (Node, Bun). Deno needs `--allow-run` to end with the signal itself; without
   * it the exit code is 128 and the signal's number, as a shell says it.
   *
   * @default none: a library leaves signals alone
   */
  readonly exitSignals?: readonly ExitSignal[];
  /**
   * What the sink asks of the machine.
   *
   * @default the runtime's own files
   */
  readonly port?: FilePort;
}

/** A sink that appends to a file. With `"disk"`, `emit` says when the event is on the disk. */
export type FileSink = CountingSink<void | Promise<void>>;

/**
 * Makes a sink that appends to a file. The file and its directories are made
 * where they are missing; what is in the file stays.
 *
 * Several sinks, in several processes, may append to one file: lines do not mix and are not glued
 * to what a killed process has left behind. In Deno each append then takes an advisory lock. Node and
 * Bun have none: there the `flock` command, where it exists, keeps others from cutting the file, and
 * each event begins a line of its own, so that blank lines may come between them.
 *
 * A write that fails takes back its own part, unless others are at the file or there are no locks:
 * then the part stays, and the next event begins a new line. That goes through when there is room again.
 * What is no file, such as a named pipe, is opened to be written only: the call waits for its reader.
 * Deno needs the permission to write to the file; without that to read it the end
 * cannot be seen, and the first event begins a new line wherever the file has any.
 *
 * @param path The file's path.
 * @param options What an event survives, and at which signals.
 * @returns The sink. Its `emit` throws `RunIoError` where a write fails, and `LockTimeoutError` where
 * another process holds the file for 5 s; a bus counts and reports both. Its `close` throws
 * a `RunIoError` where events were lost, so that nobody misses it.
 * @throws {RunIoError} Where the file cannot be opened.
 * @throws {LockTimeoutError} Where another process holds the file for 5 s (Node, Bun).
 * @throws {TypeError} Where the path is empty or no text, or the durability is unknown.
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
 *
 * @example Know that events are on the disk
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { fileSink } from "@runtrail/runtrail/sinks/file";
 *
 * const bus = new EventBus();
 * bus.on(fileSink(`${Deno.makeTempDirSync()}/run.jsonl`, { durability: "disk" }));
 * const run = bus.run({ mode: "apply" });
 * await bus.flush(); // rejects where the disk has failed
 * run.finish();
 * await bus.close();
 * ```
 */
export function fileSink(path: string, options: FileSinkOptions = {}): FileSink {
  if (typeof path !== "string" || path === "") {
    throw new TypeError(`Cannot open a file: its path is ${JSON.stringify(path)}`);
  }
  const { durability = "os", exitSignals = [], port = hostPort() } = options;
  if (!Object.hasOwn(LEVELS, durability)) {
    throw new TypeError(`Cannot open ${path}: its durability is ${JSON.stringify(durability)}`);
  }
  const file = new EventFile(path, port);
  const level = LEVELS[durability](file, port);
  const lastChance = (): void => {
    try {
      level.flush();
    } catch {
      // The process ends: nobody is left to tell.
    }
  };
  const undo = exitSignals.map((signal) => port.onSignal(signal, lastChance));
  if (durability !== "os") undo.push(port.onExit(lastChance));
  const lines = new LineEncoder();
  return countingSink({
    write: (event) => level.write(lines.encode(event)),
    flush: level.flush,
    held: level.held,
    lost: () => added(level.lost(), file.loss),
    close(loss) {
      for (const call of undo) call();
      level.stop();
      try {
        file.close();
      } catch (error) {
        if (loss === undefined) throw error;
      }
      if (loss === undefined) return;
      const { failed, emitted, error } = loss;
      const verb = `write ${failed} of ${emitted} events to`;
      throw new RunIoError(verb, path, error instanceof RunIoError ? error.cause : error);
    },
  });
}

function added(one: LateLoss | undefined, other: LateLoss | undefined): LateLoss | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { events: one.events + other.events, error: one.error };
}
