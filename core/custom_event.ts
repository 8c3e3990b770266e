import type { EventEnvelope } from "./correlation.ts";
import { checkData } from "./data_check.ts";
import { describe } from "./describe.ts";
import type { DraftCorrelation, RunEvent } from "./event.ts";
import { CUSTOM_TYPE } from "./event_table.ts";
import type { StandardSchema } from "./standard_schema.ts";

/** The type of a custom event: always with a dot. */
export type CustomEventType = `${string}.${string}`;

/** An event of a type that the tool defines. */
export interface CustomEvent<Type extends CustomEventType, Data> extends EventEnvelope<Type> {
  /** The event's data, as its schema takes it. */
  readonly data: Data;
}

/** A custom event before stamping, as `emit` takes it. */
export interface CustomEventDraft<Type extends CustomEventType, Data> {
  /** The event's type. */
  readonly type: Type;
  /** What the event belongs to. */
  readonly correlation?: DraftCorrelation;
  /** The event's data. */
  readonly data: Data;
}

/** What else is known of a custom event type. */
export interface CustomEventOptions {
  /**
   * What the event means, one sentence, for the JSON Schema.
   *
   * @default none
   */
  readonly doc?: string;
  /**
   * The data's JSON Schema (2020-12), for libraries whose schemas have none by the standard.
   *
   * @default what the schema gives by Standard JSON Schema, else any data
   */
  readonly jsonSchema?: { readonly [key: string]: unknown };
}

/** A custom event type with the schema of its data. */
export interface CustomEventDefinition<
  Type extends CustomEventType = CustomEventType,
  Data = unknown,
> extends CustomEventOptions {
  /** The type, `namespace.name`. */
  readonly type: Type;
  /** The schema of the data, as JSON gives it. */
  readonly schema: StandardSchema<Data, unknown>;
}

/** A custom event type that builds its drafts when it is called. */
export interface CustomEventBuilder<Type extends CustomEventType, Data>
  extends CustomEventDefinition<Type, Data> {
  /**
   * Builds a draft; nothing is emitted and nothing is checked.
   *
   * @param data The event's data.
   * @param correlation What the event belongs to.
   * @returns The draft, to be handed to `emit`.
   */
  (data: Data, correlation?: DraftCorrelation): CustomEventDraft<Type, Data>;
}

const RESERVED = "runtrail.";

/**
 * Defines a custom event type by a schema of zod, valibot, arktype or any other
 * library that speaks Standard Schema.
 *
 * Call the definition to build a draft whose data has the schema's input type.
 * The compiler checks it; the schema itself runs only where events are read
 * (`types` of `inspect`, `runtrail validate --types`), so emitting costs no more
 * than it does without. There it is given what the line holds, parsed from
 * JSON: a date is text by then. It must be synchronous.
 *
 * @param type The type, `namespace.name`.
 * @param schema The schema of the event's `data`.
 * @param options A sentence on the event, and its JSON Schema.
 * @returns The definition; calling it builds a draft.
 * @throws {TypeError} Where the type has no dot or a character other than letters, digits,
 * `_` and `-`, where its namespace is `runtrail`, or where the schema is none.
 *
 * @example Define, emit, read
 * ```ts
 * import { defineEvent, EventBus, isEvent, type StandardSchema } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * // With zod: z.object({ version: z.string() })
 * const release: StandardSchema<{ version: string }> = {
 *   "~standard": {
 *     version: 1,
 *     vendor: "app",
 *     validate: (value) =>
 *       typeof (value as { version?: unknown } | null)?.version === "string"
 *         ? { value: value as { version: string } }
 *         : { issues: [{ message: "Expected text", path: ["version"] }] },
 *   },
 * };
 * const deployed = defineEvent("app.deployed", release, { doc: "A release went live." });
 *
 * const versions: string[] = [];
 * const bus = new EventBus();
 * bus.on((event) => {
 *   if (isEvent(deployed, event)) versions.push(event.data.version);
 * });
 * bus.emit(deployed({ version: "1.4.0" }, { hostId: "web-1" }));
 * assertEquals(versions, ["1.4.0"]);
 * ```
 */
export function defineEvent<Type extends CustomEventType, Data>(
  type: Type,
  schema: StandardSchema<Data, unknown>,
  options: CustomEventOptions = {},
): CustomEventBuilder<Type, Data> {
  if (!isCustomType(type)) {
    throw new TypeError(
      `Cannot define ${describe(type)}: a custom type is namespace.name, ` +
        "of letters, digits, '_' and '-'",
    );
  }
  if (type.startsWith(RESERVED)) {
    throw new TypeError(`Cannot define ${type}: the namespace runtrail is reserved`);
  }
  if (!isStandardSchema(schema)) {
    throw new TypeError(`Cannot define ${type}: its schema has no ~standard.validate`);
  }
  const build = (data: Data, correlation?: DraftCorrelation): CustomEventDraft<Type, Data> =>
    correlation === undefined ? { type, data } : { type, correlation, data };
  return Object.freeze(Object.assign(build, { ...options, type, schema }));
}

/**
 * Tells whether an event is of a defined type and the type's schema accepts its
 * data, which has the schema's input type then: what the schema would make of
 * it, such as defaults, is not filled in.
 *
 * @param definition The type.
 * @param event Any event.
 * @returns Whether it is.
 * @throws {TypeError} Where the event is of the type and the schema is asynchronous.
 *
 * @example Pick one's own events from a file
 * ```ts
 * import { defineEvent, isEvent } from "@runtrail/runtrail";
 * import { inspect } from "@runtrail/runtrail/reading";
 * import { assertEquals } from "@std/assert";
 *
 * const noted = defineEvent("app.noted", {
 *   "~standard": {
 *     version: 1,
 *     vendor: "app",
 *     validate: (value) =>
 *       typeof value === "string" ? { value } : { issues: [{ message: "Expected text" }] },
 *   },
 * });
 * const file = new Blob(['{"v":1,"seq":1,"type":"app.noted",' +
 *   '"timestamp":"2026-01-02T03:04:05.678Z","correlation":{"runId":"r1"},"data":"hello"}\n']);
 * let notes = 0;
 * await inspect(file.stream(), { onEvent: (event) => notes += isEvent(noted, event) ? 1 : 0 });
 * assertEquals(notes, 1);
 * ```
 */
export function isEvent<Type extends CustomEventType, Data>(
  definition: CustomEventDefinition<Type, Data>,
  event: RunEvent,
): event is CustomEvent<Type, Data> {
  return event.type === definition.type && "data" in event &&
    checkData(definition, event.data).length === 0;
}

/**
 * Tells whether a value is a definition, also of another copy of the package.
 *
 * @param value Anything.
 * @returns Whether it has a custom type and a schema.
 */
export function isDefinition(value: unknown): value is CustomEventDefinition {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  const { type, schema } = value as Partial<CustomEventDefinition>;
  return isCustomType(type) && isStandardSchema(schema);
}

function isCustomType(type: unknown): type is CustomEventType {
  return typeof type === "string" && CUSTOM_TYPE.test(type);
}

function isStandardSchema(schema: unknown): schema is StandardSchema {
  const props = (schema as Partial<StandardSchema> | null | undefined)?.["~standard"];
  return typeof props?.validate === "function";
}
