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
  const flagsAt = memoryFlagsAt(bytes);
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `// Made from core/scanner/assembly/ by \`deno task scanner\`.

/** Where the binary says that its memory is shared: 3, or 1 where it is not. */
export const MEMORY_FLAGS_AT = ${flagsAt};

/** The compiled scanner, as base64. */
export const SCANNER_BINARY =
  "${text}";
`;
}

/** Behind the names of the import and the sign that it is a memory. */
function memoryFlagsAt(bytes: Uint8Array): number {
  const sign = "\x03env\x06memory\x02";
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return text.indexOf(sign) + sign.length;
}
