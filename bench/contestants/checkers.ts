import { checkEnvelope, checkFields, type JsonRecord } from "../../core/check.ts";
import {
  CORRELATION_FIELDS,
  CUSTOM_EVENT_FIELDS,
  CUSTOM_TYPE,
  ENVELOPE_FIELDS,
  EVENT_TABLE,
  type Fields,
} from "../../core/event_table.ts";

/** Tells whether an event is as the table says. */
export type Checker = (event: JsonRecord) => boolean;

/** Compiles rules with a library for schemas; gives what tells whether a value follows them. */
export type CompileFields = (fields: Fields) => Checker;

/** What checks events, by its name. Only the one that is asked for is loaded. */
export const CHECKERS: ReadonlyMap<string, () => Promise<Checker>> = new Map([
  ["checker", () => Promise.resolve(tableChecker)],
  ["ajv", async () => byType((await import("./schema_ajv.ts")).compileFields)],
  ["typebox", async () => byType((await import("./schema_typebox.ts")).compileFields)],
  ["valibot", async () => byType((await import("./schema_valibot.ts")).compileFields)],
  ["zod", async () => byType((await import("./schema_zod.ts")).compileFields)],
]);

function tableChecker(event: JsonRecord): boolean {
  let sound = true;
  const report = (): void => void (sound = false);
  checkEnvelope(event, report);
  if (sound) checkFields(event as JsonRecord & { readonly type: string }, report);
  return sound;
}

/** One schema for each type, looked up by it: faster than a union in every one of the libraries. */
function byType(compileFields: CompileFields): Checker {
  const builtIn = new Map(
    Object.entries(EVENT_TABLE).map(([type, { correlation, fields }]) =>
      [type, compileFields({ ...envelope(correlation), ...fields })] as const
    ),
  );
  const custom = compileFields({ ...envelope([]), ...CUSTOM_EVENT_FIELDS });
  const unknown = compileFields(envelope([]));
  return (event) => {
    const { type } = event;
    if (typeof type !== "string") return false;
    if (type.includes(".")) return CUSTOM_TYPE.test(type) && custom(event);
    return (builtIn.get(type) ?? unknown)(event);
  };
}

/** The envelope of a type whose `correlation` must have some keys. */
function envelope(required: readonly string[]): Fields {
  const correlation = Object.entries<Fields[string]>(CORRELATION_FIELDS).map(([key, rule]) => {
    const { optional: _, ...demanded } = rule;
    return [key, required.includes(key) ? demanded : rule] as const;
  });
  return {
    ...ENVELOPE_FIELDS,
    correlation: { ...ENVELOPE_FIELDS.correlation, fields: Object.fromEntries(correlation) },
  };
}
