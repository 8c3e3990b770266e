import { assert, assertEquals, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { defineEvent, isDefinition, isEvent } from "../../core/custom_event.ts";
import type { RunEvent } from "../../core/event.ts";
import { eventOf } from "./reading.ts";
import { RELEASE, schemaOf } from "./release_schema.ts";

const deployed = defineEvent("app.deployed", RELEASE, { doc: "A release went live." });

Deno.test("defineEvent() gives a definition that builds drafts when it is called", () => {
  assertEquals<unknown>(
    [deployed({ version: "1" }), deployed({ version: "2" }, { hostId: "h1" })],
    [
      { type: "app.deployed", data: { version: "1" } },
      { type: "app.deployed", correlation: { hostId: "h1" }, data: { version: "2" } },
    ],
  );
});

Deno.test("defineEvent() gives a definition that tells what it was given when it is looked at", () => {
  const jsonSchema = { type: "object" };
  const { type, schema, doc, jsonSchema: given } = defineEvent("a.b", RELEASE, {
    doc: "A sentence.",
    jsonSchema,
  });

  assertEquals([type, schema === RELEASE, doc, given], ["a.b", true, "A sentence.", jsonSchema]);
});

Deno.test("defineEvent() gives a definition that nobody changes when it is shared", () => {
  assert(Object.isFrozen(deployed));
});

Deno.test("defineEvent() runs no schema when drafts are built and emitted", () => {
  let calls = 0;
  const counted = defineEvent(
    "app.counted",
    schemaOf<number>((value) => {
      calls++;
      return { value };
    }),
  );
  const bus = new EventBus({ runId: "r1" });
  const seen: unknown[] = [];
  bus.on((event) => void seen.push("data" in event ? event.data : undefined));

  bus.emit(counted(1));

  assertEquals([calls, seen, bus.failures], [0, [1], 0]);
});

for (
  const [type, message] of [
    [
      "deployed",
      "Cannot define \"deployed\": a custom type is namespace.name, of letters, digits, '_' and '-'",
    ],
    [
      "app.",
      "Cannot define \"app.\": a custom type is namespace.name, of letters, digits, '_' and '-'",
    ],
    [
      "app.de ployed",
      'Cannot define "app.de ployed": a custom type is namespace.name, ' +
      "of letters, digits, '_' and '-'",
    ],
    [5.5, "Cannot define 5.5: a custom type is namespace.name, of letters, digits, '_' and '-'"],
    ["runtrail.deployed", "Cannot define runtrail.deployed: the namespace runtrail is reserved"],
  ]
) {
  Deno.test(`defineEvent() throws when the type is ${JSON.stringify(type)}`, () => {
    assertThrows(() => defineEvent(type as "a.b", RELEASE), TypeError, message as string);
  });
}

for (const schema of [undefined, null, {}, { "~standard": {} }, { type: "object" }]) {
  Deno.test(`defineEvent() throws when the schema is ${JSON.stringify(schema)}`, () => {
    assertThrows(
      () => defineEvent("a.b", schema as typeof RELEASE),
      TypeError,
      "Cannot define a.b: its schema has no ~standard.validate",
    );
  });
}

Deno.test("isDefinition() knows definitions of another copy when it is asked", () => {
  const candidates: readonly unknown[] = [
    deployed,
    { type: "app.deployed", schema: RELEASE },
    { type: "stdout", schema: RELEASE },
    { type: "app.deployed", schema: {} },
    RELEASE,
    () => deployed,
    null,
    "app.deployed",
  ];

  assertEquals(candidates.map((candidate) => isDefinition(candidate)), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

Deno.test("isEvent() is false when the event is built in or has no data", () => {
  const events: readonly RunEvent[] = [
    eventOf("stdout", { payload: "hello" }),
    eventOf("app.deployed"),
  ];

  const anything = defineEvent("app.deployed", schemaOf((value) => ({ value })));
  assertEquals(events.map((event) => isEvent(anything, event)), [false, false]);
});

Deno.test("isEvent() is false when the schema throws", () => {
  const failing = defineEvent(
    "app.deployed",
    schemaOf(() => {
      throw new Error("broken");
    }),
  );

  assert(!isEvent(failing, eventOf("app.deployed", { data: 1 })));
});

Deno.test("isEvent() throws when the schema is asynchronous", () => {
  const later = defineEvent("app.deployed", schemaOf((value) => Promise.resolve({ value })));

  assertThrows(
    () => isEvent(later, eventOf("app.deployed", { data: 1 })),
    TypeError,
    "Cannot check app.deployed: its schema is asynchronous, and reading is not",
  );
});
