import {
  CORRELATION_FIELDS,
  CUSTOM_EVENT_FIELDS,
  type FieldRule,
  type Fields,
} from "../../core/event_table.ts";
import { SCANNED_IDS, TYPE_PLANS } from "../../core/scanner/scan_plan.ts";
import { slotOf } from "./key_slots.ts";
import type { LiteralPool } from "./literal_pool.ts";
import {
  countTaken,
  durationTaken,
  endTaken,
  exitTaken,
  keptText,
  statusTaken,
} from "./taken_values.ts";

interface Place {
  readonly type: string;
  readonly key: string;
  readonly rule: FieldRule;
  readonly slot: number;
}

/**
 * Writes how an event is checked whose keys stood in any order and are in
 * their slots.
 *
 * @param pool Takes the words that a key may have.
 * @returns The source.
 */
export function anyOrderSource(pool: LiteralPool): string {
  const checks = TYPE_PLANS.map(({ type, fields }) => typeCheck(pool, { type, fields }));
  const cases = TYPE_PLANS.map(({ type }, index) => `    case ${index}: return check_${type}();`);
  return `/** Takes the ids of \`correlation\` from their slots; false where one is not plain. */
export function takeIds(): bool {
${SCANNED_IDS.map(idTaken).join("\n")}
  return true;
}

/** Whether the slots hold what the type's keys must be. */
export function checkFields(type: u32): bool {
  switch (type) {
${cases.join("\n")}
    default: return check_custom();
  }
}

${checks.join("\n")}
${typeCheck(pool, { type: "custom", fields: CUSTOM_EVENT_FIELDS })}`;
}

function idTaken(key: string, bit: number): string {
  const slot = slotOf("correlation", key);
  const rule = (CORRELATION_FIELDS as Fields)[key]!;
  const present = `line.correlation.present |= ${1 << bit};`;
  if (rule.kind === "integer") {
    return `  if (isPresent(${slot})) { if (!isInteger(${slot}) || integer < ${rule.min}) return false; ${present} }`;
  }
  const place = `textStart(${slot}), textLength(${slot})`;
  const keep = key === "writer" ? `setWriter(${place});` : `setId(${bit}, ${place});`;
  return `  if (isPresent(${slot})) { if (!isPlainText(${slot}) || textLength(${slot}) == 0) return false; ${keep} ${present} }`;
}

function typeCheck(
  pool: LiteralPool,
  { type, fields }: { readonly type: string; readonly fields: Fields },
): string {
  return `function check_${type}(): bool {
${membersChecked(pool, { type, scope: "event", fields })}
  return true;
}
`;
}

function membersChecked(
  pool: LiteralPool,
  { type, scope, fields }: {
    readonly type: string;
    readonly scope: string;
    readonly fields: Fields;
  },
): string {
  return Object.entries(fields).map(([key, rule]) => {
    const slot = slotOf(scope, key);
    const check = valueChecked(pool, { type, key, rule, slot });
    return rule.optional === true
      ? `  if (isPresent(${slot})) {\n${check}\n  }`
      : `  if (!isPresent(${slot})) return false;\n${check}`;
  }).join("\n");
}

function valueChecked(pool: LiteralPool, { type, key, rule, slot }: Place): string {
  switch (rule.kind) {
    case "string": {
      if (rule.pattern === "timestamp") return demanded(`isTimestamp(${slot})`);
      const kept = keptText({ type, key });
      const check = demanded(`${kept === "callId" ? "isPlainText" : "isText"}(${slot})`);
      return kept === undefined
        ? check
        : `${check} line.${kept} = textStart(${slot}); line.${kept}Length = textLength(${slot});`;
    }
    case "integer":
      return rule.min === undefined
        ? `${demanded(`isSignedInteger(${slot})`)}${exitTaken({ type, key })}`
        : `${demanded(`isInteger(${slot}) && integer >= ${rule.min}`)}${countTaken({ type, key })}`;
    case "number":
      return `${demanded(`isDecimal(${slot})`)}${durationTaken({ type, key })}`;
    case "boolean":
      return `${demanded(`isBoolean(${slot})`)}${endTaken({ type, key }, `isTrue(${slot})`)}`;
    case "enum": {
      const words = rule.values.map((value, index) =>
        `if (textLength(${slot}) == ${value.length} && ${
          pool.matches(value, `textStart(${slot})`)
        }) {${statusTaken({ type, key }, index)} }`
      );
      return `  if (!isPlainText(${slot})) return false;\n  ${
        words.join("\n  else ")
      }\n  else return false;`;
    }
    case "record":
      return demanded(
        rule.of === "any" ? `isObject(${slot})` : `skipTextRecord(valueStart(${slot})) != 0`,
      );
    case "object":
      return `${demanded(`isObject(${slot})`)}\n${
        membersChecked(pool, { type, scope: key, fields: rule.fields })
      }`;
    case "any":
      return "";
    default:
      return rule satisfies never;
  }
}

function demanded(test: string): string {
  return `  if (!(${test})) return false;`;
}
