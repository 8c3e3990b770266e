import type { PathInfo } from "./directory_port.ts";
import { systemError } from "./error_code.ts";

/** What `lstat` and `fstat` of all runtimes give, as far as it is used. */
export interface FileStatus {
  /** Whether it is a regular file. */
  readonly isFile: boolean;
  /** Whether it is a directory. */
  readonly isDirectory: boolean;
  /** Whether it is a symbolic link. */
  readonly isSymlink: boolean;
  /** The device that it is on. */
  readonly dev: number;
  /** Its number there; null where the system has none. */
  readonly ino: number | null;
}

/**
 * Names what a path is.
 *
 * @param status What `lstat` gave.
 * @returns The kind.
 */
export function kindOf(status: FileStatus): PathInfo["kind"] {
  if (status.isSymlink) return "symlink";
  if (status.isDirectory) return "directory";
  return status.isFile ? "file" : "other";
}

const NO_FILE = { symlink: "ELOOP", directory: "EISDIR", other: "EFTYPE" } as const;

/**
 * Refuses what is no regular file: to open a pipe or a link would be a trap.
 *
 * @param kind What it is.
 * @throws {Error} With code `ELOOP`, `EISDIR` or `EFTYPE`.
 */
export function requireFile(kind: PathInfo["kind"]): void {
  if (kind !== "file") throw systemError(NO_FILE[kind]);
}

/**
 * Refuses what is no directory.
 *
 * @param kind What it is.
 * @throws {Error} With code `ELOOP` or `ENOTDIR`.
 */
export function requireDirectory(kind: PathInfo["kind"]): void {
  if (kind !== "directory") throw systemError(kind === "symlink" ? "ELOOP" : "ENOTDIR");
}

/**
 * Refuses a file that was put in place of another between two looks.
 *
 * @param looked What `lstat` gave before the file was opened.
 * @param opened What `fstat` gives of the open file.
 * @throws {Error} With code `ELOOP`.
 */
export function requireSame(looked: FileStatus, opened: FileStatus): void {
  if (looked.dev === opened.dev && looked.ino === opened.ino) return;
  throw systemError("ELOOP");
}
