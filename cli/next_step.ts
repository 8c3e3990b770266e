import type { Validation } from "../core/validation.ts";
import { isStdin } from "./file_operand.ts";

/** Forms that event files come in by mistake: their first bytes, and what they mean. */
const FORMS: readonly (readonly [start: readonly number[], meaning: string])[] = [
  [[0x1f, 0x8b], "It is compressed: runtrail reads what gzip -dc gives of it"],
  [[0x28, 0xb5, 0x2f, 0xfd], "It is compressed: runtrail reads what zstd -dc gives of it"],
  [[0x50, 0x4b, 0x03, 0x04], "It is a zip archive: runtrail reads the files in it, unpacked"],
  ...[[0xff, 0xfe], [0xfe, 0xff], [0x7b, 0x00], [0x00, 0x7b]].map((start) =>
    [start, "It is UTF-16, which some shells write with >: runtrail reads UTF-8"] as const
  ),
  // Not each bracket: lines of many logs begin with a time in brackets.
  ...["[{", "[\n", "[\r", "[ {", "{\n", "{\r"].map((start) =>
    [bytesOf(start), "It is one JSON document: in an event file each line is an event"] as const
  ),
];

/** What was found in a file. */
export interface FoundInFile extends Pick<Validation, "events" | "codes"> {
  /** The file, as it was given. */
  readonly file: string;
  /** Its first four bytes. */
  readonly start: Uint8Array;
}

/**
 * Says what to do about a file that is none of runtrail's, or that a crash or a
 * limit kept from being read whole.
 *
 * @param found What was found in it.
 * @returns A sentence for people; undefined where the issues say enough.
 */
export function nextStep({ file, events, codes, start }: FoundInFile): string | undefined {
  if (events === 0 && (codes.schema || codes.malformed_json)) return strangeFile(start);
  if (codes.line_too_long) return "--max-line-bytes sets how long a line may be";
  const isCrashed = codes.torn_line || codes.nul_bytes || codes.start_without_finish;
  if (events > 0 && isCrashed && !isStdin(file)) {
    return "Once nobody writes to it any more, 'runtrail repair' makes a sound file of it";
  }
  return undefined;
}

function strangeFile(start: Uint8Array): string {
  const form = FORMS.find(([bytes]) => bytes.every((byte, index) => start[index] === byte));
  return form?.[1] ?? "No line of it is an event of runtrail: is it the file that was meant?";
}

function bytesOf(ascii: string): readonly number[] {
  return [...ascii].map((character) => character.charCodeAt(0));
}
