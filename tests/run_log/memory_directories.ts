import type { DirectoryPort, PathInfo } from "../../sinks/io/directory_port.ts";
import { requireFile } from "../../sinks/io/file_kind.ts";
import { systemError } from "../../sinks/io/error_code.ts";
import { bytesOf } from "../fixtures/reading.ts";

/** A file that is made up. */
export interface MemoryFile {
  readonly text: string;
  readonly modifiedMs?: number | undefined;
  /** Whether somebody holds a lock on it. */
  readonly locked?: boolean;
  /** The code of the error that reading it gives. */
  readonly fails?: string;
}

/** Directories that are made up. */
export interface MemoryDirectories extends DirectoryPort {
  /** Files by path; directories are where files are. */
  readonly files: Map<string, MemoryFile>;
  /** How many files are open. */
  readonly open: number;
  /** The trees that were removed. */
  readonly removed: readonly string[];
}

/**
 * Makes directories in memory, which hold files and nothing else.
 *
 * @param files Files by path.
 * @param faults What is to happen instead, by method.
 */
export function memoryDirectories(
  files: Readonly<Record<string, MemoryFile>>,
  faults: (directories: MemoryDirectories) => Partial<DirectoryPort> = () => ({}),
): MemoryDirectories {
  const stored = new Map(Object.entries(files));
  const removed: string[] = [];
  let open = 0;
  const below = (path: string): string[] =>
    [...stored.keys()].filter((file) => file.startsWith(`${path}/`));
  const info = (path: string): PathInfo | undefined => {
    const file = stored.get(path);
    if (file !== undefined) {
      const { text, modifiedMs } = file;
      return { kind: "file", bytes: bytesOf(text).length, modifiedMs };
    }
    const inside = below(path).map((file) => stored.get(file)!.modifiedMs);
    return inside.length === 0
      ? undefined
      : { kind: "directory", bytes: 4096, modifiedMs: inside[0] };
  };
  const directories: MemoryDirectories = {
    files: stored,
    removed,
    get open() {
      return open;
    },
    absolutePath: (path) => path,
    makeDirectory() {
      throw new Error("Cannot make a directory: this is only read");
    },
    makeDirectories() {
      throw new Error("Cannot make a directory: this is only read");
    },
    names: (path) => [
      ...new Set(below(path).map((file) => file.slice(path.length + 1).split("/", 1)[0]!)),
    ],
    info,
    openRegular(path) {
      const found = info(path);
      if (found === undefined) return Promise.reject(systemError("ENOENT"));
      requireFile(found.kind);
      const { text, fails } = stored.get(path)!;
      if (fails !== undefined) return Promise.reject(systemError(fails));
      let rest = bytesOf(text);
      open++;
      return Promise.resolve({
        read(buffer) {
          const piece = rest.subarray(0, Math.min(100, buffer.length));
          buffer.set(piece);
          rest = rest.subarray(piece.length);
          return Promise.resolve(piece.length || null);
        },
        close: () => void open--,
      });
    },
    isBeingWritten: (path) => stored.get(path)?.locked === true,
    removeTree(path) {
      removed.push(path);
      for (const file of below(path)) stored.delete(file);
      return Promise.resolve();
    },
  };
  return Object.assign(directories, faults({ ...directories }));
}
