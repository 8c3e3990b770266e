import { assertEquals } from "@std/assert";
import type { Correlation } from "../../core/correlation.ts";
import type { BuiltInEvent, EventDraft, EventFields, EventOf } from "../../core/event.ts";
import {
  type BuiltInType,
  type CORRELATION_FIELDS,
  type CUSTOM_EVENT_FIELDS,
  CUSTOM_TYPE,
  ENVELOPE_FIELDS,
  EVENT_TABLE,
  eventRule,
  type Fields,
  SCHEMA_VERSION,
} from "../../core/event_table.ts";
import type { RunStarted } from "../../core/lifecycle_events.ts";
import type { NamespacedEvent } from "../../core/output_events.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

/** The type of a value that a rule of the table allows. */
type Value<Rule> = Rule extends { readonly kind: "string" } ? string
  : Rule extends { readonly kind: "integer" | "number" } ? number
  : Rule extends { readonly kind: "boolean" } ? boolean
  : Rule extends { readonly kind: "enum"; readonly values: readonly (infer Item)[] } ? Item
  : Rule extends { readonly kind: "record"; readonly of: infer Of }
    ? { readonly [key: string]: Of extends "string" ? string : unknown }
  : Rule extends { readonly kind: "object"; readonly fields: infer Own extends Fields } ? Shape<Own>
  : Rule extends { readonly kind: "any" } ? unknown
  : never;

/** The object that rules allow. What `Required` names must be there although a rule makes it optional. */
type Shape<Own extends Fields, Required = never> = Flat<
  & {
    readonly [Key in keyof Own as IsOptional<Own, Key, Required> extends true ? never : Key]: Value<
      Own[Key]
    >;
  }
  & {
    readonly [Key in keyof Own as IsOptional<Own, Key, Required> extends true ? Key : never]?:
      Value<Own[Key]>;
  }
>;

type IsOptional<Own extends Fields, Key extends keyof Own, Required> = Key extends Required ? false
  : Own[Key] extends { readonly optional: true } ? true
  : false;

/** The same members without intersections and names, so that `Equal` compares members alone. */
type Flat<Type> = Type extends object ? { [Key in keyof Type]: Flat<Type[Key]> } : Type;

/** Whether two types are identical, `readonly` and optional keys included. */
type Equal<Left, Right> = (<Type>() => Type extends Left ? 1 : 2) extends
  (<Type>() => Type extends Right ? 1 : 2) ? true : false;

/** Compiles for `true` alone. */
function holds<_Claim extends true>(): void {}

type Envelope<Type extends string, Required> = Flat<
  & Omit<Shape<typeof ENVELOPE_FIELDS>, "type" | "correlation">
  & {
    readonly type: Type;
    readonly correlation: Shape<typeof CORRELATION_FIELDS, Required>;
  }
>;

/** The events that the table implies, by type. */
type Implied = {
  readonly [Type in BuiltInType]: Flat<
    & Envelope<Type, (typeof EVENT_TABLE)[Type]["correlation"][number]>
    & Shape<(typeof EVENT_TABLE)[Type]["fields"]>
  >;
};

/** The events that are written out for people, by type. */
type Written = {
  readonly [Type in BuiltInEvent["type"]]: Flat<Extract<BuiltInEvent, { readonly type: Type }>>;
};

/** The types whose written form is not what the table implies. */
type Unequal = {
  readonly [Type in BuiltInType]: Equal<Implied[Type], Written[Type]> extends true ? never : Type;
}[BuiltInType];

Deno.test("BuiltInEvent has a member for each type when EVENT_TABLE has a row", () => {
  holds<Equal<BuiltInEvent["type"], BuiltInType>>();
});

Deno.test("BuiltInEvent equals the table's fields and correlation when compared by type", () => {
  holds<Equal<Unequal, never>>();
});

Deno.test("NamespacedEvent equals CUSTOM_EVENT_FIELDS when compared", () => {
  type ImpliedCustom = Flat<
    Envelope<`${string}.${string}`, never> & Shape<typeof CUSTOM_EVENT_FIELDS>
  >;
  holds<Equal<ImpliedCustom, Flat<NamespacedEvent>>>();
});

Deno.test("Correlation equals CORRELATION_FIELDS when compared", () => {
  holds<Equal<Shape<typeof CORRELATION_FIELDS>, Flat<Correlation>>>();
});

