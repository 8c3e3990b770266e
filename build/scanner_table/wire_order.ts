import {
  CORRELATION_FIELDS,
  CUSTOM_EVENT_FIELDS,
  type FieldRule,
  type Fields,
  SCHEMA_VERSION,
} from "../../core/event_table.ts";
import { SCANNED_IDS, TYPE_PLANS } from "../../core/scanner/scan_plan.ts";
import type { LiteralPool } from "./literal_pool.ts";
import {
  countTaken,
  durationTaken,
  endTaken,
  exitTaken,
  keptText,
  SINGLED_OUT,
  statusTaken,
} from "./taken_values.ts";

/** What stands between the values of the envelope. */
export const ENVELOPE_TEXTS = {
  ENVELOPE_START: `{"v":${SCHEMA_VERSION},"seq":`,
  TYPE_KEY: ',"type":"',
  TIMESTAMP_KEY: '","timestamp":"',
  CORRELATION_KEY: '","correlation":',
  RUN_ID_KEY: '{"runId":"',
};
const OPENERS: { readonly [Kind in FieldRule["kind"]]?: string } = { string: '"', enum: '"' };
const FAILED = "if (at == 0) return 0;";

interface Member {
  readonly type: string;
  readonly key: string;
  readonly rule: FieldRule;
  /** What stands before the key. */
  readonly before: "," | "{";
}

/**
 * Writes how an event is passed whose keys stand in wire order.
 *
 * @param pool Takes the keys.
 * @returns The source.
 */
export function wireOrderSource(pool: LiteralPool): string {
  const readers = TYPE_PLANS.map(({ type, fields }) => reader(pool, { type, fields }));
  const cases = TYPE_PLANS.map(({ type }, index) => `    case ${index}: return wire_${type}(at);`);
  return `/** The id of \`correlation\` in wire order from behind the run's; 0 where there is another key. */
export function skipIds(at: usize): usize {
${SCANNED_IDS.map((key, bit) => idSkipped(pool, { key, bit })).join("\n")}
  return at;
}

/** Passes the event's own keys in wire order; 0 where they are in another, or not sound. */
export function skipFields(type: u32, at: usize): usize {
  switch (type) {
${cases.join("\n")}
    default: return wire_custom(at);
  }
}

${readers.join("\n")}
${reader(pool, { type: "custom", fields: CUSTOM_EVENT_FIELDS })}
export const EPOCH_MINUTE: usize = ${pool.name("1970-01-01T00:00")};
${
    Object.entries(ENVELOPE_TEXTS).map(([name, text]) =>
      `export const ${name}: usize = ${pool.name(text)};
export const ${name}_BYTES: usize = ${text.length};`
    ).join("\n")
  }
`;
}

function idSkipped(
  pool: LiteralPool,
  { key, bit }: { readonly key: string; readonly bit: number },
): string {
  const rule = (CORRELATION_FIELDS as Fields)[key]!;
  if (rule.kind === "integer") {
    const start = `,"${key}":`;
    return `  if (${pool.matches(start)}) {
    at = skipInteger(at + ${start.length});
    if (at == 0 || integer < ${rule.min}) return 0;
    line.correlation.present |= ${1 << bit};
  }`;
  }
  const start = `,"${key}":"`;
  const keep = key === "writer"
    ? "setWriter(start, at - 1 - start);"
    : `setId(${bit}, start, at - 1 - start);`;
  return `  if (${pool.matches(start)}) {
    const start = at + ${start.length};
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    ${keep}
    line.correlation.present |= ${1 << bit};
  }`;
}

function reader(
  pool: LiteralPool,
  { type, fields }: { readonly type: string; readonly fields: Fields },
): string {
  const skipped = Object.entries(fields).map(([key, rule]) =>
    memberSkipped(pool, { type, key, rule, before: "," })
  );
  return `function wire_${type}(at: usize): usize {
${skipped.join("\n")}
  return at;
}
`;
}

function memberSkipped(pool: LiteralPool, member: Member): string {
  const { key, rule, before } = member;
  const start = `${before}"${key}":${OPENERS[rule.kind] ?? ""}`;
  const value = valueSkipped(pool, member);
  const found = pool.matches(start);
  if (key === SINGLED_OUT) return `  if (${found}) return 0;`;
  return rule.optional === true
    ? `  if (${found}) {\n  at += ${start.length};\n${value}\n  }`
    : `  if (!${found}) return 0; at += ${start.length};\n${value}`;
}

/** Steps over a value from behind its opening quote. */
function valueSkipped(pool: LiteralPool, { type, key, rule }: Member): string {
  switch (rule.kind) {
    case "string": {
      if (rule.pattern === "timestamp") {
        return `  if (!readTimestamp(at) || load<u8>(at, 24) != 0x22) return 0; at += 25;`;
      }
      const kept = keptText({ type, key });
      const skipped = `at = ${kept === "callId" ? "skipPlainText" : "skipText"}(at); ${FAILED}`;
      return kept === undefined
        ? `  ${skipped}`
        : `  line.${kept} = at; ${skipped} line.${kept}Length = at - 1 - line.${kept};`;
    }
    case "integer":
      return rule.min === undefined
        ? `  at = skipSignedInteger(at); ${FAILED}${exitTaken({ type, key })}`
        : `  at = skipInteger(at); if (at == 0 || integer < ${rule.min}) return 0;${
          countTaken({ type, key })
        }`;
    case "number":
      return `  at = skipDecimal(at); ${FAILED}${durationTaken({ type, key })}`;
    case "boolean":
      return `  at = skipBoolean(at); ${FAILED}${
        endTaken({ type, key }, "load<u8>(at - 2) == 0x75")
      }`;
    case "enum": {
      const words = rule.values.map((value, index) =>
        `if (${pool.matches(`${value}"`)}) { at += ${value.length + 1};${
          statusTaken({ type, key }, index)
        } }`
      );
      return `  ${words.join("\n  else ")}\n  else return 0;`;
    }
    case "record":
      return `  at = ${rule.of === "any" ? "skipRecord" : "skipTextRecord"}(at); ${FAILED}`;
    case "object": {
      const members = Object.entries(rule.fields).map(([inner, innerRule], index) =>
        memberSkipped(pool, { type, key: inner, rule: innerRule, before: index === 0 ? "{" : "," })
      );
      return `${members.join("\n")}\n  if (load<u8>(at) != 0x7d) return 0; at++;`;
    }
    case "any":
      return `  at = skipValue(at); ${FAILED}`;
    default:
      return rule satisfies never;
  }
}
