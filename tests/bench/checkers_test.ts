import { assertEquals } from "@std/assert";
import { type Checker, CHECKERS } from "../../bench/contestants/checkers.ts";
import type { JsonRecord } from "../../core/check.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const SAMPLES: readonly JsonRecord[] = JSON.parse(JSON.stringify(SAMPLE_EVENTS));

const OTHER_VALUES = [null, true, -1, 0, 1.5, 2 ** 53, "", "text", [], {}, { "": 1 }];

/** The event with each of its values, also of objects in it, left out or another one. */
function* variants(value: JsonRecord): Generator<JsonRecord> {
  for (const [key, inner] of Object.entries(value)) {
    const { [key]: _, ...rest } = value;
    yield rest;
    for (const other of OTHER_VALUES) yield { ...value, [key]: other };
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) continue;
    for (const variant of variants(inner as JsonRecord)) yield { ...value, [key]: variant };
  }
}

const EVENTS = SAMPLES.flatMap((event) => [event, ...variants(event)]);

async function checkerOf(name: string): Promise<Checker> {
  return await CHECKERS.get(name)!();
}

Deno.test("the checker refuses some of the variants and takes others", async () => {
  const isSound = await checkerOf("checker");
  const sound = EVENTS.filter(isSound).length;
  assertEquals([sound > SAMPLES.length, EVENTS.length > 2 * sound], [true, true]);
});

for (const name of [...CHECKERS.keys()].filter((name) => name !== "checker")) {
  Deno.test(`${name} judges each variant of each sample as the checker does`, async () => {
    const [expected, judge] = [await checkerOf("checker"), await checkerOf(name)];
    const differing = EVENTS.filter((event) => judge(event) !== expected(event));
    assertEquals(differing, []);
  });
}
