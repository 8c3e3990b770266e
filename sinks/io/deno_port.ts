import type { AppendFile, NewFile, OutputStream, Port, SyncReader } from "./port.ts";

const NEWLINE = 10;

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
    // Linux opens a directory to read it, and fails only when it is read.
    if (!file.statSync().isDirectory) return file;
    file.close();
    throw Object.assign(new Deno.errors.IsADirectory("Is a directory"), { code: "EISDIR" });
  },
  openAppend(path): AppendFile {
    // Asked first, so that Deno prompts for nothing that can be done without.
    const read = Deno.permissions.querySync({ name: "read", path }).state === "granted";
    const file = openMaking(path, { append: true, create: true, read });
    return {
      writeSync: (bytes) => file.writeSync(bytes),
      atLineStart: () => read ? atLineStart(file) : isEmpty(file),
      close: () => file.close(),
    };
  },
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

/** Makes the directories only where they are missing: that may need more permissions. */
function openMaking(path: string, options: Deno.OpenOptions): Deno.FsFile {
  try {
    return Deno.openSync(path, options);
  } catch (error) {
    const parent = parentOf(path);
    if (!(error instanceof Deno.errors.NotFound) || parent === undefined) throw error;
    Deno.mkdirSync(parent, { recursive: true });
    return Deno.openSync(path, options);
  }
}

function atLineStart(file: Deno.FsFile): boolean {
  const info = file.statSync();
  if (!info.isFile || info.size === 0) return true;
  file.seekSync(-1, Deno.SeekMode.End);
  const byte = new Uint8Array(1);
  return file.readSync(byte) === 1 && byte[0] === NEWLINE;
}

/** What can be seen without the permission to read, which `statSync` needs too. */
function isEmpty(file: Deno.FsFile): boolean {
  try {
    return file.seekSync(0, Deno.SeekMode.End) === 0;
  } catch {
    // Nothing comes before what is written to a pipe.
    return true;
  }
}

/**
 * Gives the directory that a path is in.
 *
 * @param path A path with `/`, or with `\` on Windows.
 * @returns The directory; undefined where the path has none.
 */
export function parentOf(path: string): string | undefined {
  const separators = Deno.build.os === "windows" ? /[/\\]+[^/\\]*$/ : /\/+[^/]*$/;
  const parent = path.replace(separators, "");
  return parent === path || parent === "" ? undefined : parent;
}
