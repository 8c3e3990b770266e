import asc from "assemblyscript/asc";
import { fileURLToPath } from "node:url";

const SOURCES = new URL("../core/scanner/assembly/", import.meta.url);
const OUTPUT = "scanner.wasm";

const FLAGS = [
  "-O3",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--enable",
  "simd,bulk-memory,threads",
  ...(Deno.env.get("SCANNER_NAMES") ? ["--debug"] : []),
  "--importMemory",
  "--sharedMemory",
  // Else a second thread's start would set to zero what the first has already written.
  "--zeroFilledMemory",
  "--initialMemory",
  "2",
  "--maximumMemory",
  "65536",
];

/**
 * Compiles the scanner.
 *
 * @returns The WebAssembly module.
 * @throws {Error} Where the sources do not compile.
 */
export async function compileScanner(): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const messages: string[] = [];
  const { error } = await asc.main(["index.ts", "-o", OUTPUT, ...FLAGS], {
    readFile: (name: string) => readSource(name),
    writeFile(_name: string, content: string | Uint8Array) {
      if (typeof content !== "string") binary = Uint8Array.from(content);
    },
    listFiles: () => [],
    stderr: { write: (text: string | Uint8Array) => void messages.push(String(text)) },
  });
  if (binary === undefined) {
    throw new Error(`Cannot compile the scanner: ${error}\n${messages.join("")}`);
  }
  return binary;
}

/**
 * Formatters drop decorators of functions, so that they are written as comments. The compiler
 * does not know the ending of a file that something is exported from.
 */
function readSource(name: string): string | null {
  try {
    const text = Deno.readTextFileSync(fileURLToPath(new URL(name, SOURCES)));
    return text
      .replace(/^\/\/ @inline$/gm, "@inline")
      .replace(/^(export .* from ".*)\.ts";$/gm, '$1";');
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
