import * as v from "valibot";
import type { Fields, ValueRule } from "../../core/event_table.ts";
import type { CompileFields } from "./checkers.ts";
import { TIMESTAMP } from "./timestamp_pattern.ts";

type Schema = v.GenericSchema;

/** Made of functions; `is` stops at the first fault. */
export const compileFields: CompileFields = (fields) => {
  const schema = objectOf(fields);
  return (event) => v.is(schema, event);
};

function objectOf(fields: Fields): Schema {
  return v.object(Object.fromEntries(
    Object.entries(fields).map(([key, rule]) => {
      const schema = schemaOf(rule);
      return [key, rule.optional === true ? v.exactOptional(schema) : schema];
    }),
  ));
}

function schemaOf(rule: ValueRule): Schema {
  switch (rule.kind) {
    case "any":
      return v.unknown();
    case "boolean":
      return v.boolean();
    case "string":
      return rule.pattern === "timestamp"
        ? v.pipe(v.string(), v.regex(TIMESTAMP))
        : rule.minLength === undefined
        ? v.string()
        : v.pipe(v.string(), v.minLength(rule.minLength));
    case "enum":
      return v.picklist(rule.values);
    case "integer":
      return v.pipe(v.number(), v.safeInteger(), v.minValue(rule.min ?? -Infinity));
    case "number":
      return v.pipe(v.number(), v.finite(), v.minValue(rule.min ?? -Infinity));
    case "record":
      return v.pipe(
        v.custom((value) => !Array.isArray(value)),
        v.record(v.string(), rule.of === "any" ? v.unknown() : v.string()),
      );
    case "object":
      return objectOf(rule.fields);
    default:
      return rule satisfies never;
  }
}
