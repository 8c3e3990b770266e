import type { EventReaderOptions } from "../core/event_reader.ts";
import { scannerFor } from "../core/scanner/choice.ts";
import type { ScanningInspector } from "../core/scanner/scanning_inspector.ts";
import type { Port, RegularFile } from "../sinks/io/port.ts";
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

type ScanFlags = FlagValues<typeof SCAN_FLAGS>;

/** Smaller files are read before a second thread has started. */
export const LEAST_SHARED_BYTES = 32 * 1024 * 1024;

/**
 * Chooses how a file is scanned.
 *
 * @param head What is known of the file.
 * @param options Whom to tell, the limit on lines, and the custom types.
 * @param machine The machine, and what the flags ask for.
 * @returns The scanner; undefined where the reference is to read the file.
 */
export async function chooseScanner(
  head: FileHead,
  options: EventReaderOptions,
  { port, flags }: { readonly port: Port; readonly flags: Partial<ScanFlags> },
): Promise<ScanningInspector | undefined> {
  const { "no-wasm": noWasm = false, threads = "auto" } = flags;
  if (noWasm) return undefined;
  const { readBytes, regular } = head;
  const startThread = paysThread(regular, threads, port) ? regular?.startThread : undefined;
  return await scannerFor(readBytes, { ...options, startThread });
}

/** What is no regular file may come slowly: it is read as it comes, by one thread. */
function paysThread(
  file: RegularFile | undefined,
  threads: ScanFlags["threads"],
  port: Port,
): boolean {
  if (file === undefined) return false;
  switch (threads) {
    case "auto":
      return file.size >= LEAST_SHARED_BYTES && port.processors > 1;
    case "1":
      return false;
    case "2":
      return true;
    default:
      return threads satisfies never;
  }
}
