import type { SyncReader, Undo } from "./port.ts";

type Fs = typeof import("node:fs");
type Threads = typeof import("node:worker_threads");
type Process = typeof import("node:process");

/** A regular file that was opened. */
export interface OpenedFile {
  /** Its descriptor. */
  readonly fd: number;
  /** How many bytes it had then. */
  readonly size: number;
}

/**
 * Reads a regular file in Node and Bun. Threads share its descriptor, so that
 * each says where it reads.
 *
 * @param process The global `process`.
 * @param opened The file.
 * @returns The reader, which closes it.
 */
export function readNodeFile(process: Process, { fd, size }: OpenedFile): SyncReader {
  const fs = process.getBuiltinModule("node:fs") as Fs;
  let at = 0;
  return {
    readSync(buffer) {
      const count = fs.readSync(fd, buffer, 0, buffer.length, at);
      at += count;
      return count || null;
    },
    regular: {
      size,
      seek: (offset) => void (at = offset),
      startThread: (program, data) => startThread(process, program, { data, fd }),
    },
    close: () => fs.closeSync(fd),
  };
}

function startThread(process: Process, program: string, workerData: unknown): Undo {
  const { Worker } = process.getBuiltinModule("node:worker_threads") as Threads;
  const source = `const { workerData: { data, fd } } = require("node:worker_threads");
const { readSync } = require("node:fs");
(${program})(data, (bytes, offset) => readSync(fd, bytes, 0, bytes.length, offset));`;
  const worker = new Worker(source, { eval: true, workerData });
  // Else its fault would end the process.
  worker.on("error", () => {});
  worker.unref();
  return () => void worker.terminate();
}
