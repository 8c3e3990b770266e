import { assertEquals } from "@std/assert";
import { Ranking } from "../../core/ranking.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";

interface Item {
  readonly name: string;
  readonly size: number;
}

function ranked(size: number, items: readonly Item[]): readonly Item[] {
  const ranking = new Ranking<Item>(size, (item) => item.size);
  for (const item of items) ranking.add(item);
  return ranking.items;
}

function namesOf(size: number, ...sizes: readonly number[]): readonly string[] {
  return ranked(size, sizes.map((size, index) => ({ name: `${index}:${size}`, size })))
    .map(({ name }) => name);
}

Deno.test("Ranking gives nothing when nothing was added", () => {
  assertEquals(namesOf(3), []);
});

Deno.test("Ranking gives the largest first when there are few", () => {
  assertEquals(namesOf(3, 1, 5, 2), ["1:5", "2:2", "0:1"]);
});

Deno.test("Ranking drops the smallest when there are more than it keeps", () => {
  assertEquals(namesOf(3, 1, 5, 2, 4, 0, 3), ["1:5", "3:4", "5:3"]);
});

Deno.test("Ranking prefers the first when several are equal", () => {
  assertEquals(namesOf(3, 2, 2, 2, 2, 3), ["4:3", "0:2", "1:2"]);
});

Deno.test("Ranking keeps one when its size is one", () => {
  assertEquals(namesOf(1, 1, 3, 3, 2), ["1:3"]);
});

Deno.test("Ranking agrees with a stable sort when items are random", () => {
  const random = seededRandom(3);
  const items = Array.from({ length: 500 }, (_, index) => ({
    name: `${index}`,
    size: Math.floor(random() * 50),
  }));
  assertEquals(ranked(10, items), items.toSorted((a, b) => b.size - a.size).slice(0, 10));
});
