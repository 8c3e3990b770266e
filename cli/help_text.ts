import type { Command } from "./command.ts";
import { COMMON_FLAGS, fallbackOf, type FlagSpec } from "./flags.ts";

/**
 * Writes a command's help.
 *
 * @param command The command.
 * @returns Lines without the last newline.
 */
export function helpText(command: Command): string {
  const rows = Object.entries({ ...command.flags, ...COMMON_FLAGS }).map(([name, spec]) =>
    [flagUsage(name, spec), spec.help + fallbackText(spec)] as const
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

function flagUsage(name: string, spec: FlagSpec): string {
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

function fallbackText(spec: FlagSpec): string {
  const fallback = fallbackOf(spec);
  return fallback === undefined || fallback === false ? "" : ` (default: ${fallback})`;
}
