import { errorCode } from "./error_code.ts";
import type { AppendFile, LockAnswer } from "./port.ts";

type ChildProcess = typeof import("node:child_process");
type Fs = typeof import("node:fs");
type Path = typeof import("node:path");
type Process = typeof import("node:process");

const NEWLINE = 10;

/** What `flock -n` ends with when others hold the lock. */
const BUSY = 1;

/**
 * Opens a file to append to it, in Node and Bun. They have no locks: the `flock` command of
 * util-linux takes one on the descriptor that it inherits, which takes some milliseconds. Where
 * there is no such command, there are no locks.
 *
 * @param process The global `process`.
 * @param path The file's path.
 * @returns The open file.
 */
export function openNodeAppendFile(process: Process, path: string): AppendFile {
  const fs = process.getBuiltinModule("node:fs") as Fs;
  const { dirname } = process.getBuiltinModule("node:path") as Path;
  const fd = openMaking(path, {
    fs,
    parent: dirname(path),
    flags: isStream(fs, path) ? "a" : "a+",
  });
  const size = (): number | undefined => {
    const info = fs.fstatSync(fd);
    return info.isFile() ? info.size : undefined;
  };
  const flock = (flag: "-x" | "-s" | "-u"): LockAnswer => {
    try {
      const { spawnSync } = process.getBuiltinModule("node:child_process") as ChildProcess;
      const stdio = ["ignore", "ignore", "ignore", fd] as const;
      const { status } = spawnSync("flock", [flag, "-n", "3"], { stdio: [...stdio] });
      if (status === 0) return "held";
      return status === BUSY ? "busy" : "unsupported";
    } catch {
      // Node was not given the permission to start a process.
      return "unsupported";
    }
  };
  return {
    locksCheaply: false,
    writeSync: (bytes) => fs.writeSync(fd, bytes),
    size,
    endsLine() {
      const bytes = size();
      if (bytes === undefined || bytes === 0) return true;
      const byte = new Uint8Array(1);
      return fs.readSync(fd, byte, 0, 1, bytes - 1) === 1 && byte[0] === NEWLINE;
    },
    isLinked: () => fs.fstatSync(fd).nlink !== 0,
    tryLock: (kind) => flock(kind === "exclusive" ? "-x" : "-s"),
    unlock: () => void flock("-u"),
    truncate: (bytes) => fs.ftruncateSync(fd, bytes),
    sync: () =>
      new Promise((resolve, reject) =>
        fs.fdatasync(fd, (error) => error === null ? resolve() : reject(error))
      ),
    syncNow: () => fs.fdatasyncSync(fd),
    close: () => fs.closeSync(fd),
  };
}

/** Who could read from its own pipe would wait for itself when all others have gone. */
function isStream(fs: Fs, path: string): boolean {
  try {
    return !fs.statSync(path).isFile();
  } catch {
    // Most often there is none yet.
    return false;
  }
}

function openMaking(
  path: string,
  { fs, parent, flags }: { readonly fs: Fs; readonly parent: string; readonly flags: "a" | "a+" },
): number {
  try {
    return fs.openSync(path, flags);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    fs.mkdirSync(parent, { recursive: true });
    return fs.openSync(path, flags);
  }
}
