import { RunIoError } from "../sinks/file/run_io_error.ts";
import type { SkippedPath } from "../sinks/run_log/stored_run.ts";
import type { Context } from "./command.ts";
import { EXIT, type ExitCode } from "./exit_code.ts";
import type { ReadFailure } from "./inspect_file.ts";
import { UsageError } from "./usage_error.ts";

/** What a command found out about the runs of a root. */
export interface RootReport<Result> {
  /** The root. */
  readonly root: string;
  /** What came of the work; absent where the root could not be read. */
  readonly result?: Result;
  /** Why the root could not be read. */
  readonly error?: ReadFailure;
  /** What was left out. */
  readonly skipped: readonly SkippedPath[];
  /** What the command ends with as far as reading goes. */
  readonly code: ExitCode;
}

/**
 * Does something with the runs of the root that a command was given. What cannot be
 * read is told on standard error, as are symbolic links.
 *
 * @param operands The command's operands: a root, or none for the working directory.
 * @param context The machine.
 * @param act Does it.
 * @returns What came of it.
 * @throws {UsageError} Where there are several operands, or the root is empty.
 */
export async function atRoot<Result>(
  operands: readonly string[],
  context: Context,
  act: (root: string, onSkipped: (skipped: SkippedPath) => void) => Promise<Result>,
): Promise<RootReport<Result>> {
  const [root = ".", ...others] = operands;
  if (others.length > 0) throw new UsageError("One root is enough");
  if (root === "") throw new UsageError("The root is empty");
  const skipped: SkippedPath[] = [];
  let code: ExitCode = EXIT.clean;
  const onSkipped = (path: SkippedPath): void => {
    skipped.push(path);
    if (path.reason === "unreadable") code = EXIT.usage;
    if (path.reason !== "foreign") context.complain(path.message);
  };
  try {
    const result = await act(root, onSkipped);
    return { root, result, skipped, code };
  } catch (error) {
    if (!(error instanceof RunIoError)) throw error;
    context.complain(error.message);
    return { root, error: failureOf(error), skipped, code: EXIT.usage };
  }
}

/**
 * Gives what the JSON output says of an error.
 *
 * @param error The error.
 * @returns Its message, and its code where it has one.
 */
export function failureOf({ code, message }: RunIoError): ReadFailure {
  return code === undefined ? { message } : { code, message };
}
