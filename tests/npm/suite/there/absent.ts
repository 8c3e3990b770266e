/** What a test needs and the package does not export, or only Deno has. */
export class AbsentError extends Error {
  /** The error's name. */
  override readonly name = "AbsentError";
}

const touched = new Set<string>();

/** What was needed since the last call. A test may catch the error, so that is not enough. */
export function takeTouched(): readonly string[] {
  const found = [...touched];
  touched.clear();
  return found;
}

/** Notes that something is needed, and gives the error to throw. */
export function absence(what: string): AbsentError {
  touched.add(what);
  return new AbsentError(`There is no ${what} here`);
}

/** Stands where something is not there: who touches it is told so. */
export function absent(what: string): unknown {
  const touch = (): never => {
    throw absence(what);
  };
  return new Proxy(function () {}, {
    apply: touch,
    construct: touch,
    get: touch,
    getPrototypeOf: touch,
    has: touch,
    ownKeys: touch,
  });
}
