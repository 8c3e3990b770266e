import type { AsyncReader, DirectoryPort } from "./directory_port.ts";
import { type FileStatus, kindOf, requireFile, requireSame } from "./file_kind.ts";

type Fs = typeof import("node:fs");
type Stats = import("node:fs").Stats;
type Path = typeof import("node:path");
type ChildProcess = typeof import("node:child_process");
type Process = typeof import("node:process");

/** What `flock -n` ends with where somebody else holds a lock. */
const LOCKED = 1;

/**
 * Makes the directories of Node (20.16 or later) and Bun. The modules are asked for
 * at run time, as in `nodePort`.
 *
 * @param process The global `process`.
 * @returns Directories as Node shows them.
 */
export function nodeDirectories(process: Process): DirectoryPort {
  const fs = process.getBuiltinModule("node:fs") as Fs;
  const { resolve } = process.getBuiltinModule("node:path") as Path;
  return {
    absolutePath: (path) => resolve(path),
    makeDirectory: (path) => fs.mkdirSync(path),
    makeDirectories: (path) => void fs.mkdirSync(path, { recursive: true }),
    names: (path) => fs.readdirSync(path),
    info(path) {
      const stats = fs.lstatSync(path, { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      const modifiedMs = Math.floor(stats.mtimeMs);
      return { kind: kindOf(statusOf(stats)), bytes: stats.size, modifiedMs };
    },
    async openRegular(path): Promise<AsyncReader> {
      const looked = statusOf(await fs.promises.lstat(path));
      requireFile(kindOf(looked));
      const file = await fs.promises.open(path, "r");
      try {
        requireSame(looked, statusOf(await file.stat()));
      } catch (error) {
        await file.close();
        throw error;
      }
      return {
        read: async (buffer) => (await file.read(buffer, 0, buffer.length)).bytesRead || null,
        close: () => file.close(),
      };
    },
    isBeingWritten(path) {
      const { spawnSync } = process.getBuiltinModule("node:child_process") as ChildProcess;
      let fd: number | undefined;
      try {
        fd = fs.openSync(path, "r");
        // Node has no locks, but many systems have a command for them. The lock that it
        // takes belongs to the open file, and ends with it.
        const { status } = spawnSync("flock", ["-n", "-x", "3"], {
          stdio: ["ignore", "ignore", "ignore", fd],
        });
        return status === LOCKED;
      } catch {
        return false;
      } finally {
        if (fd !== undefined) fs.closeSync(fd);
      }
    },
    removeTree: (path) => fs.promises.rm(path, { recursive: true }),
  };
}

function statusOf(stats: Stats): FileStatus {
  return {
    isFile: stats.isFile(),
    isDirectory: stats.isDirectory(),
    isSymlink: stats.isSymbolicLink(),
    dev: stats.dev,
    ino: stats.ino,
  };
}
