import { assertEquals, assertLess } from "@std/assert";
import { IdSet } from "../../core/id_set.ts";
import { asciiOf } from "../fixtures/ascii.ts";
import { keptBytes } from "../fixtures/heap.ts";

Deno.test("IdSet has no id when none was added", () => {
  const set = new IdSet();
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
  "r-2-1",
  "-1",
  "-",
  "r-\u0661",
  "r-1\n",
  "",
  "__proto__",
];

for (const id of IDS) {
  Deno.test(`IdSet has that id only when ${asciiOf(id)} was added`, () => {
    const set = new IdSet();
    set.add(id);
    assertEquals(IDS.filter((other) => set.has(other)), [id]);
  });
}

Deno.test("IdSet has every id when all were added twice", () => {
  const set = new IdSet();
  for (const id of [...IDS, ...IDS.toReversed()]) set.add(id);
  assertEquals(IDS.filter((id) => set.has(id)), IDS);
});

Deno.test("IdSet agrees with Set when ids of a bus are added out of order", () => {
  const set = new IdSet();
  const reference = new Set<string>();
  for (let n = 1; n < 20_000; n += 7) {
    const id = `run-${n * 7919 % 20_011}`;
    set.add(id);
    reference.add(id);
  }
  const ids = Array.from({ length: 20_100 }, (_, n) => `run-${n}`);
  assertEquals(ids.filter((id) => set.has(id)), ids.filter((id) => reference.has(id)));
});

const COUNT = 100_000;

/** Ids that one page each would make costly, and how many bytes each may take. */
const MEMORY: readonly (readonly [
  what: string,
  make: (index: number) => string,
  maxBytesPerId: number,
])[] = [
  ["one bus", (index) => `run-${index + 1}`, 10],
  // The ids of a bus with a writer once were kept as text.
  ["twenty writers", (index) => `run-w${index % 20}-${Math.floor(index / 20) + 1}`, 10],
  ["prefixes of their own", (index) => `run-${index}x-1`, 250],
  ["numbers far apart", (index) => `run-${index * 4096 + 1}`, 250],
  ["both", (index) => `run${index % 500}-${index * 4096 + 1}`, 250],
];

for (const [what, make, maxBytesPerId] of MEMORY) {
  Deno.test(`IdSet takes at most ${maxBytesPerId} bytes for each id when ids have ${what}`, () => {
    const set = new IdSet();
    const before = keptBytes();
    for (let index = 0; index < COUNT; index++) set.add(make(index));
    assertLess((keptBytes() - before) / COUNT, maxBytesPerId);
    const missing = Array.from({ length: COUNT }, (_, index) => make(index))
      .filter((id) => !set.has(id));
    assertEquals(missing, []);
  });
}
