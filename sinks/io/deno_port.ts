import type { AppendFile, OutputStream, Port, SyncReader } from "./port.ts";

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
    throw new Deno.errors.IsADirectory("Is a directory");
  },
  openAppend(path): AppendFile {
    const parent = parentOf(path);
    if (parent !== undefined) Deno.mkdirSync(parent, { recursive: true });
    const file = Deno.openSync(path, { append: true, create: true, read: true });
    return {
      writeSync: (bytes) => file.writeSync(bytes),
      lastByte: () => lastByteOf(file),
      close: () => file.close(),
    };
  },
  exit(code) {
    Deno.exit(code);
  },
};

function lastByteOf(file: Deno.FsFile): number | undefined {
  const info = file.statSync();
  if (!info.isFile || info.size === 0) return undefined;
  file.seekSync(-1, Deno.SeekMode.End);
  const byte = new Uint8Array(1);
  return file.readSync(byte) === 1 ? byte[0] : undefined;
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
