import type { EventReaderOptions } from "../core/event_reader.ts";
import type { FileReading } from "../core/file_reading.ts";
import type { ScanningInspector } from "../core/scanner/scanning_inspector.ts";
import type { StartThread } from "../core/scanner/second_thread.ts";
import { type Validation, Validator } from "../core/validation.ts";
import type { Port } from "../sinks/io/port.ts";
import type { FlagSpecs, FlagValues } from "./flags.ts";
import type { FileHead } from "./inspect_file.ts";

/** The flags of the commands that scan event files. */
export const SCAN_FLAGS = {
  "no-wasm": {
    kind: "switch",
    help: "Read without WebAssembly: slower, with the same result",
  },
  threads: {
    kind: "choice",
    choices: ["auto", "1", "2"],
    help: "Threads that read; auto takes 2 for large files",
  },
} as const satisfies FlagSpecs;

/** What scans, and how. */
export interface ScanMachine {
  /** The machine. */
  readonly port: Port;
  /** What the flags ask for. */
  readonly flags: Partial<FlagValues<typeof SCAN_FLAGS>>;
}

/** Below this many bytes the reference is done before the scanner is compiled. */
export const LEAST_SCANNED_BYTES = 64 * 1024;

/** Smaller files are read, or nearly, before a second thread has started. */
export const LEAST_SHARED_BYTES = 128 * 1024 * 1024;

/**
 * Chooses how a file is read. The scanner is loaded where it pays and where the
 * runtime can run it; whoever wants the events themselves gets the reference.
 *
 * @param head What is known of the file.
 * @param options Whom to tell, the limit on lines, and the custom types.
 * @param machine The machine, and what the flags ask for.
 * @returns The scanner; undefined where the reference is to read the file.
 */
export async function chooseScanner(
  head: Omit<FileHead, "start">,
  options: EventReaderOptions,
  { port, flags }: ScanMachine,
): Promise<ScanningInspector | undefined> {
  const { "no-wasm": noWasm = false, threads = "auto" } = flags;
  // How much is still to come of a pipe nobody knows.
  const isSmall = head.regular !== undefined && head.readBytes < LEAST_SCANNED_BYTES;
  if (noWasm || isSmall || options.onEvent !== undefined) return undefined;
  const { canScan, ScanningInspector } = await import("../core/scanner/scanning_inspector.ts");
  const startThread = threads === "1" ? undefined : threadOf(head, threads, port);
  const shared = startThread !== undefined && canScan("shared")
    ? withMemory(() => new ScanningInspector({ ...options, startThread }))
    : undefined;
  if (shared !== undefined || !canScan("own")) return shared;
  return withMemory(() => new ScanningInspector(options));
}

/**
 * Chooses what judges a file: the scanner where it pays, else the reference.
 *
 * @param head What is known of the file.
 * @param options Whom to tell, the limit on lines, and the custom types.
 * @param machine The machine, and what the flags ask for.
 * @returns The reader.
 */
export async function chooseValidator(
  head: FileHead,
  options: EventReaderOptions,
  machine: ScanMachine,
): Promise<FileReading<Validation>> {
  const scanner = await chooseScanner(head, options, machine);
  return scanner?.asValidator() ?? new Validator(options);
}

/** Where address space is limited there is none for a scanner. */
function withMemory<Scanner>(make: () => Scanner): Scanner | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What is no regular file may come slowly: it is read as it comes, by one thread. */
function threadOf(
  { regular }: Pick<FileHead, "regular">,
  threads: "auto" | "2",
  { processors }: Port,
): StartThread | undefined {
  if (regular === undefined) return undefined;
  const pays = threads === "2" || (regular.size >= LEAST_SHARED_BYTES && processors > 1);
  return pays ? regular.startThread : undefined;
}
