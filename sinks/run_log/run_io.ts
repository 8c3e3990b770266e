import { RunIoError } from "../file/run_io_error.ts";
import type { DirectoryPort, PathInfo } from "../io/directory_port.ts";

const CHUNK_BYTES = 256 * 1024;

/**
 * Does something with a path.
 *
 * @param verb What is done, such as `list`.
 * @param path The path.
 * @param act Does it.
 * @returns What it gives.
 * @throws {RunIoError} Where it throws.
 */
export function attempt<Result>(verb: string, path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new RunIoError(verb, path, error);
  }
}

/**
 * As `attempt`, for what takes time.
 *
 * @param verb What is done, such as `remove`.
 * @param path The path.
 * @param act Does it.
 * @returns What it gives; rejects with a `RunIoError` where it fails.
 */
export async function attemptAsync<Result>(
  verb: string,
  path: string,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new RunIoError(verb, path, error);
  }
}

/**
 * Tells what stands at a path, and follows no symbolic link.
 *
 * @param path The path.
 * @param require Refuses what may not stand there.
 * @param directories Where to look.
 * @returns Undefined where nothing does.
 * @throws {RunIoError} Where it is refused, or nobody can tell.
 */
export function infoOf(
  path: string,
  require: (kind: PathInfo["kind"]) => void,
  directories: DirectoryPort,
): PathInfo | undefined {
  return attempt("read", path, () => {
    const info = directories.info(path);
    if (info !== undefined) require(info.kind);
    return info;
  });
}

/**
 * Reads a log in pieces.
 *
 * @param path The log's path.
 * @param directories Where it is.
 * @returns Its bytes; a piece is valid until the next one is asked for. Throws `RunIoError` where
 * there is no regular file, or it cannot be read.
 */
export async function* logChunks(
  path: string,
  directories: DirectoryPort,
): AsyncGenerator<Uint8Array, void> {
  const file = await attemptAsync("read", path, () => directories.openRegular(path));
  const buffer = new Uint8Array(CHUNK_BYTES);
  try {
    for (;;) {
      const count = await attemptAsync("read", path, () => file.read(buffer));
      if (count === null) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    await file.close();
  }
}
