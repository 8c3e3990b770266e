import { eventError } from "./event_error.ts";
import { isThenable } from "./isolation.ts";
import { keyPath } from "./key_path.ts";
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
    // Asked by its method: a promise may come from another realm or library.
    if (!isThenable(result)) return problemsOf(result.issues);
  } catch (error) {
    return [{ path: "data", message: `The schema failed: ${eventError(error).message}` }];
  }
  // Nobody will wait for it, and no rejection may stay unhandled.
  result.then(undefined, () => {});
  throw new AsyncSchemaError(definition.type);
}

function problemsOf(issues: readonly StandardSchemaIssue[] | undefined): readonly DataProblem[] {
  if (issues === undefined) return [];
  // Not with `map`: the arrays of arktype are of classes whose copies hold something else.
  const problems = Array.from(issues, ({ path = [], message }) => ({
    path: pathOf(path),
    message: String(message),
  }));
  return problems.length > 0 ? problems : [{ path: "data", message: "The schema refuses it" }];
}

function pathOf(path: NonNullable<StandardSchemaIssue["path"]>): string {
  const keys = Array.from(path, (segment) => typeof segment === "object" ? segment.key : segment);
  return keys.reduce<string>(keyPath, "data");
}
