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
type Check = (value: unknown, report: Report) => void;
type Expectation = Pick<Problem, "path" | "expected">;

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
  ENVELOPE(event, report);
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
  ownCheck(event.type)?.(event, report);
}

/** Makes the checks of an object's keys; `parent` is the object's path with a dot behind it. */
function compileFields(fields: Fields, parent = ""): Check {
  const checks = Object.entries(fields).map(([key, rule]) => ({
    key,
    path: parent + key,
    check: compileValue(rule, parent + key),
    optional: rule.optional === true,
    expected: expectation(rule),
  }));
  return (value, report) => {
    const record = value as JsonRecord;
    for (const { key, path, check, optional, expected } of checks) {
      // hasOwn, so that a key is never found on Object.prototype.
      if (Object.hasOwn(record, key)) check(record[key], report);
      else if (!optional) report({ code: "schema", path, expected, found: "nothing" });
    }
  };
}

function compileValue(rule: ValueRule, path: string): Check {
  const expected = expectation(rule);
  const verify = (test: (value: unknown) => boolean): Check => (value, report) => {
    if (!test(value)) report({ code: "schema", path, expected, found: describe(value) });
  };
  switch (rule.kind) {
    case "any":
      return () => {};
    case "boolean":
      return verify((value) => typeof value === "boolean");
    case "string":
      return verify(stringTest(rule));
    case "enum":
      return verify((value) => typeof value === "string" && rule.values.includes(value));
    case "integer":
      return verify((value) =>
        Number.isSafeInteger(value) && (value as number) >= (rule.min ?? -Infinity)
      );
    case "number":
      return compileNumber(rule.min ?? -Infinity, { path, expected });
    case "record":
      return compileRecord(rule.of, { path, expected });
    case "object": {
      const check = compileFields(rule.fields, `${path}.`);
      return (value, report) => {
        if (isRecord(value)) check(value, report);
        else report({ code: "schema", path, expected, found: describe(value) });
      };
    }
    default:
      return rule satisfies never;
  }
}

function stringTest(rule: ValueRule & { readonly kind: "string" }): (value: unknown) => boolean {
  if (rule.pattern === "timestamp") {
    return (value) => typeof value === "string" && parseTimestamp(value) !== undefined;
  }
  const minLength = rule.minLength ?? 0;
  return (value) => typeof value === "string" && value.length >= minLength;
}

/** The only numbers with a fraction are durations, so one below the least is a negative duration. */
function compileNumber(min: number, { path, expected }: Expectation): Check {
  return (value, report) => {
    if (Number.isFinite(value) && (value as number) >= min) return;
    const code = Number.isFinite(value) ? "negative_duration" : "schema";
    report({ code, path, expected, found: describe(value) });
  };
}

function compileRecord(of: "string" | "any", { path, expected }: Expectation): Check {
  return (value, report) => {
    if (!isRecord(value)) return report({ code: "schema", path, expected, found: describe(value) });
    if (of === "any") return;
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === "string") continue;
      report({
        code: "schema",
        path: keyPath(path, key),
        expected: "text",
        found: describe(item),
      });
    }
  };
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

const ENVELOPE = compileFields(ENVELOPE_FIELDS);
const CUSTOM = compileFields(CUSTOM_EVENT_FIELDS);

/** Each made when its type first comes: few files have all types, and a start would pay for all. */
const OWN = new Map<string, Check>();

function ownCheck(type: string): Check | undefined {
  const known = OWN.get(type);
  if (known !== undefined) return known;
  const rule = eventRule(type);
  if (rule === undefined) return type.includes(".") ? CUSTOM : undefined;
  const check = compileOwn(rule);
  OWN.set(type, check);
  return check;
}

/** An event's own keys, and the ids that its type needs. */
function compileOwn(rule: EventRule): Check {
  const fields = compileFields(rule.fields);
  return (value, report) => {
    const { correlation } = value as { readonly correlation: JsonRecord };
    for (const key of rule.correlation) {
      if (Object.hasOwn(correlation, key)) continue;
      report({
        code: "schema",
        path: `correlation.${key}`,
        expected: key === "attempt" ? "an integer of 1 or more" : "text that is not empty",
        found: "nothing",
      });
    }
    fields(value, report);
  };
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
