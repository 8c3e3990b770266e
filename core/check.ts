import { describe } from "./describe.ts";
import {
  CUSTOM_EVENT_FIELDS,
  CUSTOM_TYPE,
  ENVELOPE_FIELDS,
  type EventRule,
  eventRule,
  type Fields,
  type ValueRule,
} from "./event_table.ts";
import { keyPath } from "./key_path.ts";
import { parseTimestamp } from "./timestamp.ts";

/** A value that is not what the event table says. */
export interface Problem {
  /** Which rule it breaks. */
  readonly code: "schema" | "negative_duration";
  /** The key, such as `correlation.hostId`; empty for the event itself. */
  readonly path: string;
  /** What the table says. */
  readonly expected: string;
  /** What was there. */
  readonly found: string;
}

type Report = (problem: Problem) => void;

/** Any JSON object. */
export type JsonRecord = { readonly [key: string]: unknown };

/**
 * Tells whether a value is a JSON object.
 *
 * @param value Any JSON value.
 * @returns False for arrays and null.
 */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks the keys that every event has.
 *
 * @param event The parsed line.
 * @param report Called for each problem.
 */
export function checkEnvelope(event: JsonRecord, report: Report): void {
  checkKeys(event, ENVELOPE_FIELDS, { parent: "", report });
  const { type } = event;
  if (typeof type === "string" && type.includes(".") && !CUSTOM_TYPE.test(type)) {
    report({
      code: "schema",
      path: "type",
      expected: "segments of letters, digits, '_' and '-' joined by '.'",
      found: describe(type),
    });
  }
}

/**
 * Checks the keys that an event has by its type. An unknown type has none.
 *
 * @param event The parsed line, its envelope sound.
 * @param report Called for each problem.
 */
export function checkFields(event: JsonRecord & { readonly type: string }, report: Report): void {
  const fields = { parent: "", report };
  const rule = eventRule(event.type);
  if (rule !== undefined) {
    checkIds(event, rule, report);
    checkKeys(event, rule.fields, fields);
  } else if (event.type.includes(".")) checkKeys(event, CUSTOM_EVENT_FIELDS, fields);
}

/** The ids that a type needs beside those that every event has. */
function checkIds(event: JsonRecord, rule: EventRule, report: Report): void {
  const correlation = event.correlation as JsonRecord;
  for (const key of rule.correlation) {
    if (Object.hasOwn(correlation, key)) continue;
    report({
      code: "schema",
      path: `correlation.${key}`,
      expected: key === "attempt" ? "an integer of 1 or more" : "text that is not empty",
      found: "nothing",
    });
  }
}

/** Where a value lies, and who is told of its problems. */
interface Checking {
  /** The path of what holds the value, with a dot behind it where it has one. */
  readonly parent: string;
  readonly report: Report;
}

/**
 * Reads the rules as they are: to make a function of each would take a small file longer than
 * it has events, and is no faster on a large one.
 */
function checkKeys(record: JsonRecord, fields: Fields, { parent, report }: Checking): void {
  for (const key of Object.keys(fields)) {
    const rule = fields[key]!;
    // hasOwn, so that a key is never found on Object.prototype.
    if (!Object.hasOwn(record, key)) {
      if (rule.optional === true) continue;
      report({ code: "schema", path: parent + key, expected: expectation(rule), found: "nothing" });
      continue;
    }
    const value = record[key];
    const code = faultOf(value, rule);
    if (code !== undefined) {
      report({ code, path: parent + key, expected: expectation(rule), found: describe(value) });
    } else if (rule.kind === "object") {
      checkKeys(value as JsonRecord, rule.fields, { parent: `${parent}${key}.`, report });
    } else if (rule.kind === "record" && rule.of === "string") {
      checkTexts(value as JsonRecord, { parent: parent + key, report });
    }
  }
}

/** What is wrong with a value, of an object by itself without what it holds. */
function faultOf(value: unknown, rule: ValueRule): Problem["code"] | undefined {
  switch (rule.kind) {
    case "any":
      return undefined;
    case "boolean":
      return typeof value === "boolean" ? undefined : "schema";
    case "string":
      return typeof value === "string" && isSoundText(value, rule) ? undefined : "schema";
    case "enum":
      return typeof value === "string" && rule.values.includes(value) ? undefined : "schema";
    case "integer":
      return Number.isSafeInteger(value) && (value as number) >= (rule.min ?? -Infinity)
        ? undefined
        : "schema";
    case "number":
      if (!Number.isFinite(value)) return "schema";
      // The only numbers with a fraction are durations, so one below the least is negative.
      return (value as number) >= (rule.min ?? -Infinity) ? undefined : "negative_duration";
    case "record":
    case "object":
      return isRecord(value) ? undefined : "schema";
    default:
      return rule satisfies never;
  }
}

function isSoundText(text: string, rule: ValueRule & { readonly kind: "string" }): boolean {
  return rule.pattern === "timestamp"
    ? parseTimestamp(text) !== undefined
    : text.length >= (rule.minLength ?? 0);
}

function checkTexts(record: JsonRecord, { parent, report }: Checking): void {
  for (const [key, item] of Object.entries(record)) {
    if (typeof item === "string") continue;
    const path = keyPath(parent, key);
    report({ code: "schema", path, expected: "text", found: describe(item) });
  }
}

function expectation(rule: ValueRule): string {
  switch (rule.kind) {
    case "any":
      return "any JSON value";
    case "boolean":
      return "true or false";
    case "string":
      if (rule.pattern === "timestamp") return "a time such as 2026-01-02T03:04:05.678Z";
      return rule.minLength === undefined ? "text" : "text that is not empty";
    case "enum":
      return `one of ${rule.values.join(", ")}`;
    case "integer":
      return rule.min === undefined ? "an integer" : `an integer of ${rule.min} or more`;
    case "number":
      return rule.min === undefined ? "a number" : `a number of ${rule.min} or more`;
    case "record":
      return rule.of === "any" ? "an object" : "an object of text values";
    case "object":
      return "an object";
    default:
      return rule satisfies never;
  }
}

/**
 * Tells whether a type is known to this version: built in, or custom.
 *
 * @param type An event's type.
 * @returns False for a misspelt built-in, or one of a newer minor version.
 */
export function isKnownType(type: string): boolean {
  return eventRule(type) !== undefined || type.includes(".");
}
