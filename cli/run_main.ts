import type { Port } from "../sinks/io/port.ts";
import { printable } from "../core/printable.ts";
import { type Command, runCommand } from "./command.ts";
import { pruneCommand } from "./commands/prune.ts";
import { repairCommand } from "./commands/repair.ts";
import { runsCommand } from "./commands/runs.ts";
import { schemaCommand } from "./commands/schema.ts";
import { summarizeCommand } from "./commands/summarize.ts";
import { validateCommand } from "./commands/validate.ts";
import type { ExitCode } from "./exit_code.ts";
import { closestWord } from "./suggestion.ts";
import { UsageError } from "./usage_error.ts";

const COMMANDS = [
  validateCommand,
  summarizeCommand,
  repairCommand,
  schemaCommand,
  runsCommand,
  pruneCommand,
] as const;

/** What `runtrail` does by itself, without one of its commands. */
const topCommand: Command<Record<never, never>> = {
  name: "",
  summary: "Look at the event stream that a run left behind.",
  usage: "runtrail COMMAND [FLAGS] [FILE...]",
  details: ["Commands:", ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)]
    .join("\n"),
  flags: {},
  notes: "'runtrail COMMAND --help' tells more.",
  run(_flags, [name]) {
    if (name === undefined) throw new UsageError("No command was given");
    if (COMMANDS.some((command) => command.name === name)) {
      throw new UsageError(`Flags come after the command: runtrail ${name} [FLAGS]`);
    }
    const meant = closestWord(name, COMMANDS.map((command) => command.name));
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    throw new UsageError(`Unknown command ${printable(name)}${hint}`);
  },
};

/**
 * Runs `runtrail`.
 *
 * @param port The machine.
 * @returns The exit code.
 */
export function runMain(port: Port): Promise<ExitCode> {
  const [name, ...rest] = port.args;
  switch (name) {
    case "validate":
      return runCommand(validateCommand, rest, port);
    case "summarize":
      return runCommand(summarizeCommand, rest, port);
    case "repair":
      return runCommand(repairCommand, rest, port);
    case "schema":
      return runCommand(schemaCommand, rest, port);
    case "runs":
      return runCommand(runsCommand, rest, port);
    case "prune":
      return runCommand(pruneCommand, rest, port);
    default:
      return runCommand(topCommand, port.args, port);
  }
}
