import type { SyncWriter } from "./port.ts";
import { writeAll } from "./write_all.ts";

/** How lines are written. */
export interface LineWriting {
  /** How much is handed over at once: see `writeAll`. */
  readonly pieceBytes: number;
  /**
   * Whether what is written first begins a line.
   *
   * @default true
   */
  readonly atLineStart?: boolean;
}

const NEWLINE = 10;

/**
 * Makes a function that writes whole lines. A write that fails may leave a part
 * of a line behind: the next line then begins with a newline of its own, so that
 * it is not glued to that part. Readers skip the blank line that this may make.
 *
 * @param writer Where to write.
 * @param how How lines are written.
 * @returns Writes one line, which ends in a newline; throws what `writeAll` throws.
 */
export function lineWriter(writer: SyncWriter, how: LineWriting): (line: Uint8Array) => void {
  const { pieceBytes, atLineStart = true } = how;
  let torn = !atLineStart;
  return (line) => {
    const bytes = torn ? withLeadingNewline(line) : line;
    torn = true;
    writeAll(writer, bytes, pieceBytes);
    torn = false;
  };
}

/** One array, because one line is to be one write. */
function withLeadingNewline(line: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(line.length + 1);
  bytes[0] = NEWLINE;
  bytes.set(line, 1);
  return bytes;
}
