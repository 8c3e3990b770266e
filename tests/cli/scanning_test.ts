import { assertEquals } from "@std/assert";
import { chooseScanner, LEAST_SCANNED_BYTES } from "../../cli/scanning.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { denoPort } from "../../sinks/io/deno_port.ts";

const MACHINE = { port: denoPort, flags: {} };
const REGULAR = { size: LEAST_SCANNED_BYTES, seek: () => {}, startThread: () => () => {} };
const HEAD = { readBytes: LEAST_SCANNED_BYTES, regular: REGULAR };

Deno.test("chooseScanner() gives the scanner when the first read is large", async () => {
  const chosen = await chooseScanner(HEAD, {}, MACHINE);
  assertEquals(chosen?.constructor, ScanningInspector);
});

Deno.test("chooseScanner() leaves the file to the reference when the first read is small", async () => {
  const head = { ...HEAD, readBytes: LEAST_SCANNED_BYTES - 1 };
  assertEquals(await chooseScanner(head, {}, MACHINE), undefined);
});

Deno.test("chooseScanner() gives the scanner when a pipe gives little at first", async () => {
  const chosen = await chooseScanner({ readBytes: 1, regular: undefined }, {}, MACHINE);
  assertEquals(chosen?.constructor, ScanningInspector);
});

Deno.test("chooseScanner() leaves the file to the reference when there is no memory for a scanner", async () => {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class {
    constructor() {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    }
  } as unknown as typeof Memory;
  try {
    const machine = { ...MACHINE, flags: { threads: "2" as const } };
    assertEquals(await chooseScanner(HEAD, {}, machine), undefined);
  } finally {
    WebAssembly.Memory = Memory;
  }
});

Deno.test("chooseScanner() leaves the file to the reference when events are asked for", async () => {
  assertEquals(await chooseScanner(HEAD, { onEvent: () => {} }, MACHINE), undefined);
});

Deno.test("chooseScanner() leaves the file to the reference when WebAssembly is unwanted", async () => {
  const machine = { ...MACHINE, flags: { "no-wasm": true } };
  assertEquals(await chooseScanner(HEAD, {}, machine), undefined);
});
