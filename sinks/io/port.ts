/** Something that bytes are written to at once, such as `Deno.stdout`. */
export interface SyncWriter {
  /**
   * Writes a part of the bytes.
   *
   * @param bytes What to write.
   * @returns How many bytes were written: 1 up to all of them.
   */
  writeSync(bytes: Uint8Array): number;
}

/** Something that bytes are read from at once. */
export interface SyncReader {
  /**
   * Reads some bytes.
   *
   * @param buffer Where to put them.
   * @returns How many bytes were read, or null at the end.
   */
  readSync(buffer: Uint8Array): number | null;
  /** Releases the reader. */
  close(): void;
}

/** A file that is open to be appended to. */
export interface AppendFile extends SyncWriter {
  /**
   * Tells whether what is appended begins a line.
   *
   * @returns Whether the file is empty or ends in a newline; false where nobody can tell.
   */
  atLineStart(): boolean;
  /** Closes the file. */
  close(): void;
}

/** An output stream of the process. */
export interface OutputStream extends SyncWriter {
  /** Whether a terminal shows it. */
  isTerminal(): boolean;
}

/** Where files are opened to be appended to. */
export interface FilePort {
  /**
   * Opens a file to append to it, and makes it and its directories where they are missing.
   *
   * @param path The file's path.
   * @returns The open file.
   * @throws Whatever the runtime throws.
   */
  openAppend(path: string): AppendFile;
}

/** What a terminal is asked. */
export interface ConsolePort {
  /** Whether NO_COLOR asks for no colours; an empty value does not count. */
  readonly noColor: boolean;
  /** Standard error. */
  readonly stderr: OutputStream;
}

/** All that runtrail asks of the machine. One implementation for Deno, one for Node and Bun. */
export interface Port extends FilePort, ConsolePort {
  /** The arguments of the command. */
  readonly args: readonly string[];
  /** Standard output. */
  readonly stdout: OutputStream;
  /** Opens standard input. */
  openStdin(): SyncReader;
  /**
   * Opens a file to read it.
   *
   * @param path The file's path.
   * @throws Whatever the runtime throws; `errorCode` and `errorReason` read it.
   */
  openRead(path: string): SyncReader;
  /**
   * Ends the process.
   *
   * @param code The exit code.
   */
  exit(code: number): never;
}
