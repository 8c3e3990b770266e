/** What the command's exit code says. It is contract. */
export const EXIT = {
  /** Nothing was found. */
  clean: 0,
  /** Something was found: errors, or warnings under `--strict`. */
  findings: 1,
  /** The command was called wrongly, or something could not be read or removed. */
  usage: 2,
} as const;

/** An exit code of the command. */
export type ExitCode = typeof EXIT[keyof typeof EXIT];

/**
 * Gives the worse of two exit codes.
 *
 * @param a An exit code.
 * @param b Another.
 * @returns The higher one.
 */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
