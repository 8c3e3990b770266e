import { printable } from "../core/printable.ts";

/**
 * Shows a file's name: it is the user's text, not ours.
 *
 * @param file A path, or `-` for standard input.
 * @returns One safe line.
 */
export function fileLabel(file: string): string {
  return isStdin(file) ? "<stdin>" : printable(file);
}

/**
 * Tells whether an operand means standard input. Deno would want every
 * permission for `/dev/stdin`.
 *
 * @param file An operand.
 * @returns Whether it is `-` or `/dev/stdin`.
 */
export function isStdin(file: string): boolean {
  return file === "-" || file === "/dev/stdin";
}
