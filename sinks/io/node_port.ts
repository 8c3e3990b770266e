import { errorCode } from "./error_code.ts";
import type { AppendFile, NewFile, OutputStream, Port, SyncReader } from "./port.ts";

type Fs = typeof import("node:fs");
type Path = typeof import("node:path");
type Tty = typeof import("node:tty");
type Process = typeof import("node:process");

const NEWLINE = 10;

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
  const { dirname } = process.getBuiltinModule("node:path") as Path;
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
      if (!fs.fstatSync(fd).isDirectory()) return reader(fd);
      fs.closeSync(fd);
      throw Object.assign(new Error("Is a directory"), { code: "EISDIR" });
    },
    openAppend(path): AppendFile {
      const fd = openMaking(fs, path, dirname(path));
      return {
        writeSync: (bytes) => fs.writeSync(fd, bytes),
        atLineStart: () => atLineStart(fs, fd),
        close: () => fs.closeSync(fd),
      };
    },
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

function openMaking(fs: Fs, path: string, parent: string): number {
  try {
    return fs.openSync(path, "a+");
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    fs.mkdirSync(parent, { recursive: true });
    return fs.openSync(path, "a+");
  }
}

function atLineStart(fs: Fs, fd: number): boolean {
  const info = fs.fstatSync(fd);
  if (!info.isFile() || info.size === 0) return true;
  const byte = new Uint8Array(1);
  return fs.readSync(fd, byte, 0, 1, info.size - 1) === 1 && byte[0] === NEWLINE;
}