Deno.test("Equal refuses when one member differs", () => {
  type Table = Shape<{
    readonly mode: { readonly kind: "string"; readonly optional: true; readonly doc: "" };
    readonly stream: {
      readonly kind: "enum";
      readonly values: readonly ["a", "b"];
      readonly doc: "";
    };
    readonly args: { readonly kind: "any"; readonly doc: "" };
  }>;
  type Row = { readonly mode?: string; readonly stream: "a" | "b"; readonly args: unknown };
  holds<Equal<Table, Row>>();
  // @ts-expect-error A key that is not readonly.
  holds<Equal<Table, Omit<Row, "mode"> & { mode?: string }>>();
  // @ts-expect-error A key that is not readonly, in a flat type.
  holds<Equal<Table, Flat<Omit<Row, "mode"> & { mode?: string }>>>();
  // @ts-expect-error A key that is not optional.
  holds<Equal<Table, Flat<Omit<Row, "mode"> & { readonly mode: string }>>>();
  // @ts-expect-error A key that may be undefined.
  holds<Equal<Table, Flat<Omit<Row, "mode"> & { readonly mode?: string | undefined }>>>();
  // @ts-expect-error A union that lacks a word.
  holds<Equal<Table, Flat<Omit<Row, "stream"> & { readonly stream: "a" }>>>();
  // @ts-expect-error A union that is widened to text.
  holds<Equal<Table, Flat<Omit<Row, "stream"> & { readonly stream: string }>>>();
  // @ts-expect-error `any` in the place of unknown.
  // deno-lint-ignore no-explicit-any
  holds<Equal<Table, Flat<Omit<Row, "args"> & { readonly args: any }>>>();
  // @ts-expect-error A key that is missing.
  holds<Equal<Table, Flat<Omit<Row, "args">>>>();
  // @ts-expect-error A key too many.
  holds<Equal<Table, Flat<Row & { readonly more: string }>>>();
  // @ts-expect-error The events of two types.
  holds<Equal<Implied["stdout"], Written["stderr"]>>();
  type Loose = Envelope<"resource_started", never>["correlation"];
  // @ts-expect-error A correlation that need not name its resource.
  holds<Equal<Loose, Written["resource_started"]["correlation"]>>();
});

Deno.test("EventOf gives one event's type when given its type", () => {
  holds<Equal<EventOf<"run_started">, RunStarted>>();
  holds<Equal<EventOf<"stdout" | "hook">["type"], "stdout" | "hook">>();
});

// EventOf of a custom type once was `never`: its pattern is no subtype of one name.
Deno.test("EventOf gives a namespaced event when given a custom type", () => {
  holds<Equal<EventOf<"app.state">["type"], "app.state">>();
  holds<Equal<EventOf<"app.state">["data"], unknown>>();
});

Deno.test("EventDraft needs a correlation when the type needs an id", () => {
  const drafts: readonly EventDraft[] = [
    { type: "stdout", payload: "" },
    { type: "job_started", correlation: { jobId: "j1" } },
    { type: "app.state", data: null },
    // @ts-expect-error Without `jobId`.
    { type: "job_started" },
    // @ts-expect-error With the id of something else.
    { type: "job_started", correlation: { stepId: "s1" } },
    // @ts-expect-error With a key that is stamped at emit.
    { type: "stdout", payload: "", seq: 1 },
  ];
  assertEquals(drafts.length, 6);
});

Deno.test("EventFields leaves the envelope out when given an event", () => {
  holds<Equal<keyof EventFields<EventOf<"stdout">>, "payload">>();
  holds<
    Equal<Flat<EventFields<RunStarted>>, Shape<(typeof EVENT_TABLE)["run_started"]["fields"]>>
  >();
});

Deno.test("eventRule() gives the row when the type is built in", () => {
  assertEquals(eventRule("stdout"), EVENT_TABLE.stdout);
});

for (const type of ["app.state", "", "__proto__", "constructor", "toString"]) {
  Deno.test(`eventRule() gives undefined when the type is "${type}"`, () => {
    assertEquals(eventRule(type), undefined);
  });
}

Deno.test("CUSTOM_TYPE matches when segments are joined by dots", () => {
  const types = ["app.state", "a.b.c", "A-1._b", "stdout", ".a", "a.", "a..b", "a b.c", "a.b\n"];
  assertEquals(types.filter((type) => CUSTOM_TYPE.test(type)), ["app.state", "a.b.c", "A-1._b"]);
});

Deno.test("EVENT_TABLE has no dot and no capital in a type when listed", () => {
  assertEquals(Object.keys(EVENT_TABLE).filter((type) => !/^[a-z]+(?:_[a-z]+)*$/.test(type)), []);
});

Deno.test("EVENT_TABLE has one start when a type finishes something", () => {
  const rules = Object.entries(EVENT_TABLE);
  const kinds = (key: "starts" | "finishes"): readonly unknown[] =>
    rules.flatMap(([, rule]) => key in rule ? [Reflect.get(rule, key)] : []);
  assertEquals(kinds("finishes"), kinds("starts"));
});

Deno.test("SAMPLE_EVENTS has one event of each type when compared with the table", () => {
  const types = SAMPLE_EVENTS.map(({ type }) => type).filter((type) => type !== "app.state");
  assertEquals(types.toSorted(), Object.keys(EVENT_TABLE).toSorted());
});

Deno.test("SAMPLE_EVENTS has every key of the table in wire order when listed", () => {
  const own = (type: string): Fields =>
    eventRule(type)?.fields ?? { data: { kind: "any", doc: "" } };
  assertEquals(
    SAMPLE_EVENTS.map((event) => Object.keys(event)),
    SAMPLE_EVENTS.map(({ type }) => Object.keys({ ...ENVELOPE_FIELDS, ...own(type) })),
  );
});

Deno.test("SAMPLE_EVENTS has the schema's version when stamped", () => {
  assertEquals(new Set(SAMPLE_EVENTS.map(({ v }) => v)), new Set([SCHEMA_VERSION]));
});
