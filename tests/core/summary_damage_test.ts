import { assertEquals } from "@std/assert";
import { EVENT_TABLE, type Fields } from "../../core/event_table.ts";
import { LifecycleRules } from "../../core/lifecycle.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { type Json, linesOf, read, timeAt } from "../fixtures/reading.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";
import { summaries } from "../fixtures/summaries.ts";

/** Values of which few are right for any key. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "ok",
  "failed",
  "success",
  timeAt(5),
  [],
  [1],
  {},
  { message: 1 },
  { message: "x", name: "y" },
  { name: "n", __proto__: null },
];

/** Sample events of which any keys are missing or of any type. */
function damaged(random: () => number): Json {
  const event = pick(SAMPLE_EVENTS, random) as unknown as Json;
  return Object.fromEntries(
    Object.entries(event).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
      if (key === "correlation" && random() < 0.8) {
        return [[key, damagedIds(value as Json, random)]];
      }
      if (key in ENVELOPE && random() < 0.95) return [[key, value]];
      const chance = random();
      if (chance < 0.3) return [];
      return [[key, chance < 0.6 ? pick(VALUES, random) : value]];
    }),
  );
}

const ENVELOPE = { v: 1, seq: 1, type: 1, timestamp: 1, correlation: 1 };

function damagedIds(ids: Json, random: () => number): Json {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([key, id]): readonly (readonly [string, unknown])[] => {
      if (key === "runId") return [[key, id]];
      const chance = random();
      return chance < 0.2 ? [] : [[key, chance < 0.4 ? pick(VALUES, random) : id]];
    }),
  );
}

/** Reads events from a file and runs them through the rules and the summary. */
function survives(values: readonly Json[]): number {
  const { events, issues } = read(linesOf(values));
  let found = issues.length;
  const rules = new LifecycleRules(() => found++);
  for (const event of events) rules.step(event, { line: 1, offset: 0 });
  rules.end();
  return JSON.stringify(summaries(events)).length + found;
}

Deno.test("Summary and LifecycleRules do not throw when events are damaged at random", () => {
  const random = seededRandom(5);
  const sizes = Array.from(
    { length: 400 },
    () => survives(Array.from({ length: 40 }, () => damaged(random))),
  );
  assertEquals(sizes.filter((size) => size < 100), []);
});

for (const [type, { fields }] of Object.entries(EVENT_TABLE)) {
  Deno.test(`Summary does not throw when any keys of a ${type} are missing or wrong`, () => {
    const event = SAMPLE_EVENTS.find((sample) => sample.type === type) as unknown as Json;
    const keys = Object.keys(fields as Fields);
    const variants: Json[] = [];
    for (let missing = 0; missing < 2 ** keys.length; missing++) {
      const gone = keys.filter((_key, index) => (missing >>> index & 1) === 1);
      variants.push(
        Object.fromEntries(Object.entries(event).filter(([key]) => !gone.includes(key))),
      );
      variants.push({ ...event, ...Object.fromEntries(gone.map((key) => [key, [[]]])) });
    }
    const { events } = read(linesOf(variants));
    assertEquals([events.length, survives(variants) > 0], [variants.length, true]);
  });
}
