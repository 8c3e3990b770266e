import { assertEquals } from "@std/assert";
import { IdSet } from "../../core/id_set.ts";
import { asciiOf } from "../fixtures/ascii.ts";

Deno.test("IdSet has no id when none was added", () => {
  const set = new IdSet("r");
  assertEquals(["r-1", "r-0", "", "x"].map((id) => set.has(id)), [false, false, false, false]);
});

const IDS = [
  "r-1",
  "r-31",
  "r-32",
  "r-4095",
  "r-4096",
  "r-4097",
  "r-1000000",
  "r-999999999",
  "r-1000000000",
  "r-99999999999999999999",
  "r-0",
  "r-01",
  "r--1",
  "r-1.5",
  "r-1e3",
  "r-",
  "r",
  "R-1",
  "s-1",
  "r-1-1",
  "r-\u0661",
  "r-1\n",
  "",
  "__proto__",
];

for (const id of IDS) {
  Deno.test(`IdSet has that id only when ${asciiOf(id)} was added`, () => {
    const set = new IdSet("r");
    set.add(id);
    assertEquals(IDS.filter((other) => set.has(other)), [id]);
  });
}

Deno.test("IdSet has every id when all were added twice", () => {
  const set = new IdSet("r");
  for (const id of [...IDS, ...IDS.toReversed()]) set.add(id);
  assertEquals(IDS.filter((id) => set.has(id)), IDS);
});

Deno.test("IdSet agrees with Set when ids of a bus are added out of order", () => {
  const set = new IdSet("run");
  const reference = new Set<string>();
  for (let n = 1; n < 20_000; n += 7) {
    const id = `run-${n * 7919 % 20_011}`;
    set.add(id);
    reference.add(id);
  }
  const ids = Array.from({ length: 20_100 }, (_, n) => `run-${n}`);
  assertEquals(ids.filter((id) => set.has(id)), ids.filter((id) => reference.has(id)));
});
