import type { SyncWriter } from "./port.ts";
import { withLeadingNewline } from "./sealed_line.ts";
import { PIPE_PIECE_BYTES, writeAll } from "./write_all.ts";

/**
 * Makes a function that writes whole lines to a stream. A write that fails may
 * leave a part of a line behind, which nobody can take back: the next line then begins with a
 * newline of its own.
 *
 * @param writer Where to write.
 * @returns Writes lines, of which the last ends in a newline; throws what `writeAll` throws.
 */
export function lineWriter(writer: SyncWriter): (lines: Uint8Array) => void {
  let torn = false;
  return (lines) => {
    const bytes = torn ? withLeadingNewline(lines) : lines;
    torn = true;
    writeAll(writer, bytes, PIPE_PIECE_BYTES);
    torn = false;
  };
}
