import { z } from "zod";
import type { Fields, ValueRule } from "../../core/event_table.ts";
import type { CompileFields } from "./checkers.ts";
import { TIMESTAMP } from "./timestamp_pattern.ts";

/** Made of functions, objects compiled to code. */
export const compileFields: CompileFields = (fields) => {
  const schema = objectOf(fields);
  return (event) => schema.safeParse(event).success;
};

function objectOf(fields: Fields): z.ZodType {
  return z.object(Object.fromEntries(
    Object.entries(fields).map(([key, rule]) => {
      const schema = schemaOf(rule);
      return [key, rule.optional === true ? z.exactOptional(schema) : schema];
    }),
  ));
}

function schemaOf(rule: ValueRule): z.ZodType {
  switch (rule.kind) {
    case "any":
      return z.unknown();
    case "boolean":
      return z.boolean();
    case "string":
      return rule.pattern === "timestamp"
        ? z.string().regex(TIMESTAMP)
        : z.string().min(rule.minLength ?? 0);
    case "enum":
      return z.enum(rule.values);
    case "integer":
      return z.int().min(rule.min ?? Number.MIN_SAFE_INTEGER);
    case "number":
      return rule.min === undefined ? z.number() : z.number().min(rule.min);
    case "record":
      return z.record(z.string(), rule.of === "any" ? z.unknown() : z.string());
    case "object":
      return objectOf(rule.fields);
    default:
      return rule satisfies never;
  }
}
