import type { EventReaderOptions } from "../event_reader.ts";
import type { ScanningInspector, ScanningOptions } from "./scanning_inspector.ts";

/** Below this many bytes the reference is done before the scanner is compiled. */
export const LEAST_SCANNED_BYTES = 64 * 1024;

/**
 * Chooses how a file is read. The scanner is loaded where it pays and where the
 * runtime can run it; whoever wants the events themselves gets the reference.
 *
 * @param headBytes How many bytes came with the first read.
 * @param options Whom to tell, the limit on lines, the custom types, and how threads are started.
 * @returns The scanner at the start of the file; undefined where the reference is to read it.
 */
export async function scannerFor(
  headBytes: number,
  options: EventReaderOptions & ScanningOptions,
): Promise<ScanningInspector | undefined> {
  if (headBytes < LEAST_SCANNED_BYTES || options.onEvent !== undefined) return undefined;
  const { canScan, ScanningInspector } = await import("./scanning_inspector.ts");
  if (options.startThread !== undefined && canScan("shared")) return new ScanningInspector(options);
  return canScan("own") ? new ScanningInspector({ ...options, startThread: undefined }) : undefined;
}
