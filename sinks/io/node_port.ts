import { errorCode } from "./error_code.ts";
import { openNodeAppendFile } from "./node_append_file.ts";
import type { ExitSignal, NewFile, OutputStream, Port, SyncReader, Undo } from "./port.ts";

type Fs = typeof import("node:fs");
type Os = typeof import("node:os");
type Threads = typeof import("node:worker_threads");
type Tty = typeof import("node:tty");
type Process = typeof import("node:process");

/** The bits of a file's mode that are permissions. */
const PERMISSIONS = 0o777;

/**
 * Makes the port for Node (20.16 or later) and Bun. The modules are asked for at
 * run time, so that bundlers and Deno load none of them by themselves.
 *
 * @param process The global `process`.
 * @returns The machine as Node shows it.
 */
export function nodePort(process: Process): Port {
  const fs = process.getBuiltinModule("node:fs") as Fs;
  const output = (fd: 1 | 2): OutputStream => ({
    writeSync: (bytes) => fs.writeSync(fd, bytes),
    isTerminal: () => isTerminal(process, fd),
  });
  const reader = (fd: number): SyncReader => ({
    readSync: (buffer) => readSync(fs, fd, buffer),
    close: () => fs.closeSync(fd),
  });
  return {
    args: process.argv.slice(2),
    noColor: (process.env["NO_COLOR"] ?? "") !== "",
    stdout: output(1),
    stderr: output(2),
    openStdin: () => ({ ...reader(0), close: () => {} }),
    openRead(path) {
      const fd = fs.openSync(path, "r");
      const stat = fs.fstatSync(fd);
      if (stat.isFile()) return regularReader(process, fd);
      if (!stat.isDirectory()) return reader(fd);
      fs.closeSync(fd);
      throw Object.assign(new Error("Is a directory"), { code: "EISDIR" });
    },
    get processors() {
      return (process.getBuiltinModule("node:os") as Os).availableParallelism();
    },
    openAppend: (path) => openNodeAppendFile(process, path),
    onExit: (call) => onExit(process, call),
    onSignal: (signal, call) => onSignal(process, signal, call),
    after,
    createNew(path, like): NewFile {
      const fd = fs.openSync(path, "wx", fs.statSync(like).mode & PERMISSIONS);
      return {
        writeSync: (bytes) => fs.writeSync(fd, bytes),
        sync: () => fs.fsyncSync(fd),
        close: () => fs.closeSync(fd),
      };
    },
    exists: (path) => fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    realPath: (path) => fs.realpathSync(path),
    link: (from, to) => fs.linkSync(from, to),
    rename: (from, to) => fs.renameSync(from, to),
    unlink: (path) => fs.unlinkSync(path),
    exit: (code) => process.exit(code),
  };
}

/** Not process.stdout.isTTY: to look at it makes a stream, which changes the pipe's mode. */
function isTerminal(process: Process, fd: number): boolean {
  // node:tty brings the network along, which takes a tenth of an empty start.
  if (isPlainStream(process, fd)) return false;
  const { isatty } = process.getBuiltinModule("node:tty") as Tty;
  return isatty(fd);
}

/** Whether something is a file or a pipe, so that it is no terminal. */
function isPlainStream(process: Process, fd: number): boolean {
  try {
    const { fstatSync } = process.getBuiltinModule("node:fs") as Fs;
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

/** Threads share the descriptor, so that each says where it reads. */
function regularReader(process: Process, fd: number): SyncReader {
  const fs = process.getBuiltinModule("node:fs") as Fs;
  let at = 0;
  return {
    readSync(buffer) {
      const count = fs.readSync(fd, buffer, 0, buffer.length, at);
      at += count;
      return count || null;
    },
    regular: {
      get size() {
        return fs.fstatSync(fd).size;
      },
      seek: (offset) => void (at = offset),
      startThread: (program, data) => startThread(process, program, { data, fd }),
    },
    close: () => fs.closeSync(fd),
  };
}

function startThread(process: Process, program: string, workerData: unknown): Undo {
  const { Worker } = process.getBuiltinModule("node:worker_threads") as Threads;
  const source =
    `const { workerData: { data, fd } } = process.getBuiltinModule("node:worker_threads");
const { readSync } = process.getBuiltinModule("node:fs");
(${program})(data, (bytes, offset) => readSync(fd, bytes, 0, bytes.length, offset));`;
  const worker = new Worker(source, { eval: true, workerData });
  // Else its fault would end the process.
  worker.on("error", () => {});
  worker.unref();
  return () => void worker.terminate();
}

function readSync(fs: Fs, fd: number, buffer: Uint8Array): number | null {
  try {
    return fs.readSync(fd, buffer) || null;
  } catch (error) {
    // Windows says so at the end of a pipe.
    if (errorCode(error) === "EOF") return null;
    throw error;
  }
}

function onExit(process: Process, call: () => void): Undo {
  process.on("exit", call);
  return () => void process.off("exit", call);
}

function onSignal(process: Process, signal: ExitSignal, call: () => void): Undo {
  const undo = (): void => void process.off(signal, handle);
  const handle = (): void => {
    undo();
    call();
    // Whoever else listens decides on the process's end.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on(signal, handle);
  return undo;
}

function after(delayMs: number, call: () => void): Undo {
  const timer = setTimeout(call, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
