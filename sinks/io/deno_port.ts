import { openDenoAppendFile } from "./deno_append_file.ts";
import { denoRegularFile } from "./deno_regular_file.ts";
import type { ExitSignal, NewFile, OutputStream, Port, SyncReader, Undo } from "./port.ts";

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
    const info = file.statSync();
    // Linux opens a directory to read it, and fails only when it is read.
    if (info.isDirectory) {
      file.close();
      throw Object.assign(new Deno.errors.IsADirectory("Is a directory"), { code: "EISDIR" });
    }
    return {
      readSync: (buffer) => file.readSync(buffer),
      regular: info.isFile ? denoRegularFile({ file, path, info }) : undefined,
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
