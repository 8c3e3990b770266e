import { printable } from "../core/printable.ts";
import type { Port } from "../sinks/io/port.ts";
import type { Command } from "./command.ts";
import type { ExitCode } from "./exit_code.ts";
import { runCommand } from "./run_command.ts";
import { UsageError } from "./usage_error.ts";

/** By the names that people type; each is loaded when it is called for. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ["validate", async () => (await import("./commands/validate.ts")).validateCommand],
  ["summarize", async () => (await import("./commands/summarize.ts")).summarizeCommand],
  ["repair", async () => (await import("./commands/repair.ts")).repairCommand],
  ["schema", async () => (await import("./commands/schema.ts")).schemaCommand],
  ["runs", async () => (await import("./commands/runs.ts")).runsCommand],
  ["prune", async () => (await import("./commands/prune.ts")).pruneCommand],
]);

/**
 * Runs `runtrail`.
 *
 * @param port The machine.
 * @returns The exit code.
 */
export async function runMain(port: Port): Promise<ExitCode> {
  const [name, ...rest] = port.args;
  const load = COMMANDS.get(name ?? "");
  return load === undefined
    ? await runCommand(await topCommand(), port.args, port)
    : await runCommand(await load(), rest, port);
}

/** What `runtrail` does by itself, without one of its commands. */
async function topCommand(): Promise<Command> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
  return {
    name: "",
    summary: "Look at the event stream that a run left behind.",
    usage: "runtrail COMMAND [FLAGS] [FILE...]",
    details: ["Commands:", ...rows].join("\n"),
    flags: {},
    notes: "'runtrail COMMAND --help' tells more.",
    async run(_flags, [name]) {
      if (name === undefined) throw new UsageError("No command was given");
      if (COMMANDS.has(name)) {
        throw new UsageError(`Flags come after the command: runtrail ${name} [FLAGS]`);
      }
      const { closestWord } = await import("./suggestion.ts");
      const meant = closestWord(name, [...COMMANDS.keys()]);
      const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
      throw new UsageError(`Unknown command ${printable(name)}${hint}`);
    },
  };
}
