import { assertEquals } from "@std/assert";
import { LEAST_SCANNED_BYTES, scannerFor } from "../../core/scanner/choice.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";

Deno.test("scannerFor() gives the scanner when the first read is large", async () => {
  const chosen = await scannerFor(LEAST_SCANNED_BYTES, {});
  assertEquals(chosen?.constructor, ScanningInspector);
});

Deno.test("scannerFor() leaves the file to the reference when the first read is small", async () => {
  const chosen = await scannerFor(LEAST_SCANNED_BYTES - 1, {});
  assertEquals(chosen, undefined);
});

Deno.test("scannerFor() leaves the file to the reference when events are asked for", async () => {
  const chosen = await scannerFor(LEAST_SCANNED_BYTES, { onEvent: () => {} });
  assertEquals(chosen, undefined);
});
