import { assert } from "@std/assert";
import { binaryModule } from "../../build/scanner.ts";
import { compileScanner } from "../../build/scanner_binary.ts";
import { scannerTableSource } from "../../build/scanner_table.ts";

/** The texts are too long to be shown. */
const RENEW = "Run deno task scanner";

const SCANNER = new URL("../../core/scanner/", import.meta.url);

Deno.test("compileScanner() gives the committed bytes when the sources are compiled again", async () => {
  const committed = await Deno.readTextFile(new URL("binary.ts", SCANNER));
  assert(binaryModule(await compileScanner()) === committed, RENEW);
});

Deno.test("scannerTableSource() gives the committed source when it is made again", async () => {
  const committed = await Deno.readTextFile(new URL("assembly/event_table.ts", SCANNER));
  assert(scannerTableSource() === committed, RENEW);
});
