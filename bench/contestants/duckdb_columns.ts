import {
  CUSTOM_EVENT_FIELDS,
  ENVELOPE_FIELDS,
  EVENT_TABLE,
  type Fields,
  type ValueRule,
} from "../../core/event_table.ts";

/** The type of each key of the event table; JSON where two event types differ in it. */
export const DUCKDB_COLUMNS: ReadonlyMap<string, string> = columnsOf([
  ENVELOPE_FIELDS,
  CUSTOM_EVENT_FIELDS,
  ...Object.values(EVENT_TABLE).map(({ fields }) => fields),
]);

function columnsOf(all: readonly Fields[]): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const [key, rule] of all.flatMap((fields) => Object.entries(fields))) {
    const type = typeOf(rule);
    columns.set(key, (columns.get(key) ?? type) === type ? type : "JSON");
  }
  return columns;
}

function typeOf(rule: ValueRule): string {
  switch (rule.kind) {
    case "any":
      return "JSON";
    case "boolean":
      return "BOOLEAN";
    case "string":
      return rule.pattern === "timestamp" ? "TIMESTAMP" : "VARCHAR";
    case "enum":
      return "VARCHAR";
    case "integer":
      return "BIGINT";
    case "number":
      return "DOUBLE";
    case "record":
      return rule.of === "any" ? "JSON" : "MAP(VARCHAR, VARCHAR)";
    case "object": {
      const fields = Object.entries(rule.fields).map(([key, of]) => `"${key}" ${typeOf(of)}`);
      return `STRUCT(${fields.join(", ")})`;
    }
    default:
      return rule satisfies never;
  }
}
