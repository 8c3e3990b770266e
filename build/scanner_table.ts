import { CORRELATION_FIELDS, CUSTOM_EVENT_FIELDS, SCHEMA_VERSION } from "../core/event_table.ts";
import type { FieldRule, Fields } from "../core/event_table.ts";
import {
  ENDINGS,
  outputKey,
  SCANNED_IDS,
  SCANNED_KINDS,
  TYPE_PLANS,
} from "../core/scanner/scan_plan.ts";

const UTF8 = new TextEncoder();

/** A key that makes any event one for the reference. */
const SINGLED_OUT = "synthetic";

/** The keys of an event that objects with keys of their own stand under. */
const SCOPES = ["correlation", "host", "error"];

/**
 * Writes the scanner's part that follows from the event table: AssemblyScript
 * that knows every key of every type, in wire order and in any order.
 *
 * @returns The source.
 */
export function scannerTableSource(): string {
  return new TableSource().text();
}

class TableSource {
  readonly #literals = new Map<string, string>();
  /** Places for values that may come in any order: top-level keys, then those of each scope. */
  readonly #slots = new Map<string, number>();

  text(): string {
    const body = [
      this.#typeIndex(),
      this.#wireOrder(),
      this.#anyOrder(),
      this.#planTables(),
    ].join("\n");
    return `${HEAD}${this.#literalTable()}\n${body}`;
  }

