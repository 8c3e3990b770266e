import { assertEquals } from "@std/assert";
import { Inspector } from "../../core/inspection.ts";
import { inspectorFor, LEAST_SCANNED_BYTES } from "../../core/scanner/choice.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";

Deno.test("inspectorFor() gives the scanner when the first read is large", async () => {
  const chosen = await inspectorFor(LEAST_SCANNED_BYTES, {});
  assertEquals(chosen.constructor, ScanningInspector);
});

Deno.test("inspectorFor() gives the reference when the first read is small", async () => {
  const chosen = await inspectorFor(LEAST_SCANNED_BYTES - 1, {});
  assertEquals(chosen.constructor, Inspector);
});

Deno.test("inspectorFor() gives the reference when events are asked for", async () => {
  const chosen = await inspectorFor(LEAST_SCANNED_BYTES, { onEvent: () => {} });
  assertEquals(chosen.constructor, Inspector);
});
