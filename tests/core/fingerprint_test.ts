import { assertEquals } from "@std/assert";
import { fingerprint } from "../../core/fingerprint.ts";
import { bytesOf } from "../fixtures/reading.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";

Deno.test("fingerprint() is the same for the same bytes, and a safe integer", () => {
  const [one, again] = [fingerprint(bytesOf("line é\n")), fingerprint(bytesOf("line é\n"))];
  assertEquals([one === again, Number.isSafeInteger(one)], [true, true]);
});

Deno.test("fingerprint() differs for 100 000 texts that differ by little", () => {
  const random = seededRandom(1);
  const texts = new Set<string>();
  while (texts.size < 100_000) texts.add(`{"seq":${Math.floor(random() * 2 ** 32)}}`);
  const prints = new Set([...texts].map((text) => fingerprint(bytesOf(text))));
  // Of 32 bits, one or more would meet.
  assertEquals(prints.size, texts.size);
});
