/**
 * Writes the reference tables of the README from the tables in `core/`:
 *
 *     deno run -RW docs/reference.ts
 *
 * A test fails where the README differs from them.
 *
 * @module
 */

import { EVENT_TABLE, type EventRule, type FieldRule } from "../core/event_table.ts";
import { ISSUE_RULES } from "../core/issue.ts";

/** The tables by the names of their places in the README. */
const TABLES: { readonly [name: string]: () => string } = {
  events: eventsTable,
  issues: issuesTable,
};

/**
 * Puts the tables into a text, each between `<!-- name -->` and `<!-- /name -->`.
 *
 * @param text The README.
 * @returns The README with its tables renewed.
 */
export function withTables(text: string): string {
  return Object.entries(TABLES).reduce((result, [name, table]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);
    if (!place.test(result)) throw new Error(`Cannot find the place of table ${name}`);
    return result.replace(place, (_, start, end) => `${start}\n${table()}${end}`);
  }, text);
}

function eventsTable(): string {
  const rows = Object.entries(EVENT_TABLE).map(([type, rule]: [string, EventRule]) => [
    code(type),
    rule.correlation.map(code).join(", "),
    Object.entries(rule.fields).map(([key, field]) => code(fieldUsage(key, field))).join(", "),
    rule.doc,
  ]);
  const custom = [code("namespace.name"), "", code("data"), "Your own event; `data` is any JSON."];
  return table(["type", "`correlation`", "own keys (`?` optional)", "meaning"], [...rows, custom]);
}

function fieldUsage(key: string, field: FieldRule): string {
  const name = field.optional === true ? `${key}?` : key;
  if (field.kind === "object") return `${name} {${Object.keys(field.fields).join(", ")}}`;
  return field.kind === "enum" ? `${name}: ${field.values.join(" | ")}` : name;
}

function issuesTable(): string {
  const rows = Object.entries(ISSUE_RULES).map(([name, { severity, reason }]) => [
    code(name),
    severity,
    reason,
  ]);
  return table(["code", "severity", "reason"], rows);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map(escapeCell).join(" | ")} |\n`).join("");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

if (import.meta.main) {
  const readme = new URL("../README.md", import.meta.url);
  Deno.writeTextFileSync(readme, withTables(Deno.readTextFileSync(readme)));
}
