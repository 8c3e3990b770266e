/** Stands in for `AssertionError` of `@std/assert`: a claim did not hold. */
export class AssertionError extends Error {
  /** Makes the error of a claim which did not hold. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** What follows a message: the caller's own words, or the end of it. */
export function suffix(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}
