/**
 * Builds the scanner: `deno task scanner`. Writes the part that follows from
 * the event table, compiles AssemblyScript to WebAssembly, and writes it as a
 * module. What is built depends on the sources alone.
 *
 * @module
 */

import { compileScanner } from "./scanner_binary.ts";
import { scannerTableSource } from "./scanner_table.ts";

const ROOT = new URL("../", import.meta.url);
const TABLE = new URL("core/scanner/assembly/event_table.ts", ROOT);
const MODULE = new URL("core/scanner/binary.ts", ROOT);

if (import.meta.main) {
  await Deno.writeTextFile(TABLE, scannerTableSource());
  await Deno.writeTextFile(MODULE, binaryModule(await compileScanner()));
}

/**
 * Writes the module that carries the scanner.
 *
 * @param bytes The WebAssembly module.
 * @returns TypeScript.
 */
export function binaryModule(bytes: Uint8Array<ArrayBuffer>): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `// Made from core/scanner/assembly/ by \`deno task scanner\`.

/** The compiled scanner, as base64. */
export const SCANNER_BINARY =
  "${text}";
`;
}
