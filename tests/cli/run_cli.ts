import { runMain } from "../../cli/run_main.ts";
import type { OutputStream, Port, RegularFile, SyncReader } from "../../sinks/io/port.ts";
import { bytesOf } from "../fixtures/reading.ts";
import { systemError } from "../sinks/memory.ts";
import { MemoryDisk } from "./memory_disk.ts";

/** What the machine holds; files that are not here are missing. */
export interface Machine {
  /** Files by path: their content, or the code of the error that opening gives, or reading behind a content. */
  readonly files?: {
    readonly [path: string]:
      | string
      | Uint8Array
      | { readonly behind?: string; readonly fails: string };
  };
  /** Where files can be made too, in place of `files`. */
  readonly disk?: MemoryDisk;
  /**
   * How much one read gives at most.
   *
   * @default 1021: no line ends there
   */
  readonly readBytes?: number;
  /**
   * How many processors there are.
   *
   * @default 1
   */
  readonly processors?: number;
  /** What makes regular files of `files`, by what they hold. */
  readonly regular?: (content: Uint8Array) => Pick<RegularFile, "size" | "startThread">;
  /** What standard input gives. */
  readonly stdin?: string;
  /** Whether NO_COLOR is set. */
  readonly noColor?: boolean;
  /** Whether a terminal shows standard output. */
  readonly terminal?: boolean;
  /** Standard output, where it is not just kept. */
  readonly stdout?: Partial<OutputStream>;
  /** Standard error, where it is not just kept. */
  readonly stderr?: Partial<OutputStream>;
}

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `runtrail` in this process on a machine that is made up.
 *
 * @param args The arguments.
 * @param machine What the machine holds.
 * @returns What the command did.
 */
export async function runCli(args: readonly string[], machine: Machine = {}): Promise<Outcome> {
  const stdout = keepingStream(machine.terminal ?? false);
  const stderr = keepingStream(machine.terminal ?? false);
  const open = new Set<SyncReader>();
  const disk = machine.disk ?? new MemoryDisk({});
  const { readBytes = 1021 } = machine;
  const port: Port = {
    args,
    noColor: machine.noColor ?? false,
    stdout: { ...stdout.stream, ...machine.stdout },
    stderr: { ...stderr.stream, ...machine.stderr },
    openStdin: () => readerOf(machine.stdin ?? "", readBytes, open),
    openRead(path) {
      if (machine.disk !== undefined) return machine.disk.openRead(path);
      const file = machine.files?.[path];
      if (file === undefined) throw systemError("ENOENT");
      if (typeof file !== "object" || !("fails" in file)) {
        return readerOf(file, readBytes, open, machine.regular);
      }
      if (file.behind === undefined) throw systemError(file.fails);
      const reader = readerOf(file.behind, readBytes, open, machine.regular);
      return { ...reader, readSync: (buffer) => reader.readSync(buffer) ?? fail(file.fails) };
    },
    openAppend: refused,
    onExit: refused,
    onSignal: refused,
    after: refused,
    processors: machine.processors ?? 1,
    createNew: (path, like) => disk.createNew(path, like),
    exists: (path) => disk.exists(path),
    realPath: (path) => disk.realPath(path),
    link: (from, to) => disk.link(from, to),
    rename: (from, to) => disk.rename(from, to),
    unlink: (path) => disk.unlink(path),
    exit() {
      throw new Error("Cannot exit: runMain only returns");
    },
  };
  const code = await runMain(port);
  if (open.size > 0) throw new Error(`Cannot end: ${open.size} files are still open`);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function fail(code: string): never {
  throw systemError(code);
}

function refused(): never {
  throw new Error("Cannot write: the command only reads");
}

function keepingStream(terminal: boolean): { stream: OutputStream; text: () => string } {
  const chunks: Uint8Array[] = [];
  return {
    stream: {
      isTerminal: () => terminal,
      writeSync(bytes) {
        chunks.push(bytes.slice());
        return bytes.length;
      },
    },
    text: () => new TextDecoder().decode(Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))),
  };
}

/** Gives odd pieces, so that nothing depends on how bytes arrive. */
function readerOf(
  content: string | Uint8Array,
  readBytes: number,
  open: Set<SyncReader>,
  regular?: Machine["regular"],
): SyncReader {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  let at = 0;
  const reader: SyncReader = {
    regular: regular && { ...regular(bytes), seek: (offset) => void (at = offset) },
    readSync(buffer) {
      if (at >= bytes.length) return null;
      const piece = bytes.subarray(at, at + Math.min(buffer.length, readBytes));
      buffer.set(piece);
      at += piece.length;
      return piece.length;
    },
    close: () => void open.delete(reader),
  };
  open.add(reader);
  return reader;
}
