import { assertEquals } from "@std/assert";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {
  CORRELATION_FIELDS,
  CUSTOM_EVENT_FIELDS,
  ENVELOPE_FIELDS,
  eventRule,
  type FieldRule,
  type Fields,
} from "../../core/event_table.ts";
import { eventJsonSchema } from "../../core/json_schema.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { codesOf, type Json, read } from "../fixtures/reading.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const SAMPLES = SAMPLE_EVENTS as unknown as readonly Json[];

// Ids are defined once, in the envelope, and required by types: ajv would want both together.
const ajv = new Ajv2020.default({ strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(eventJsonSchema());

/** Stands for a number that only text can hold: it reads as infinity. */
const HUGE = "@1e400";

/** A line that holds the event. */
function lineOf(event: unknown): string {
  return JSON.stringify(event).replaceAll(`"${HUGE}"`, "1e400");
}

/** The lines on which ajv and our own checker do not agree. */
function disagreements(events: Iterable<unknown>): readonly string[] {
  return [...events].map(lineOf).filter((line) =>
    validate(JSON.parse(line)) !== (read(`${line}\n`).issues.length === 0)
  );
}

/** Values at and around the borders of every rule. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  2,
  0.5,
  -0.5,
  1e300,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 53,
  -(2 ** 53),
  HUGE,
  "",
  " ",
  "a",
  "😀",
  "ok",
  "stdout",
  "success",
  "fail-fast",
  "apply",
  "a.b",
  "a.",
  ".",
  "a.b\n",
  "a b.c",
  "__proto__",
  "2026-01-02T03:04:05.678Z",
  "2024-02-29T23:59:59.999Z",
  "2026-02-29T00:00:00.000Z",
  "2026-02-30T00:00:00.000Z",
  "2026-12-31T23:59:60.000Z",
  "2026-12-31T24:00:00.000Z",
  "0000-01-01T00:00:00.000Z",
  "0000-02-29T00:00:00.000Z",
  "1900-02-29T00:00:00.000Z",
  "2026-01-02T03:04:05Z",
  "2026-01-02T03:04:05.6789Z",
  "2026-01-02t03:04:05.678z",
  "2026-01-02T03:04:05.678+00:00",
  "2026-01-02 03:04:05.678Z",
  [],
  [""],
  {},
  { a: "b" },
  { a: 1 },
  JSON.parse('{"__proto__":1}'),
  JSON.parse('{"__proto__":"x"}'),
  { message: "m", name: "n" },
  { message: "m" },
  { message: "m", name: 1, more: 1 },
  { runId: "r" },
];

const TYPES = [...SAMPLES.map(({ type }) => type), "a.b.c", "nope", "Stdout", "toString", ""];

/** The rules of an event's keys. */
function fieldsOf(event: Json): Fields {
  return {
    ...ENVELOPE_FIELDS,
    ...eventRule(event["type"] as string)?.fields ?? CUSTOM_EVENT_FIELDS,
  };
}

/** The record with one key removed, or set to each value, at any depth. */
function* mutationsOf(record: Json, fields: Fields): Generator<Json> {
  for (const [key, rule] of Object.entries(fields)) {
    const { [key]: value, ...rest } = record;
    yield rest;
    for (const other of VALUES) yield { ...record, [key]: other };
    const inner = innerFields(rule, key);
    if (inner === undefined || typeof value !== "object") continue;
    for (const mutation of mutationsOf(value as Json, inner)) yield { ...record, [key]: mutation };
  }
  yield { ...record, unknown: [{ deep: null }] };
  yield { ...record, ...JSON.parse('{"__proto__":{"v":2}}') };
}

function innerFields(rule: FieldRule, key: string): Fields | undefined {
  if (key === "correlation") return CORRELATION_FIELDS;
  return rule.kind === "object" ? rule.fields : undefined;
}

Deno.test("eventJsonSchema() is what schema/event-v1.json holds when it was generated", () => {
  const file = new URL("../../schema/event-v1.json", import.meta.url);
  assertEquals(Deno.readTextFileSync(file), `${JSON.stringify(eventJsonSchema(), null, 2)}\n`);
});

Deno.test("eventJsonSchema() is a schema by the 2020-12 meta-schema when ajv checks it", () => {
  assertEquals([ajv.validateSchema(eventJsonSchema()), ajv.errors], [true, null]);
});

Deno.test("eventJsonSchema() has a description for every key when it is read by people", () => {
  const bare: string[] = [];
  const visit = (schema: Json, path: string): void => {
    for (const [key, inner] of Object.entries(schema["properties"] as Json ?? {})) {
      const { description, const: fixed, required } = inner as Json;
      const said = description !== undefined || fixed !== undefined || required !== undefined;
      if (!said && key !== "type") bare.push(`${path}.${key}`);
      visit(inner as Json, `${path}.${key}`);
    }
  };
  const schema = eventJsonSchema();
  visit(schema, "");
  for (const [type, inner] of Object.entries(schema["$defs"] as Json)) visit(inner as Json, type);
  assertEquals(bare, []);
});

for (const event of SAMPLES) {
  Deno.test(`eventJsonSchema() accepts a ${event["type"]} when it is sound`, () => {
    assertEquals([validate(event), validate.errors ?? null], [true, null]);
  });

  Deno.test(`eventJsonSchema() agrees with validate when a ${event["type"]} is changed anywhere`, () => {
    assertEquals(disagreements(mutationsOf(event, fieldsOf(event))), []);
  });

  Deno.test(`eventJsonSchema() agrees with validate when a ${event["type"]} has any other type`, () => {
    assertEquals(disagreements(TYPES.map((type) => ({ ...event, type }))), []);
  });
}

Deno.test("eventJsonSchema() agrees with validate when a line is no object", () => {
  assertEquals(disagreements(VALUES), []);
});

Deno.test("eventJsonSchema() refuses what validate only warns of when a type is unknown", () => {
  const event = { ...SAMPLES[0], type: "run_paused" };
  assertEquals<unknown>(
    [validate(event), codesOf(read(`${lineOf(event)}\n`).issues)],
    [false, ["unknown_type"]],
  );
});

/** A sample with several keys at random taken from other samples, from the values, or removed. */
function mixed(random: () => number): Json {
  let event = pick(SAMPLES, random);
  for (let count = Math.floor(random() * 4); count > 0; count--) {
    const other = pick(SAMPLES, random);
    const key = pick(Object.keys(random() < 0.5 ? event : other), random);
    const { [key]: _gone, ...rest } = event;
    const chance = random();
    if (chance < 0.2) event = rest;
    else event = { ...event, [key]: chance < 0.6 ? other[key] : pick(VALUES, random) };
  }
  return event;
}

Deno.test("eventJsonSchema() agrees with validate when events are mixed at random", () => {
  const random = seededRandom(11);
  assertEquals(disagreements(Array.from({ length: 20_000 }, () => mixed(random))), []);
});

Deno.test("the events mixed at random are clean and not when they are judged", () => {
  const random = seededRandom(11);
  const clean = Array.from({ length: 2000 }, () => mixed(random)).filter((event) =>
    validate(JSON.parse(lineOf(event)))
  );
  assertEquals([clean.length > 500, clean.length < 1500], [true, true]);
});
