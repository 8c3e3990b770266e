import type { AppendFile, OutputStream, Port, SyncReader } from "./port.ts";

type Fs = typeof import("node:fs");
type Path = typeof import("node:path");
type Process = typeof import("node:process");

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
  const output = (fd: 1 | 2): OutputStream => ({
    writeSync: (bytes) => fs.writeSync(fd, bytes),
    isTerminal: () => (fd === 1 ? process.stdout : process.stderr).isTTY === true,
  });
  const reader = (fd: number): SyncReader => ({
    readSync: (buffer) => fs.readSync(fd, buffer) || null,
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
      fs.mkdirSync(dirname(path), { recursive: true });
      const fd = fs.openSync(path, "a+");
      return {
        writeSync: (bytes) => fs.writeSync(fd, bytes),
        lastByte: () => lastByteOf(fs, fd),
        close: () => fs.closeSync(fd),
      };
    },
    exit: (code) => process.exit(code),
  };
}

function lastByteOf(fs: Fs, fd: number): number | undefined {
  const info = fs.fstatSync(fd);
  if (!info.isFile() || info.size === 0) return undefined;
  const byte = new Uint8Array(1);
  return fs.readSync(fd, byte, 0, 1, info.size - 1) === 1 ? byte[0] : undefined;
}
