import type { StandardSchema, StandardSchemaProps } from "../../core/standard_schema.ts";

/** What the definitions of the tests hold. */
export interface Release {
  readonly version: string;
}

/** A schema that judges by a function. */
export function schemaOf<Data>(
  validate: StandardSchemaProps<Data, unknown>["validate"],
): StandardSchema<Data, unknown> {
  return { "~standard": { version: 1, vendor: "test", validate } };
}

/** A schema written by hand: an object with a version. */
export const RELEASE: StandardSchema<Release, unknown> = schemaOf<Release>((value) =>
  typeof (value as Partial<Release> | null)?.version === "string"
    ? { value }
    : { issues: [{ message: "Expected a version", path: ["version"] }] }
);
