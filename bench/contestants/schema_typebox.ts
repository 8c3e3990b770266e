import { type TProperties, type TSchema, Type } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import type { Fields, ValueRule } from "../../core/event_table.ts";
import type { CompileFields } from "./checkers.ts";
import { TIMESTAMP } from "./timestamp_pattern.ts";

/** Compiles to code, as TypeBox does it. */
export const compileFields: CompileFields = (fields) => {
  const compiled = TypeCompiler.Compile(objectOf(fields));
  return (event) => compiled.Check(event);
};

function objectOf(fields: Fields): TSchema {
  const properties: TProperties = {};
  for (const [key, rule] of Object.entries(fields)) {
    properties[key] = rule.optional === true ? Type.Optional(schemaOf(rule)) : schemaOf(rule);
  }
  return Type.Object(properties);
}

function schemaOf(rule: ValueRule): TSchema {
  switch (rule.kind) {
    case "any":
      return Type.Unknown();
    case "boolean":
      return Type.Boolean();
    case "string":
      return rule.pattern === "timestamp"
        ? Type.String({ pattern: TIMESTAMP.source })
        : Type.String({ minLength: rule.minLength ?? 0 });
    case "enum":
      return Type.Union(rule.values.map((value) => Type.Literal(value)));
    case "integer":
      return Type.Integer({
        minimum: rule.min ?? Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
      });
    case "number":
      return Type.Number(rule.min === undefined ? {} : { minimum: rule.min });
    case "record":
      return Type.Record(Type.String(), rule.of === "any" ? Type.Unknown() : Type.String());
    case "object":
      return objectOf(rule.fields);
    default:
      return rule satisfies never;
  }
}
