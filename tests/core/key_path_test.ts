import { assertEquals } from "@std/assert";
import { keyPath } from "../../core/key_path.ts";

const CASES: readonly (readonly [key: PropertyKey, path: string])[] = [
  ["host", "data.host"],
  ["a b", 'data["a b"]'],
  ["", 'data[""]'],
  ["a\n", 'data["a\\n"]'],
  ["\u00e9", 'data["\u00e9"]'],
  [3, "data[3]"],
  ["3", "data.3"],
  [Symbol("s"), 'data["Symbol(s)"]'],
];

for (const [key, path] of CASES) {
  Deno.test(`keyPath() gives ${JSON.stringify(path)} when the key is ${typeof key}`, () => {
    assertEquals(keyPath("data", key), path);
  });
}
