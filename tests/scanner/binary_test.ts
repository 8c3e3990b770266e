import { assertEquals } from "@std/assert";
import { binaryModule } from "../../build/scanner.ts";
import { compileScanner } from "../../build/scanner_binary.ts";
import { scannerTableSource } from "../../build/scanner_table.ts";

const SCANNER = new URL("../../core/scanner/", import.meta.url);

Deno.test("compileScanner() gives the committed bytes when the sources are compiled again", async () => {
  const committed = await Deno.readTextFile(new URL("binary.ts", SCANNER));
  assertEquals(binaryModule(await compileScanner()) === committed, true);
});

Deno.test("scannerTableSource() gives the committed source when it is made again", async () => {
  const committed = await Deno.readTextFile(new URL("assembly/event_table.ts", SCANNER));
  assertEquals(scannerTableSource() === committed, true);
});
