import type { DirectoryPort } from "./directory_port.ts";
import { errorCode } from "./error_code.ts";
import { kindOf, requireFile, requireSame } from "./file_kind.ts";

const EXCLUSIVE = true;

const ABSOLUTE = { windows: /^(?:[A-Za-z]:)?[/\\]/, others: /^\// } as const;

/** Directories as Deno shows them. Needs the permissions to read and write below the path. */
export const denoDirectories: DirectoryPort = {
  absolutePath(path) {
    const absolute = ABSOLUTE[Deno.build.os === "windows" ? "windows" : "others"];
    return absolute.test(path) ? path : `${Deno.cwd()}/${path}`;
  },
  makeDirectory: (path) => Deno.mkdirSync(path),
  makeDirectories: (path) => Deno.mkdirSync(path, { recursive: true }),
  names: (path) => Array.from(Deno.readDirSync(path), ({ name }) => name),
  info(path) {
    try {
      const status = Deno.lstatSync(path);
      const { size, mtime } = status;
      return { kind: kindOf(status), bytes: size, modifiedMs: mtime?.getTime() };
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  },
  async openRegular(path) {
    const looked = await Deno.lstat(path);
    requireFile(kindOf(looked));
    const file = await Deno.open(path);
    try {
      requireSame(looked, await file.stat());
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  },
  isBeingWritten(path) {
    // Locks are mandatory there: to try one could make a writer fail.
    if (Deno.build.os === "windows") return false;
    let file: Deno.FsFile | undefined;
    try {
      file = Deno.openSync(path);
      return !file.tryLockSync(EXCLUSIVE);
    } catch {
      return false;
    } finally {
      file?.close();
    }
  },
  removeTree: (path) => Deno.remove(path, { recursive: true }),
};
