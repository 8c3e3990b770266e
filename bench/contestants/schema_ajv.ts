import { Ajv } from "ajv";
import type { Fields, ValueRule } from "../../core/event_table.ts";
import type { CompileFields } from "./checkers.ts";
import { TIMESTAMP } from "./timestamp_pattern.ts";

type JsonSchema = { readonly [key: string]: unknown };

/** Compiles to code, as Ajv does it. */
export const compileFields: CompileFields = (fields) => {
  const validate = new Ajv().compile(objectOf(fields));
  return (event) => validate(event);
};

function objectOf(fields: Fields): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([key, rule]) => [key, schemaOf(rule)])),
    required: entries.filter(([, { optional }]) => optional !== true).map(([key]) => key),
  };
}

function schemaOf(rule: ValueRule): JsonSchema {
  switch (rule.kind) {
    case "any":
      return {};
    case "boolean":
      return { type: "boolean" };
    case "string":
      return rule.pattern === "timestamp"
        ? { type: "string", pattern: TIMESTAMP.source }
        : { type: "string", minLength: rule.minLength ?? 0 };
    case "enum":
      return { enum: rule.values };
    case "integer":
      return {
        type: "integer",
        minimum: rule.min ?? Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
      };
    case "number":
      return rule.min === undefined ? { type: "number" } : { type: "number", minimum: rule.min };
    case "record":
      return rule.of === "any"
        ? { type: "object" }
        : { type: "object", additionalProperties: { type: "string" } };
    case "object":
      return objectOf(rule.fields);
    default:
      return rule satisfies never;
  }
}
