import { assert, assertEquals, assertThrows } from "@std/assert";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";
import { type CustomEventDefinition, defineEvent } from "../../core/custom_event.ts";
import { eventJsonSchema, type JsonSchema } from "../../core/json_schema.ts";
import { eventOf } from "./reading.ts";
import { RELEASE } from "./release_schema.ts";

const VERSIONED = {
  type: "object",
  properties: { version: { type: "string" } },
  required: ["version"],
};

/** A judge of events by the schema with types. */
function judgeOf(
  ...types: readonly CustomEventDefinition[]
): (type: string, data: unknown) => boolean {
  const ajv = new Ajv2020.default({ strictRequired: false, strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(eventJsonSchema({ types }));
  return (type, data) => validate(eventOf(type, data === undefined ? {} : { data }));
}

function definitionOf(definition: CustomEventDefinition): JsonSchema {
  return (eventJsonSchema({ types: [definition] })["$defs"] as JsonSchema)[
    definition.type
  ] as JsonSchema;
}

Deno.test("eventJsonSchema() is the published schema when no types are registered", () => {
  const file = new URL("../../schema/event-v1.json", import.meta.url);

  assertEquals(eventJsonSchema({ types: [] }), JSON.parse(Deno.readTextFileSync(file)));
});

Deno.test("eventJsonSchema() has a type's sentence and data when both are given", () => {
  const deployed = defineEvent("app.deployed", RELEASE, {
    doc: "A release went live.",
    jsonSchema: VERSIONED,
  });

  assertEquals(definitionOf(deployed), {
    description: "A release went live.",
    type: "object",
    properties: {
      type: { const: "app.deployed" },
      data: { $id: "urn:runtrail:event:v1:app.deployed", ...VERSIONED },
    },
    required: ["data"],
  });
});

Deno.test("eventJsonSchema() allows any data when a schema has no JSON Schema", () => {
  const judge = judgeOf(defineEvent("app.deployed", RELEASE));

  assertEquals([judge("app.deployed", 5), judge("app.deployed", undefined)], [true, false]);
});

Deno.test("eventJsonSchema() allows any data when a library cannot say it in JSON Schema", () => {
  const judge = judgeOf(defineEvent("app.deployed", z.object({ at: z.date() })));

  assert(judge("app.deployed", 5));
});

Deno.test("eventJsonSchema() describes what lines hold when a schema transforms it", () => {
  const at = z.string().transform((text) => new Date(text));
  const judge = judgeOf(defineEvent("app.deployed", z.object({ at })));

  assertEquals([judge("app.deployed", { at: "now" }), judge("app.deployed", { at: 5 })], [
    true,
    false,
  ]);
});

Deno.test("eventJsonSchema() takes the given JSON Schema when the library has one too", () => {
  const judge = judgeOf(
    defineEvent("app.deployed", z.object({}), { jsonSchema: VERSIONED }),
  );

  assert(!judge("app.deployed", {}));
});

Deno.test("eventJsonSchema() keeps references inside a type's data when they are its own", () => {
  const tree = z.object({
    name: z.string(),
    get children() {
      return z.array(tree);
    },
  });
  const judge = judgeOf(
    defineEvent("app.tree", tree),
    defineEvent("app.linked", RELEASE, {
      jsonSchema: { not: { $ref: "#/$defs/custom" }, $defs: { custom: { type: "number" } } },
    }),
  );

  assertEquals(
    [
      judge("app.tree", { name: "a", children: [{ name: "b", children: [] }] }),
      judge("app.tree", { name: "a", children: [{ name: "b" }] }),
      judge("app.linked", "text"),
      judge("app.linked", 5),
    ],
    [true, false, true, false],
  );
});

Deno.test("eventJsonSchema() keeps to a type's schema when others are registered or not", () => {
  const judge = judgeOf(
    defineEvent("app.deployed", RELEASE, { jsonSchema: VERSIONED }),
    defineEvent("app.noted", RELEASE, { jsonSchema: { type: "string" } }),
  );

  assertEquals(
    [
      judge("app.deployed", { version: "1" }),
      judge("app.deployed", "text"),
      judge("app.noted", "text"),
      judge("app.noted", { version: "1" }),
      judge("app.other", 5),
    ],
    [true, false, true, false, true],
  );
});

Deno.test("eventJsonSchema() throws when a type is defined twice", () => {
  const types = [defineEvent("app.a", RELEASE), defineEvent("app.a", RELEASE)];

  assertThrows(() => eventJsonSchema({ types }), TypeError, "Cannot register app.a");
});
