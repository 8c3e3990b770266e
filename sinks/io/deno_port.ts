import { openDenoAppendFile } from "./deno_append_file.ts";
import type {
  ExitSignal,
  NewFile,
  OutputStream,
  Port,
  RegularFile,
  SyncReader,
  Undo,
} from "./port.ts";

/** The bits of a file's mode that are permissions. */
const PERMISSIONS = 0o777;

/** The machine as Deno shows it. Needs no `node:` import, which would double the start-up. */
export const denoPort: Port = {
  get args() {
    return Deno.args;
  },
  get noColor() {
    return Deno.noColor;
  },
  get stdout(): OutputStream {
    return Deno.stdout;
  },
  get stderr(): OutputStream {
    return Deno.stderr;
  },
  openStdin(): SyncReader {
    return Deno.stdin;
  },
  openRead(path): SyncReader {
    const file = Deno.openSync(path);
    return {
      readSync: (buffer) => file.readSync(buffer),
      // Only where it is asked for: to look at a file takes as long as to open it and to read it.
      get regular() {
        const info = file.statSync();
        return info.isFile ? regularFile({ file, path, info }) : undefined;
      },
      close: () => file.close(),
    };
  },
  get processors() {
    return navigator.hardwareConcurrency;
  },
  openAppend: openDenoAppendFile,
  onExit,
  onSignal,
  after,
  createNew(path, like): NewFile {
    const { mode } = Deno.statSync(like);
    const file = Deno.openSync(path, {
      write: true,
      createNew: true,
      ...(mode === null ? {} : { mode: mode & PERMISSIONS }),
    });
    return {
      writeSync: (bytes) => file.writeSync(bytes),
      sync: () => file.syncSync(),
      close: () => file.close(),
    };
  },
  exists(path) {
    try {
      Deno.lstatSync(path);
      return true;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  },
  realPath: (path) => Deno.realPathSync(path),
  link: (from, to) => Deno.linkSync(from, to),
  rename: (from, to) => Deno.renameSync(from, to),
  unlink: (path) => Deno.removeSync(path),
  exit(code) {
    Deno.exit(code);
  },
};

/** A regular file that was opened. */
interface OpenedFile {
  readonly file: Deno.FsFile;
  readonly path: string;
  readonly info: Deno.FileInfo;
}

/** An open file stays with its thread: a worker opens it again, and reads nothing where another has taken the path. */
const READ_AT = `({ path, dev, ino }) => {
  const file = Deno.openSync(path);
  const found = file.statSync();
  if (found.dev !== dev || found.ino !== ino) throw new Error("Cannot read: it is another file");
  let at = 0;
  return (bytes, offset) => {
    if (at !== offset) file.seekSync(offset, 0);
    const count = file.readSync(bytes) ?? 0;
    at = offset + count;
    return count;
  };
}`;

function regularFile({ file, path, info }: OpenedFile): RegularFile {
  return {
    size: info.size,
    seek: (offset) => void file.seekSync(offset, Deno.SeekMode.Start),
    startThread: (program, data) =>
      startThread(program, { data, path, dev: info.dev, ino: info.ino }),
  };
}

function startThread(program: string, message: unknown): Undo {
  const source = `const open = ${READ_AT};
onmessage = ({ data: { data, ...file } }) => {
  let read;
  (${program})(data, (bytes, offset) => (read ??= open(file))(bytes, offset));
};`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  // Else its fault would end the process.
  worker.onerror = (event) => event.preventDefault();
  worker.postMessage(message);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
}

/** As POSIX numbers them. */
const SIGNAL_NUMBERS: { readonly [Signal in ExitSignal]: number } = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGTERM: 15,
};

/** Not `unload` alone: Deno does not send it when an error ends the process. */
const ENDINGS = ["unload", "error", "unhandledrejection"];

function onExit(call: () => void): Undo {
  for (const ending of ENDINGS) globalThis.addEventListener(ending, call);
  return () => {
    for (const ending of ENDINGS) globalThis.removeEventListener(ending, call);
  };
}

function onSignal(signal: ExitSignal, call: () => void): Undo {
  const undo = (): void => Deno.removeSignalListener(signal, handle);
  const handle = (): void => {
    undo();
    call();
    endBy(signal);
  };
  Deno.addSignalListener(signal, handle);
  return undo;
}

/** The signal's own end, so that whoever waits for the process sees what ended it. */
function endBy(signal: ExitSignal): void {
  try {
    Deno.kill(Deno.pid, signal);
  } catch {
    // Deno was not given the permission to send signals: as a shell reports one.
    Deno.exit(128 + SIGNAL_NUMBERS[signal]);
  }
}

function after(delayMs: number, call: () => void): Undo {
  const timer = setTimeout(call, delayMs);
  Deno.unrefTimer(timer);
  return () => clearTimeout(timer);
}
