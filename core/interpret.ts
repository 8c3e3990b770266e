import {
  checkEnvelope,
  checkFields,
  isKnownType,
  isRecord,
  type JsonRecord,
  type Problem,
} from "./check.ts";
import type { EventIdentity } from "./correlation.ts";
import { describe } from "./describe.ts";
import type { RunEvent } from "./event.ts";
import { SCHEMA_VERSION } from "./event_table.ts";
import { type Issue, issue, type Place } from "./issue.ts";

/**
 * Makes a parsed line an event by the event table. Never throws.
 *
 * @param value Any JSON value.
 * @param place Where the line is.
 * @param issues What is wrong is added here.
 * @returns The event without the keys that break the table; undefined where the
 * envelope does.
 */
export function interpret(value: unknown, place: Place, issues: Issue[]): RunEvent | undefined {
  if (!isRecord(value)) {
    const message = `Expected an event object, found ${describe(value)}`;
    issues.push(issue("schema", place, { message }));
    return undefined;
  }
  const run = runIdOf(value);
  if (isNewer(value)) {
    const message =
      `Expected version ${SCHEMA_VERSION}, found ${value.v}: read it with a newer runtrail`;
    issues.push(issue("newer_version", place, { path: "v", message, ...run }));
    return undefined;
  }
  const problems: Problem[] = [];
  const report = (problem: Problem): void => {
    problems.push(problem);
    const { code, path, expected, found } = problem;
    const message = `Expected ${expected}, found ${found}`;
    issues.push(issue(code, place, { path, message, ...run }));
  };
  checkEnvelope(value, report);
  if (!problems.every(({ path }) => OPTIONAL_ID.test(path))) return undefined;
  const event = value as JsonRecord & { readonly type: string };
  if (!isKnownType(event.type)) {
    const message = `Expected a built-in type or one with a dot, found ${describe(event.type)}`;
    issues.push(issue("unknown_type", place, { path: "type", message, ...run }));
  }
  checkFields(event, report);
  return problems.reduce(without, value) as unknown as RunEvent;
}

/**
 * Reads what tells a refused event from others: its number came, so that it is not lost.
 *
 * @param value Any JSON value that `interpret` refused.
 * @returns The identity; undefined where it cannot be read, or is of a newer version.
 */
export function identityOf(value: unknown): EventIdentity | undefined {
  if (!isRecord(value) || !isRecord(value.correlation)) return undefined;
  const { seq, correlation } = value;
  const { runId, writer } = correlation;
  if (isNewer(value) || !Number.isSafeInteger(seq) || (seq as number) < 1 || !isName(runId)) {
    return undefined;
  }
  const own = { runId, seq: seq as number };
  if (writer === undefined) return own;
  return isName(writer) ? { ...own, writer } : undefined;
}

function isNewer({ v }: JsonRecord): boolean {
  return Number.isSafeInteger(v) && (v as number) > SCHEMA_VERSION;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Problems that leave the identity sound: the id is left out. */
const OPTIONAL_ID = /^correlation\.(?!(?:runId|writer)$)/;

function runIdOf(value: JsonRecord): { readonly runId?: string } {
  const { correlation } = value;
  if (!isRecord(correlation)) return {};
  const { runId } = correlation;
  return typeof runId === "string" ? { runId } : {};
}

/** A copy without the key at fault: the event's own key, or the id in its correlation. */
function without(record: JsonRecord, { path }: Pick<Problem, "path">): JsonRecord {
  const [key = "", ...rest] = path.split(/[.[]/);
  if (!Object.hasOwn(record, key)) return record;
  const inner = record[key];
  if (key === "correlation" && isRecord(inner)) {
    return { ...record, correlation: without(inner, { path: rest.join(".") }) };
  }
  const { [key]: _fault, ...kept } = record;
  return kept;
}
