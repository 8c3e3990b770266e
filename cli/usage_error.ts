/** The command was called wrongly. */
export class UsageError extends Error {
  /** The error's name. */
  override readonly name = "UsageError";
}
