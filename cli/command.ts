import type { Paint } from "../core/paint.ts";
import type { Port } from "../sinks/io/port.ts";
import type { ExitCode } from "./exit_code.ts";
import type { FlagSpecs, FlagValues } from "./flags.ts";
import type { Output } from "./output.ts";

/** What a command works with. */
export interface Context {
  /** The machine. */
  readonly port: Port;
  /** Where results go. */
  readonly output: Output;
  /** Colours by meaning, or not at all. */
  readonly paint: Paint;
  /**
   * Tells of something that is no result, on standard error.
   *
   * @param message One line.
   */
  complain(message: string): void;
}

/** A command of runtrail. */
export interface Command<Specs extends FlagSpecs = FlagSpecs> {
  /** The command's name. */
  readonly name: string;
  /** What it does, one line. */
  readonly summary: string;
  /** How it is called, one line. */
  readonly usage: string;
  /** What the help says before the flags. */
  readonly details?: string;
  /** Its own flags; `--help`, `--version` and `--color` are all commands'. */
  readonly flags: Specs;
  /** What else the help says, such as the exit codes. */
  readonly notes: string;
  /**
   * Does the work.
   *
   * @param flags The flags' values.
   * @param operands The arguments that are no flags.
   * @param context The machine, and where results go.
   * @returns The exit code.
   * @throws {UsageError} Where the operands make no sense.
   */
  run(
    flags: FlagValues<Specs>,
    operands: readonly string[],
    context: Context,
  ): ExitCode | Promise<ExitCode>;
}
