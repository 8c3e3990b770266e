import { assertEquals } from "@std/assert";
import { keyBytes } from "../../core/key_bytes.ts";

/** The bytes as text, asked for twice: the second time they may be kept. */
function twice(key: string): readonly (string | undefined)[] {
  return [keyBytes(key), keyBytes(key)].map((bytes) => bytes && new TextDecoder().decode(bytes));
}

for (const key of ["", "hostId", 'a "key"\n', "größe", "__proto__", "k".repeat(1000)]) {
  Deno.test(`keyBytes() writes what JSON does when a key is ${JSON.stringify(key.slice(0, 20))}`, () => {
    const json = `,${JSON.stringify(key)}:`;
    assertEquals(twice(key), [json, json]);
  });
}

Deno.test("keyBytes() leaves a key to others when it is no well-formed text", () => {
  assertEquals(twice("a\ud800"), [undefined, undefined]);
});

Deno.test("keyBytes() keeps no more when it has met very many keys", () => {
  const keys = Array.from({ length: 1100 }, (_, n) => `key${n}`);
  for (const key of keys) keyBytes(key);
  const [first, last] = [keys[0]!, keys.at(-1)!].map((key) => keyBytes(key) === keyBytes(key));
  assertEquals([first, last], [true, false]);
});
