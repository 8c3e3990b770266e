/**
 * A schema of any library that speaks Standard Schema (https://standardschema.dev),
 * such as zod, valibot or arktype; or one written by hand. The interface is
 * structural, so nothing is imported for it.
 *
 * @typeParam Input What the schema takes.
 * @typeParam Output What the schema makes of it.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the standard asks for. */
  readonly "~standard": StandardSchemaProps<Input, Output>;
}

/** What a schema offers by the standard. */
export interface StandardSchemaProps<Input = unknown, Output = Input> {
  /** The standard's version. */
  readonly version: 1;
  /** The library that the schema comes from. */
  readonly vendor: string;
  /** Judges a value. */
  readonly validate: (
    value: unknown,
  ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
  /** The schema's types; there for the compiler alone. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  /** The schema as JSON Schema, where the library has Standard JSON Schema too. Throws where it cannot. */
  readonly jsonSchema?: {
    readonly input: (
      options: { readonly target: "draft-2020-12" },
    ) => { readonly [key: string]: unknown };
  } | undefined;
}

/** What became of a value: what the schema made of it, or why it is refused. */
export type StandardSchemaResult<Output> =
  | {
    /** What the schema made of the value. */
    readonly value: Output;
    /** Absent: the value is accepted. */
    readonly issues?: undefined;
  }
  | {
    /** Why the value is refused. */
    readonly issues: readonly StandardSchemaIssue[];
  };

/** One reason why a value is refused. */
export interface StandardSchemaIssue {
  /** What is wrong, for people. */
  readonly message: string;
  /** The keys that lead to what is wrong. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
