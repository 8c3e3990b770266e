import type { StandardSchema, StandardSchemaIssue } from "./standard_schema.ts";

/** Something in a custom event's data that its schema refuses. */
export interface DataProblem {
  /** The key, such as `data.host.name`. */
  readonly path: string;
  /** What the schema says. */
  readonly message: string;
}

/** Thrown where a schema answers with a promise: reading is synchronous. */
export class AsyncSchemaError extends TypeError {
  /** The type whose schema it is. */
  readonly type: string;

  /** @param type The type whose schema it is. */
  constructor(type: string) {
    super(`Cannot check ${type}: its schema is asynchronous, and reading is not`);
    this.name = "AsyncSchemaError";
    this.type = type;
  }
}

/**
 * Judges a custom event's data by its schema. A schema that throws is a problem
 * of the data, as one that refuses it.
 *
 * @param definition The type and its schema.
 * @param data The data, as JSON gives it.
 * @returns What is wrong; nothing where the schema accepts the data.
 * @throws {AsyncSchemaError} Where the schema answers with a promise.
 */
export function checkData(
  definition: { readonly type: string; readonly schema: StandardSchema },
  data: unknown,
): readonly DataProblem[] {
  let result;
  try {
    result = definition.schema["~standard"].validate(data);
    if (!isPromise(result)) return problemsOf(result.issues);
  } catch (error) {
    return [{ path: "data", message: `The schema failed: ${reasonOf(error)}` }];
  }
  // Nobody will wait for it, and no rejection may stay unhandled.
  result.then(undefined, () => {});
  throw new AsyncSchemaError(definition.type);
}

/** Asked by its method: a promise may come from another realm or library. */
function isPromise<Result>(result: Result | Promise<Result>): result is Promise<Result> {
  return typeof (result as Partial<Promise<Result>>).then === "function";
}

function problemsOf(issues: readonly StandardSchemaIssue[] | undefined): readonly DataProblem[] {
  if (issues === undefined) return [];
  // Not with `map`: the arrays of arktype are of classes whose copies hold something else.
  const problems = Array.from(issues, ({ path = [], message }) => ({
    path: `data${Array.from(path, segmentText).join("")}`,
    message: String(message),
  }));
  return problems.length > 0 ? problems : [{ path: "data", message: "The schema refuses it" }];
}

function segmentText(segment: PropertyKey | { readonly key: PropertyKey }): string {
  const key = typeof segment === "object" ? segment.key : segment;
  if (typeof key === "number") return `[${key}]`;
  const text = String(key);
  return /^\w+$/.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
}

function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "it threw what has no text";
  }
}
