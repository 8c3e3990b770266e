import { AsyncSchemaError } from "../core/data_check.ts";
import { COLOR, PLAIN } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import type { OutputStream, Port } from "../sinks/io/port.ts";
import { PIPE_PIECE_BYTES, writeAll } from "../sinks/io/write_all.ts";
import type { Command, Context } from "./command.ts";
import { EXIT, type ExitCode } from "./exit_code.ts";
import { COMMON_FLAGS, fallbacks, type FlagSpecs, type FlagValues, type Parsed } from "./flags.ts";
import { Output, OutputError } from "./output.ts";
import { UsageError } from "./usage_error.ts";

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

async function execute<Specs extends FlagSpecs>(
  command: Command<Specs>,
  args: readonly string[],
  context: Omit<Context, "paint">,
): Promise<ExitCode> {
  const { flags, operands } = await parsed(args, { ...command.flags, ...COMMON_FLAGS });
  const { color, help, version } = flags as FlagValues<typeof COMMON_FLAGS>;
  if (help) {
    const { helpText } = await import("./help_text.ts");
    context.output.line(helpText(command));
    return EXIT.clean;
  }
  if (version) {
    const { VERSION } = await import("./version.ts");
    context.output.line(`runtrail ${VERSION}`);
    return EXIT.clean;
  }
  const { port } = context;
  const colored = color === "always" ||
    (color === "auto" && port.stdout.isTerminal() && !port.noColor);
  return await command.run(flags as FlagValues<Specs>, operands, {
    ...context,
    paint: colored ? COLOR : PLAIN,
  });
}

/** Most calls have no flags, and what parses them would be a tenth of the start. */
async function parsed<Specs extends FlagSpecs>(
  args: readonly string[],
  specs: Specs,
): Promise<Parsed<Specs>> {
  if (!args.some((arg) => arg.startsWith("-"))) return { flags: fallbacks(specs), operands: args };
  const { parseFlags } = await import("./flag_parser.ts");
  return parseFlags(args, specs);
}

function commandName(command: Pick<Command, "name">): string {
  return command.name === "" ? "runtrail" : `runtrail ${command.name}`;
}
