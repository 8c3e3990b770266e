import type { Command } from "./command.ts";
import { COMMON_FLAGS, type FlagSpecs } from "./flags.ts";

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
