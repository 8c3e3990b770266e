import { isUnsupportedLock } from "./error_code.ts";
import type { AppendFile } from "./port.ts";

const NEWLINE = 10;

/**
 * Opens a file to append to it. Its locks are those of flock(2), and of LockFileEx on Windows.
 *
 * @param path The file's path. Its directories are made only where they are missing: that may
 * need more permissions.
 * @returns The open file.
 */
export function openDenoAppendFile(path: string): AppendFile {
  // Asked first, so that Deno prompts for nothing that can be done without.
  const read = Deno.permissions.querySync({ name: "read", path }).state === "granted" &&
    !isStream(path);
  const file = openMaking(path, { append: true, create: true, read });
  const size = (): number | undefined => {
    try {
      // A third of what statSync costs, and it needs no permission to read.
      return file.seekSync(0, Deno.SeekMode.End);
    } catch {
      return undefined;
    }
  };
  return {
    locksCheaply: true,
    writeSync: (bytes) => file.writeSync(bytes),
    size,
    endsLine() {
      const bytes = size();
      if (bytes === undefined || bytes === 0) return true;
      if (!read) return false;
      file.seekSync(-1, Deno.SeekMode.End);
      const byte = new Uint8Array(1);
      return file.readSync(byte) === 1 && byte[0] === NEWLINE;
    },
    isLinked: () => !read || file.statSync().nlink !== 0,
    tryLock(kind) {
      // LockFileEx also keeps the holder of a shared lock from writing.
      if (kind === "shared" && Deno.build.os === "windows") return "busy";
      try {
        return file.tryLockSync(kind === "exclusive") ? "held" : "busy";
      } catch (error) {
        if (isUnsupportedLock(error)) return "unsupported";
        throw error;
      }
    },
    unlock: () => file.unlockSync(),
    truncate: (bytes) => file.truncateSync(bytes),
    sync: () => file.syncData(),
    syncNow: () => file.syncDataSync(),
    close: () => file.close(),
  };
}

/** Who could read from its own pipe would wait for itself when all others have gone. */
function isStream(path: string): boolean {
  try {
    return !Deno.statSync(path).isFile;
  } catch {
    // Most often there is none yet.
    return false;
  }
}

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
