import { assertEquals } from "@std/assert";
import { allResults, DOCUMENTS } from "../../bench/harness/render.ts";

for (const [path, text] of Object.entries(DOCUMENTS)) {
  Deno.test(`${path} is made from the committed results`, async () => {
    const committed = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
    assertEquals(committed, text(await allResults(), committed));
  });
}
