import type { CustomEventDefinition } from "./custom_event.ts";
import { eventRegistry } from "./event_registry.ts";
import {
  CUSTOM_EVENT_FIELDS,
  CUSTOM_TYPE,
  ENVELOPE_FIELDS,
  EVENT_TABLE,
  type EventRule,
  type FieldRule,
  type Fields,
  SCHEMA_VERSION,
} from "./event_table.ts";

/** A JSON Schema or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

/** What the JSON Schema is made of beside the event table. */
export interface EventJsonSchemaOptions {
  /**
   * Custom event types whose data the schema describes.
   *
   * @default none: the data of custom events is any JSON
   */
  readonly types?: readonly CustomEventDefinition[];
}

/** Names the schema; there is nothing to fetch. */
const SCHEMA_ID = `urn:runtrail:event:v${SCHEMA_VERSION}`;

/**
 * Gives the JSON Schema (2020-12) of one event, made from the event table. It
 * accepts what `validate` accepts of a single line without warnings: built-in
 * types, and custom types with a dot. Unknown keys are allowed.
 *
 * The data of a registered type is described by its `jsonSchema`, else by what
 * its schema gives by Standard JSON Schema (zod, arktype); else it is any JSON.
 *
 * @param options The custom types.
 * @returns The schema, plain JSON data.
 * @throws {TypeError} Where one of the types is no definition, or is defined twice.
 *
 * @example Look at the schema
 * ```ts
 * import { eventJsonSchema } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(eventJsonSchema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
 * ```
 */
export function eventJsonSchema(options: EventJsonSchemaOptions = {}): JsonSchema {
  const envelope = objectSchema(ENVELOPE_FIELDS);
  const types = Object.entries(EVENT_TABLE);
  const registered = [...eventRegistry(options.types ?? []).values()];
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: SCHEMA_ID,
    title: "runtrail event",
    description: "One event: one line of a .jsonl file.",
    ...envelope,
    properties: {
      ...(envelope["properties"] as JsonSchema),
      v: { const: SCHEMA_VERSION, description: ENVELOPE_FIELDS.v.doc },
    },
    oneOf: [
      ...types.map(([type]) => ({ $ref: `#/$defs/${type}` })),
      ...registered.map(({ type }) => ({ $ref: `#/$defs/${type}` })),
      { $ref: "#/$defs/custom" },
    ],
    $defs: {
      ...Object.fromEntries(types.map(([type, rule]) => [type, eventSchema(type, rule)])),
      ...Object.fromEntries(
        registered.map((definition) => [definition.type, registeredSchema(definition)]),
      ),
      custom: customSchema(registered.map(({ type }) => type)),
    },
  };
}

/** Any custom event but those that have a schema of their own. */
function customSchema(registered: readonly string[]): JsonSchema {
  const type = { type: "string", pattern: CUSTOM_TYPE.source };
  return {
    description: "A custom event.",
    ...objectSchema(CUSTOM_EVENT_FIELDS, {
      type: registered.length === 0 ? type : { ...type, not: { enum: registered } },
    }),
  };
}

function registeredSchema(definition: CustomEventDefinition): JsonSchema {
  const { type, doc = "A custom event." } = definition;
  const schema = objectSchema(CUSTOM_EVENT_FIELDS, { type: { const: type } });
  const data = dataSchema(definition);
  if (data === undefined) return { description: doc, ...schema };
  // An $id of its own, so that its references mean its own parts.
  const embedded = { $id: `${SCHEMA_ID}:${type}`, ...data };
  const properties = { ...(schema["properties"] as JsonSchema), data: embedded };
  return { description: doc, ...schema, properties };
}

function dataSchema({ schema, jsonSchema }: CustomEventDefinition): JsonSchema | undefined {
  if (jsonSchema !== undefined) return jsonSchema;
  try {
    return schema["~standard"].jsonSchema?.input({ target: "draft-2020-12" });
  } catch {
    // JSON Schema has no words for it.
    return undefined;
  }
}

function eventSchema(type: string, rule: EventRule): JsonSchema {
  const correlation = rule.correlation.length === 0 ? {} : {
    correlation: { type: "object", required: rule.correlation },
  };
  return {
    description: rule.doc,
    ...objectSchema(rule.fields, { type: { const: type }, ...correlation }),
  };
}

function objectSchema(fields: Fields, more: JsonSchema = {}): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.filter(([, rule]) => rule.optional !== true).map(([key]) => key);
  return {
    type: "object",
    properties: {
      ...more,
      ...Object.fromEntries(entries.map(([key, rule]) => [key, fieldSchema(rule)])),
    },
    ...(required.length === 0 ? {} : { required }),
  };
}

function fieldSchema(rule: FieldRule): JsonSchema {
  return { description: rule.doc, ...valueSchema(rule) };
}

function valueSchema(rule: FieldRule): JsonSchema {
  switch (rule.kind) {
    case "any":
      return {};
    case "boolean":
      return { type: "boolean" };
    case "string":
      if (rule.pattern === "timestamp") {
        // The pattern fixes the zone, the precision and 59 seconds; the format knows the calendar.
        return {
          type: "string",
          format: "date-time",
          pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d\\.\\d{3}Z$",
        };
      }
      return {
        type: "string",
        ...(rule.minLength === undefined ? {} : { minLength: rule.minLength }),
      };
    case "enum":
      return { enum: rule.values };
    case "integer":
      return {
        type: "integer",
        minimum: rule.min ?? Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
      };
    case "number":
      return { type: "number", ...(rule.min === undefined ? {} : { minimum: rule.min }) };
    case "record":
      return {
        type: "object",
        ...(rule.of === "any" ? {} : { additionalProperties: { type: "string" } }),
      };
    case "object":
      return objectSchema(rule.fields);
    default:
      return rule satisfies never;
  }
}
