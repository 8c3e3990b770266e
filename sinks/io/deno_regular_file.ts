import type { RegularFile, Undo } from "./port.ts";

/** A regular file that was opened. */
export interface OpenedFile {
  /** The open file. */
  readonly file: Deno.FsFile;
  /** The path it was opened by. */
  readonly path: string;
  /** What was found when it was opened. */
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

/**
 * Gives what Deno can do with a regular file.
 *
 * @param opened The file.
 * @returns What is done through it.
 */
export function denoRegularFile({ file, path, info }: OpenedFile): RegularFile {
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