  /** The name of bytes in a data segment. */
  #literal(text: string): string {
    let name = this.#literals.get(text);
    if (name === undefined) {
      name = `L${this.#literals.size}`;
      this.#literals.set(text, name);
    }
    return name;
  }

  #matches(text: string, at = "at"): string {
    return `matches(${at}, ${this.#literal(text)}, ${UTF8.encode(text).length})`;
  }

  /** Steps over text that must stand there. */
  #expect(text: string): string {
    return `if (!${this.#matches(text)}) return 0; at += ${UTF8.encode(text).length};`;
  }

  #literalTable(): string {
    const rows = [...this.#literals].map(([text, name]) =>
      `const ${name}: usize = memory.data<u8>([${UTF8.encode(text).join(",")}], 16); // ${text}`
    );
    return rows.join("\n");
  }

  #typeIndex(): string {
    const cases = byLength(TYPE_PLANS.map(({ type }, index) => [type, index] as const))
      .map(([length, types]) =>
        `    case ${length}:\n${
          types.map(([type, index]) => `      if (${this.#matches(type)}) return ${index};`)
            .join("\n")
        }\n      return -1;`
      );
    return `/** The index of a built-in type, or -1. */
export function typeIndex(at: usize, length: usize): i32 {
  switch (<i32> length) {
${cases.join("\n")}
    default:
      return -1;
  }
}
`;
  }

  #wireOrder(): string {
    const readers = TYPE_PLANS.map(({ type, fields }) => this.#reader(type, fields));
    const cases = TYPE_PLANS.map(({ type }) =>
      `    case ${indexOf(type)}: return wire_${type}(at);`
    );
    return `/** The id of \`correlation\` in wire order from behind the run's; 0 where there is another key. */
export function skipIds(at: usize): usize {
${this.#idsInOrder()}
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
${this.#reader("custom", CUSTOM_EVENT_FIELDS)}
export const EPOCH_MINUTE: usize = ${this.#literal("1970-01-01T00:00")};
export const ENVELOPE_START: usize = ${this.#literal(ENVELOPE_START)};
export const ENVELOPE_START_BYTES: usize = ${ENVELOPE_START.length};
export const TYPE_KEY: usize = ${this.#literal(TYPE_KEY)};
export const TYPE_KEY_BYTES: usize = ${TYPE_KEY.length};
export const TIMESTAMP_KEY: usize = ${this.#literal(TIMESTAMP_KEY)};
export const TIMESTAMP_KEY_BYTES: usize = ${TIMESTAMP_KEY.length};
export const CORRELATION_KEY: usize = ${this.#literal(CORRELATION_KEY)};
export const CORRELATION_KEY_BYTES: usize = ${CORRELATION_KEY.length};
export const RUN_ID_KEY: usize = ${this.#literal(RUN_ID_KEY)};
export const RUN_ID_KEY_BYTES: usize = ${RUN_ID_KEY.length};
`;
  }

  #idsInOrder(): string {
    return SCANNED_IDS.map((key, bit) => {
      const rule = (CORRELATION_FIELDS as Fields)[key]!;
      if (rule.kind === "integer") {
        const start = `,"${key}":`;
        return `  if (${this.#matches(start)}) {
    at = skipInteger(at + ${start.length});
    if (at == 0 || integer < ${rule.min}) return 0;
    line.correlation.present |= ${1 << bit};
  }`;
      }
      const start = `,"${key}":"`;
      const keep = key === "writer"
        ? "setWriter(start, at - 1 - start);"
        : `setId(${bit}, start, at - 1 - start);`;
      return `  if (${this.#matches(start)}) {
    const start = at + ${start.length};
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    ${keep}
    line.correlation.present |= ${1 << bit};
  }`;
    }).join("\n");
  }

  #reader(type: string, fields: Fields): string {
    return `function wire_${type}(at: usize): usize {
${
      Object.entries(fields).map(([key, rule]) => this.#field({ key, rule, type, before: "," }))
        .join("\n")
    }
  return at;
}
`;
  }

  #field({ key, rule, type, before }: Member): string {
    const start = `${before}"${key}":${OPENERS[rule.kind] ?? ""}`;
    const value = this.#value({ key, rule, type, before });
    // The summary counts these one by one.
    if (key === SINGLED_OUT) return `  if (${this.#matches(start)}) return 0;`;
    if (rule.optional !== true) return `  ${this.#expect(start)}\n${value}`;
    return `  if (${this.#matches(start)}) {\n  at += ${start.length};\n${value}\n  }`;
  }

  /** Reads a value from behind its opening quote or brace. */
  #value({ key, rule, type }: Member): string {
    const failed = "if (at == 0) return 0;";
    switch (rule.kind) {
      case "string":
        if (rule.pattern === "timestamp") {
          return `  if (!readTimestamp(at) || load<u8>(at, 24) != 0x22) return 0; at += 25;`;
        }
        if (key === "callId") {
          return `  line.callId = at; at = skipPlainText(at); ${failed} line.callIdLength = at - 1 - line.callId;`;
        }
        if (key === outputKey(type)) {
          return `  line.output = at; at = skipText(at); ${failed} line.outputLength = at - 1 - line.output;`;
        }
        return `  at = skipText(at); ${failed}`;
      case "integer":
        return rule.min === undefined
          ? `  at = skipSignedInteger(at); ${failed}${exitTaken({ type, key })}`
          : `  at = skipInteger(at); if (at == 0 || integer < ${rule.min}) return 0;${
            countTaken({ type, key })
          }`;
      case "number":
        return `  at = skipDecimal(at); ${failed}${
          key === "durationMs" ? " line.durationMs = decimal;" : ""
        }`;
      case "boolean":
        return `  at = skipBoolean(at); ${failed}${
          endTaken({ type, key }, "load<u8>(at - 2) == 0x75")
        }`;
      case "enum":
        return `  ${
          rule.values.map((value, index) =>
            `if (${this.#matches(`${value}"`)}) { at += ${value.length + 1};${
              isEnding(key) ? ` line.status = ${index};` : ""
            } }`
          ).join("\n  else ")
        }\n  else return 0;`;
      case "record":
        return rule.of === "any"
          ? `  at = skipRecord(at); ${failed}`
          : `  at = skipTextRecord(at); ${failed}`;
      case "object":
        return `${
          Object.entries(rule.fields).map(([inner, innerRule], index) =>
            this.#field({ key: inner, rule: innerRule, type, before: index === 0 ? "{" : "," })
          ).join("\n")
        }\n  if (load<u8>(at) != 0x7d) return 0; at++;`;
      case "any":
        return `  at = skipValue(at); ${failed}`;
      default:
        return rule satisfies never;
    }
  }

  #keyTexts(): string {
    return [...this.#slots.keys()].flatMap((name) => {
      const text = UTF8.encode(`"${name.slice(name.indexOf(".") + 1)}":`);
      if (text.length >= KEY_BYTES) {
        throw new Error(`Cannot make the scanner's table: ${name} is over ${KEY_BYTES} bytes`);
      }
      return [text.length, ...text, ...Array(KEY_BYTES - 1 - text.length).fill(0)];
    }).join(",");
  }

  #slot(scope: string, key: string): number {
    const name = `${scope}.${key}`;
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(name, slot);
    }
    return slot;
  }

  #anyOrder(): string {
    const scopes = [new Set<string>(["v", "seq", "type", "timestamp", "correlation"])];
    for (const { fields } of [...TYPE_PLANS, { fields: CUSTOM_EVENT_FIELDS as Fields }]) {
      for (const key of Object.keys(fields)) scopes[0]!.add(key);
    }
    for (const scope of SCOPES) scopes.push(new Set(Object.keys(scopeFields(scope))));
    const ranges: (readonly [number, number])[] = [];
    const finders = scopes.map((keys, scope) => {
      const first = this.#slots.size;
      const found = [...keys].map((key) => [key, this.#slot(scopeName(scope), key)] as const);
      ranges.push([first, this.#slots.size]);
      const cases = byLength(found).map(([length, slots]) =>
        `    case ${length}:\n${
          slots.map(([key, slot]) => `      if (${this.#matches(key)}) return ${slot};`).join("\n")
        }\n      return -1;`
      );
      return `function slot_${scopeName(scope)}(at: usize, length: usize): i32 {
  switch (<i32> length) {
${cases.join("\n")}
    default:
      return -1;
  }
}
`;
    });
    const top = scopeName(0);
    const checks = TYPE_PLANS.map(({ type, fields }) => this.#check(type, fields));
    return `${finders.join("\n")}
/** The scope that the object at a key opens, or 0 where its keys do not matter. */
export function scopeOf(slot: i32): u32 {
${
      SCOPES.map((key, index) => `  if (slot == ${this.#slot(top, key)}) return ${index + 1};`)
        .join("\n")
    }
  return 0;
}

/** The slot of a key in a scope: 0 is the event itself. -1 where the key is none of the table's. */
export function slotOf(scope: u32, at: usize, length: usize): i32 {
  switch (scope) {
${
      scopes.map((_, scope) => `    case ${scope}: return slot_${scopeName(scope)}(at, length);`)
        .join("\n")
    }
    default: return -1;
  }
}

/** Each key as it stands before its value, with its length before it. */
const KEYS: usize = memory.data<u8>([${this.#keyTexts()}], 16);

/** The key of a slot in quotes, with a colon. */
// @inline
export function keyOf(slot: u32): usize {
  return KEYS + <usize> slot * ${KEY_BYTES} + 1;
}

// @inline
export function keyLength(slot: u32): usize {
  return <usize> load<u8>(KEYS + <usize> slot * ${KEY_BYTES});
}

export function clearScope(scope: u32): void {
  switch (scope) {
${
      ranges.map(([first, end], scope) =>
        `    case ${scope}: clearSlots(${bitsOf(first, end)}); return;`
      ).join("\n")
    }
    default: return;
  }
}

${
      ["v", "seq", "type", "timestamp", "correlation", "durationMs", SINGLED_OUT].map((key) =>
        `export const SLOT_${key.toUpperCase()}: i32 = ${this.#slot(top, key)};`
      ).join("\n")
    }
export const SLOT_RUN_ID: i32 = ${this.#slot("correlation", "runId")};

/** Takes the ids of \`correlation\` from their slots; false where one is not plain. */
export function takeIds(): bool {
${
      SCANNED_IDS.map((key, bit) => {
        const slot = this.#slot("correlation", key);
        const rule = (CORRELATION_FIELDS as Fields)[key]!;
        if (rule.kind === "integer") {
          return `  if (isPresent(${slot})) { if (!isInteger(${slot}) || integer < ${rule.min}) return false; line.correlation.present |= ${
            1 << bit
          }; }`;
        }
        const keep = key === "writer"
          ? `setWriter(textStart(${slot}), textLength(${slot}));`
          : `setId(${bit}, textStart(${slot}), textLength(${slot}));`;
        return `  if (isPresent(${slot})) { if (!isPlainText(${slot}) || textLength(${slot}) == 0) return false; ${keep} line.correlation.present |= ${
          1 << bit
        }; }`;
      }).join("\n")
    }
  return true;
}

/** Whether the slots hold what the type's keys must be. */
export function checkFields(type: u32): bool {
  switch (type) {
${TYPE_PLANS.map(({ type }, index) => `    case ${index}: return check_${type}();`).join("\n")}
    default: return check_custom();
  }
}

${checks.join("\n")}
${this.#check("custom", CUSTOM_EVENT_FIELDS)}`;
  }

  #check(type: string, fields: Fields): string {
    return `function check_${type}(): bool {
${this.#checks(scopeName(0), type, fields)}
  return true;
}
`;
  }

  #checks(scope: string, type: string, fields: Fields): string {
    return Object.entries(fields).map(([key, rule]) => {
      const slot = this.#slot(scope, key);
      const check = this.#slotCheck({ key, rule, type, before: "" }, slot);
      return rule.optional === true
        ? `  if (isPresent(${slot})) {\n${check}\n  }`
        : `  if (!isPresent(${slot})) return false;\n${check}`;
    }).join("\n");
  }

  #slotCheck({ key, rule, type }: Member, slot: number): string {
    const when = (test: string) => `  if (!(${test})) return false;`;
    switch (rule.kind) {
      case "string":
        if (rule.pattern === "timestamp") return when(`isTimestamp(${slot})`);
        if (key === "callId") {
          return `${
            when(`isPlainText(${slot})`)
          } line.callId = textStart(${slot}); line.callIdLength = textLength(${slot});`;
        }
        if (key === outputKey(type)) {
          return `${
            when(`isText(${slot})`)
          } line.output = textStart(${slot}); line.outputLength = textLength(${slot});`;
        }
        return when(`isText(${slot})`);
      case "integer":
        return rule.min === undefined
          ? `${when(`isSignedInteger(${slot})`)}${exitTaken({ type, key })}`
          : `${when(`isInteger(${slot}) && integer >= ${rule.min}`)}${countTaken({ type, key })}`;
      case "number":
        return `${when(`isDecimal(${slot})`)}${
          key === "durationMs" ? " line.durationMs = decimal;" : ""
        }`;
      case "boolean":
        return `${when(`isBoolean(${slot})`)}${endTaken({ type, key }, `isTrue(${slot})`)}`;
      case "enum":
        return `  if (!isPlainText(${slot})) return false;\n  ${
          rule.values.map((value, index) =>
            `if (textLength(${slot}) == ${value.length} && ${
              this.#matches(value, `textStart(${slot})`)
            }) {${isEnding(key) ? ` line.status = ${index};` : ""} }`
          ).join("\n  else ")
        }\n  else return false;`;
      case "record":
        return when(
          rule.of === "any" ? `isObject(${slot})` : `skipTextRecord(valueStart(${slot})) != 0`,
        );
      case "object":
        return `${when(`isObject(${slot})`)}\n${this.#checks(key, type, rule.fields)}`;
      case "any":
        return "";
      default:
        return rule satisfies never;
    }
  }

  #planTables(): string {
    const failed = SCANNED_KINDS.map((kind) =>
      ENDINGS.get(kind)!.reduce((mask, ending, index) => mask | Number(ending.failed) << index, 0)
    );
    return `export const BUILT_IN_TYPES: u32 = ${TYPE_PLANS.length};
export const KINDS: u32 = ${SCANNED_KINDS.length};
export const RESOURCE: u32 = ${SCANNED_KINDS.indexOf("resource")};
export const TOOL: u32 = ${SCANNED_KINDS.indexOf("tool")};
export const HOST: u32 = ${SCANNED_KINDS.indexOf("host")};
export const JOB: u32 = ${SCANNED_KINDS.indexOf("job")};
export const COMMAND: u32 = ${SCANNED_KINDS.indexOf("command")};
export const STEP: u32 = ${SCANNED_KINDS.indexOf("step")};
const ROLES: usize = memory.data<u8>([${
      TYPE_PLANS.map(({ role }) => ROLES.indexOf(role)).join(",")
    }]);
const KIND_OF: usize = memory.data<u8>([${TYPE_PLANS.map(({ kind }) => kind & 0xff).join(",")}]);
const REQUIRED: usize = memory.data<u8>([${TYPE_PLANS.map(({ required }) => required).join(",")}]);
const FAILED: usize = memory.data<u8>([${failed.join(",")}]);
${ROLES.map((role, index) => `export const ROLE_${role.toUpperCase()}: u32 = ${index};`).join("\n")}

/** What becomes of events of a type. */
// @inline
export function roleOf(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(ROLES + <usize> type) : ROLE_PLAIN;
}

/** The kind of what a type starts or finishes. */
// @inline
export function kindOf(type: u32): u32 {
  return <u32> load<u8>(KIND_OF + <usize> type);
}

/** The ids that a type needs. */
// @inline
export function requiredIds(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(REQUIRED + <usize> type) : 0;
}

/** Whether a way to end is a failure. */
// @inline
export function isFailure(kind: u32, status: u32): bool {
  return ((<u32> load<u8>(FAILED + <usize> kind) >> status) & 1) != 0;
}
`;
  }
}

/** Takes what a host's finish counts; how the host stands follows from its failures. */
function countTaken({ type, key }: Pick<Member, "type" | "key">): string {
  if (type !== "host_finished" || !["ok", "changed", "failed"].includes(key)) return "";
  const status = key === "failed" ? " line.status = integer == 0 ? 0 : 1;" : "";
  return ` line.${key} = integer;${status}`;
}

/** Takes from a boolean how something ended. */
function endTaken({ type, key }: Pick<Member, "type" | "key">, isTrue: string): string {
  if (type === "tool_result" && key === "ok") return ` line.status = ${isTrue} ? 0 : 1;`;
  if (type === "host_finished" && key === "cancelled") return ` if (${isTrue}) line.status = 2;`;
  return "";
}

/** A bit for each slot from one up to another. */
function bitsOf(first: number, end: number): string {
  if (end > 64) throw new Error(`Cannot make the scanner's table: ${end} keys are over 64`);
  return `0x${(((1n << BigInt(end - first)) - 1n) << BigInt(first)).toString(16)}`;
}

function exitTaken({ type, key }: Pick<Member, "type" | "key">): string {
  return type === "command_finished" && key === "exitCode"
    ? " line.status = integer == 0 ? 0 : 1;"
    : "";
}

function isEnding(key: string): boolean {
  return key === "status" || key === "outcome";
}

/** Room for the text of a key, its length before it. */
const KEY_BYTES = 24;

interface Member {
  readonly key: string;
  readonly rule: FieldRule;
  readonly type: string;
  readonly before: string;
}

const ROLES = ["plain", "output", "start", "finish", "retry", "reference"] as const;
const OPENERS: { readonly [Kind in FieldRule["kind"]]?: string } = { string: '"', enum: '"' };
const ENVELOPE_START = `{"v":${SCHEMA_VERSION},"seq":`;
const TYPE_KEY = ',"type":"';
const TIMESTAMP_KEY = '","timestamp":"';
const CORRELATION_KEY = '","correlation":';
const RUN_ID_KEY = '{"runId":"';

const HEAD = `// @ts-nocheck: AssemblyScript, made from core/event_table.ts by \`deno task scanner\`
import { matches } from "./bytes.ts";
import { setId, setWriter } from "./correlations.ts";
import { line } from "./line.ts";
import { decimal, integer, skipDecimal, skipInteger, skipSignedInteger } from "./number.ts";
import { clearSlots, isBoolean, isDecimal, isInteger, isObject, isPlainText, isPresent } from "./slots.ts";
import { isSignedInteger, isText, isTimestamp, isTrue, textLength, textStart, valueStart } from "./slots.ts";
import { skipPlainText, skipText } from "./text.ts";
import { readTimestamp } from "./timestamp.ts";
import { skipBoolean, skipRecord, skipTextRecord, skipValue } from "./value.ts";

`;

function indexOf(type: string): number {
  return TYPE_PLANS.findIndex((plan) => plan.type === type);
}

function scopeName(scope: number): string {
  return scope === 0 ? "event" : SCOPES[scope - 1]!;
}

/** The keys of the objects of one name: the same wherever the name occurs. */
function scopeFields(name: string): Fields {
  if (name === "correlation") return CORRELATION_FIELDS;
  const found = TYPE_PLANS.flatMap(({ fields }) => {
    const rule = fields[name];
    return rule?.kind === "object" ? [rule.fields] : [];
  });
  const [first] = found;
  if (
    first === undefined || found.some((fields) => JSON.stringify(fields) !== JSON.stringify(first))
  ) {
    throw new Error(`Cannot make the scanner's table: objects named ${name} differ`);
  }
  return first;
}

function byLength<Value>(
  entries: readonly (readonly [string, Value])[],
): readonly (readonly [number, readonly (readonly [string, Value])[]])[] {
  const groups = new Map<number, (readonly [string, Value])[]>();
  for (const entry of entries) {
    const { length } = UTF8.encode(entry[0]);
    groups.set(length, [...groups.get(length) ?? [], entry]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
