/** What stands at a path; a symbolic link is told as such, not as what it points to. */
export interface PathInfo {
  /** What it is. */
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** The size of a file, in bytes. */
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970; undefined where nobody can tell. */
  readonly modifiedMs: number | undefined;
}

/** A file that is read piece by piece. */
export interface AsyncReader {
  /**
   * Reads some bytes.
   *
   * @param buffer Where to put them.
   * @returns How many bytes were read, or null at the end.
   */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Releases the file. */
  close(): void | Promise<void>;
}

/**
 * Directories and what is in them. All methods throw, or reject with, whatever the
 * runtime throws; `errorCode` and `errorReason` read it.
 */
export interface DirectoryPort {
  /**
   * Makes a path absolute.
   *
   * @param path A path, from the working directory where it is relative.
   */
  absolutePath(path: string): string;
  /**
   * Makes a directory that is not there yet.
   *
   * @param path The directory's path.
   * @throws With code `EEXIST` where anything stands there.
   */
  makeDirectory(path: string): void;
  /**
   * Makes a directory and those that it is in, where they are missing.
   *
   * @param path The directory's path.
   */
  makeDirectories(path: string): void;
  /**
   * Gives the names in a directory, in any order.
   *
   * @param path The directory's path.
   */
  names(path: string): readonly string[];
  /**
   * Tells what stands at a path, and follows no symbolic link.
   *
   * @param path The path.
   * @returns Undefined where nothing does.
   */
  info(path: string): PathInfo | undefined;
  /**
   * Opens a regular file to read it.
   *
   * @param path The file's path.
   * @returns Rejects with code `ELOOP` where it is a symbolic link, and where it is no file.
   */
  openRegular(path: string): Promise<AsyncReader>;
  /**
   * Tells whether a process is known to have a file open to write it.
   *
   * @param path The path of a regular file.
   * @returns Whether somebody holds a lock on it; false too where nobody can tell.
   */
  isBeingWritten(path: string): boolean;
  /**
   * Removes a directory and all that is in it. A symbolic link is removed itself.
   *
   * @param path The directory's path.
   */
  removeTree(path: string): Promise<void>;
}
