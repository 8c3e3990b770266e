/** Something that bytes are written to at once, such as `Deno.stdout`. */
export interface SyncWriter {
  /**
   * Writes a part of the bytes.
   *
   * @param bytes What to write. They are not kept: what comes next is written over them.
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
  /**
   * What else can be done with a regular file.
   *
   * @default it is no regular file
   */
  readonly regular?: RegularFile | undefined;
  /** Releases the reader. */
  close(): void;
}

/** A regular file that is open to be read. */
export interface RegularFile {
  /** How many bytes it has. */
  readonly size: number;
  /**
   * Goes to another place.
   *
   * @param offset Where `readSync` reads next.
   */
  seek(offset: number): void;
  /**
   * Starts a thread that can read the file too. The process does not stay alive for it.
   *
   * @param program A function as text, which sees nothing from outside. It is called with the data,
   * and with a function `(bytes, offset) => number` that reads bytes of the file into an array and
   * gives how many, 0 at the end; it throws where the file cannot be read any more.
   * @param data Copied as messages are, memory shared.
   * @returns Ends the thread.
   * @throws Whatever the runtime throws.
   */
  startThread(program: string, data: unknown): Undo;
}

/** Whom a lock keeps out: `exclusive` everybody else's, `shared` only the exclusive ones. */
export type LockKind = "exclusive" | "shared";

/** What came of asking for a lock: it is held, others hold it, or there are no locks here. */
export type LockAnswer = "held" | "busy" | "unsupported";

/** A file that is open to be appended to. Everything is done at once, but for `sync`. */
export interface AppendFile extends SyncWriter {
  /**
   * Whether a lock costs as little as a write, so that each append can take one.
   * Where it does not, it is taken once and held.
   */
  readonly locksCheaply: boolean;
  /**
   * Measures the file.
   *
   * @returns Its length in bytes; undefined where it has none, such as a pipe.
   */
  size(): number | undefined;
  /**
   * Looks at the file's last byte.
   *
   * @returns Whether the file is empty or ends in a newline; false where nobody can tell.
   */
  endsLine(): boolean;
  /**
   * Tells whether the file still has a name.
   *
   * @returns False where it was deleted; true where nobody can tell.
   */
  isLinked(): boolean;
  /**
   * Asks for an advisory lock on the whole file, in place of the one that is held. It goes with
   * the process, however that ends.
   *
   * @param kind Whom to keep out.
   * @returns What came of it. After `busy` no lock is held.
   */
  tryLock(kind: LockKind): LockAnswer;
  /** Gives up the lock. */
  unlock(): void;
  /**
   * Cuts the file.
   *
   * @param bytes What is left of it.
   */
  truncate(bytes: number): void;
  /** Settles when all that was written before is on the disk (`fdatasync`). */
  sync(): Promise<void>;
  /** Waits until all that was written is on the disk. */
  syncNow(): void;
  /** Closes the file. */
  close(): void;
}

/** A file that was made by this process and that nobody else reads yet. */
export interface NewFile extends SyncWriter {
  /** Hands what was written to the disk. */
  sync(): void;
  /** Closes the file. */
  close(): void;
}

/** Where a file is made beside others and takes their place. Nothing follows a symbolic link. */
export interface ReplacePort {
  /**
   * Makes a file that must not exist yet.
   *
   * @param path The file's path; its directory must be there.
   * @param like A file whose permissions it gets, as far as the umask lets it.
   * @returns The open file.
   * @throws Whatever the runtime throws, where anything is at the path already.
   */
  createNew(path: string, like: string): NewFile;
  /**
   * Tells whether anything is at a path.
   *
   * @param path The path.
   * @returns Whether there is; a symbolic link counts, wherever it points.
   * @throws Whatever the runtime throws, but for what is not there.
   */
  exists(path: string): boolean;
  /**
   * Gives the one name of a file that has no symbolic link in it.
   *
   * @param path The file's path.
   * @returns An absolute path.
   * @throws Whatever the runtime throws.
   */
  realPath(path: string): string;
  /**
   * Gives a file a second name, which must not be taken.
   *
   * @param from The file.
   * @param to Its second name, on the same file system.
   * @throws Whatever the runtime throws.
   */
  link(from: string, to: string): void;
  /**
   * Renames a file at once, over whatever has the name.
   *
   * @param from The file.
   * @param to Its new name, on the same file system.
   * @throws Whatever the runtime throws.
   */
  rename(from: string, to: string): void;
  /**
   * Takes a name from a file.
   *
   * @param path The file's path.
   * @throws Whatever the runtime throws.
   */
  unlink(path: string): void;
}

/** An output stream of the process. */
export interface OutputStream extends SyncWriter {
  /** Whether a terminal shows it. */
  isTerminal(): boolean;
}

/** Takes back what was asked for; does nothing the second time. */
export type Undo = () => void;

/** A signal that asks a process to end. */
export type ExitSignal = "SIGHUP" | "SIGINT" | "SIGTERM";

/** Where files are opened to be appended to, and what their writers ask of the process. */
export interface FilePort {
  /**
   * Opens a file to append to it, and makes it and its directories where they are missing.
   *
   * @param path The file's path.
   * @returns The open file.
   * @throws Whatever the runtime throws.
   */
  openAppend(path: string): AppendFile;
  /**
   * Calls back at the end of the process, while nothing asynchronous can be done any more.
   *
   * @param call What to do.
   */
  onExit(call: () => void): Undo;
  /**
   * Calls back when a signal comes, and then lets it end the process.
   *
   * @param signal The signal.
   * @param call What to do before.
   */
  onSignal(signal: ExitSignal, call: () => void): Undo;
  /**
   * Calls back once after a time; the process does not stay alive for it.
   *
   * @param delayMs How long to wait, in milliseconds.
   * @param call What to do.
   */
  after(delayMs: number, call: () => void): Undo;
}

/** What a terminal is asked. */
export interface ConsolePort {
  /** Whether NO_COLOR asks for no colours; an empty value does not count. */
  readonly noColor: boolean;
  /** Standard error. */
  readonly stderr: OutputStream;
}

/** All that runtrail asks of the machine. One implementation for Deno, one for Node and Bun. */
export interface Port extends FilePort, ConsolePort, ReplacePort {
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
  /** How many threads the machine runs at once for this process. */
  readonly processors: number;
  /**
   * Ends the process, whatever else it waits for.
   *
   * @param code The exit code.
   */
  exit(code: number): never;
}
