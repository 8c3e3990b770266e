import { errorCode } from "./error_code.ts";
import { openNodeAppendFile } from "./node_append_file.ts";
import { readNodeFile } from "./node_regular_file.ts";
import type { ExitSignal, NewFile, OutputStream, Port, SyncReader, Undo } from "./port.ts";

type Fs = typeof import("node:fs");
type Os = typeof import("node:os");
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
  // Not process.stdout.isTTY: to look at it makes a stream, which changes the pipe's mode.
  const { isatty } = process.getBuiltinModule("node:tty") as Tty;
  const output = (fd: 1 | 2): OutputStream => ({
    writeSync: (bytes) => fs.writeSync(fd, bytes),
    isTerminal: () => isatty(fd),
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
      if (stat.isFile()) return readNodeFile(process, { fd, size: stat.size });
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
