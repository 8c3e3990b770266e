import type { EventReaderOptions } from "../event_reader.ts";
import { type Inspection, Inspector } from "../inspection.ts";

/** A reader of an event file, the reference or the scanner: both find the same. */
export interface FileInspector {
  /** Room for the next bytes, where reading into it saves a copy. Valid until the next call. */
  readonly room?: Uint8Array<ArrayBuffer>;
  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void;
  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Inspection;
}

/** Below this many bytes the reference is done before the scanner is compiled. */
export const LEAST_SCANNED_BYTES = 64 * 1024;

/**
 * Chooses how a file is read. The scanner is loaded where it pays and where the
 * runtime can run it; whoever wants the events themselves gets the reference.
 *
 * @param headBytes How many bytes came with the first read.
 * @param options Whom to tell, the limit on lines, and the custom types.
 * @returns A reader at the start of the file.
 */
export async function inspectorFor(
  headBytes: number,
  options: EventReaderOptions,
): Promise<FileInspector> {
  if (headBytes < LEAST_SCANNED_BYTES || options.onEvent !== undefined) {
    return new Inspector(options);
  }
  const { canScan, ScanningInspector } = await import("./scanning_inspector.ts");
  return canScan() ? new ScanningInspector(options) : new Inspector(options);
}
