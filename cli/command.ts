import { AsyncSchemaError } from "../core/data_check.ts";
import { COLOR, type Paint, PLAIN } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import type { OutputStream, Port } from "../sinks/io/port.ts";
import { PIPE_PIECE_BYTES, writeAll } from "../sinks/io/write_all.ts";
import { EXIT, type ExitCode } from "./exit_code.ts";
import { type FlagSpecs, type FlagValues, parseFlags } from "./flags.ts";
import { Output, OutputError } from "./output.ts";
import { UsageError } from "./usage_error.ts";
import { VERSION } from "./version.ts";

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

const COMMON_FLAGS = {
  color: {
    kind: "choice",
    choices: ["auto", "always", "never"],
    help: "Colours; auto asks the terminal and NO_COLOR",
  },
  help: { kind: "switch", short: "h", help: "Print this help" },
  version: { kind: "switch", short: "V", help: "Print the version" },
} as const satisfies FlagSpecs;

/**
 * Runs a command from its arguments to its exit code. Never throws for what a
 * user can do wrong.
 *
 * @param command The command.
 * @param args Its arguments.
 * @param port The machine.
 * @returns The exit code.
 */
export async function runCommand<Specs extends FlagSpecs>(
  command: Command<Specs>,
  args: readonly string[],
  port: Port,
): Promise<ExitCode> {
  const output = new Output(port.stdout);
  const complain = (message: string): void => {
    // What was found before comes first where both go to one terminal.
    output.flush();
    writeLines(port.stderr, message);
  };
  try {
    const code = await execute(command, args, { port, output, complain });
    output.flush();
    return code;
  } catch (error) {
    writeLines(port.stderr, ...failureText(command, error));
    return EXIT.usage;
  }
}

function failureText(command: Command, error: unknown): readonly string[] {
  if (error instanceof UsageError) {
    return [error.message, `Try '${commandName(command)} --help'`];
  }
  if (error instanceof OutputError || error instanceof AsyncSchemaError) return [error.message];
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  return ["This is a fault of runtrail, not of the file:", ...stack.split("\n")];
}

function writeLines(stream: OutputStream, ...lines: readonly string[]): void {
  const text = lines.map((line) => `${printable(line)}\n`).join("");
  try {
    writeAll(stream, new TextEncoder().encode(text), PIPE_PIECE_BYTES);
  } catch {
    // Nobody is left to tell; the exit code says it.
  }
}

function execute<Specs extends FlagSpecs>(
  command: Command<Specs>,
  args: readonly string[],
  context: Omit<Context, "paint">,
): ExitCode | Promise<ExitCode> {
  const { flags, operands } = parseFlags(args, { ...command.flags, ...COMMON_FLAGS });
  const { color, help, version } = flags as FlagValues<typeof COMMON_FLAGS>;
  if (help) {
    context.output.line(helpText(command));
    return EXIT.clean;
  }
  if (version) {
    context.output.line(`runtrail ${VERSION}`);
    return EXIT.clean;
  }
  const { port } = context;
  const colored = color === "always" ||
    (color === "auto" && port.stdout.isTerminal() && !port.noColor);
  return command.run(flags as FlagValues<Specs>, operands, {
    ...context,
    paint: colored ? COLOR : PLAIN,
  });
}

/**
 * Writes a command's help.
 *
 * @param command The command.
 * @returns Lines without the last newline.
 */
export function helpText(command: Command): string {
  const rows = Object.entries({ ...command.flags, ...COMMON_FLAGS }).map(([name, spec]) =>
    [flagUsage(name, spec), spec.help + fallbackOf(spec)] as const
  );
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return [
    command.summary,
    "",
    `Usage: ${command.usage}`,
    "",
    ...(command.details === undefined ? [] : [command.details, ""]),
    "Flags:",
    ...rows.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`),
    "",
    command.notes,
  ].join("\n");
}

function commandName(command: Pick<Command, "name">): string {
  return command.name === "" ? "runtrail" : `runtrail ${command.name}`;
}

function flagUsage(name: string, spec: FlagSpecs[string]): string {
  switch (spec.kind) {
    case "switch":
      return `${spec.short === undefined ? "    " : `-${spec.short}, `}--${name}`;
    case "choice":
      return `    --${name} ${spec.choices.join("|")}`;
    case "count":
      return `    --${name} N`;
    case "amount":
    case "text":
      return `    --${name} ${spec.value}`;
    default:
      return spec satisfies never;
  }
}

function fallbackOf(spec: FlagSpecs[string]): string {
  if (spec.kind === "choice") return ` (default: ${spec.choices[0]})`;
  return spec.kind === "count" ? ` (default: ${spec.fallback})` : "";
}

/**
 * Shows a file's name: it is the user's text, not ours.
 *
 * @param file A path, or `-` for standard input.
 * @returns One safe line.
 */
export function fileLabel(file: string): string {
  return isStdin(file) ? "<stdin>" : printable(file);
}

/**
 * Tells whether an operand means standard input. Deno would want every
 * permission for `/dev/stdin`.
 *
 * @param file An operand.
 * @returns Whether it is `-` or `/dev/stdin`.
 */
export function isStdin(file: string): boolean {
  return file === "-" || file === "/dev/stdin";
}
