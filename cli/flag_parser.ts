import { parseArgs } from "@std/cli/parse-args";
import { printable } from "../core/printable.ts";
import { amountForm, parseAmount } from "./amount.ts";
import {
  fallbackOf,
  type FlagSpec,
  type FlagSpecs,
  type FlagValues,
  type Parsed,
} from "./flags.ts";
import { closestWord } from "./suggestion.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Reads a command's arguments. Strict: what is not known is refused.
 *
 * @param args The arguments.
 * @param specs The command's flags.
 * @returns The flags' values and the operands.
 * @throws {UsageError} Where a flag is unknown, repeated, or has a value that it does not take.
 */
export function parseFlags<Specs extends FlagSpecs>(
  args: readonly string[],
  specs: Specs,
): Parsed<Specs> {
  const names = Object.keys(specs);
  const switches = names.filter((name) => specs[name]!.kind === "switch");
  const negatives = switches.filter(isNegative).map(positive);
  const parsed = parseArgs(explicitSwitches(args, specs), {
    boolean: switches.map(positive),
    negatable: negatives,
    default: Object.fromEntries(negatives.map((name) => [name, true])),
    // "_" keeps operands text: a file may be named 42.
    string: ["_", ...names.filter((name) => !switches.includes(name))],
    alias: Object.fromEntries(names.flatMap((name) => shortOf(specs[name]!, name))),
    collect: names.filter((name) => !switches.includes(name)),
    unknown: (arg, key) => {
      if (key === undefined) return;
      throw new UsageError(unknownFlag(arg, names));
    },
  }) as { readonly [name: string]: unknown; readonly _: readonly string[] };
  const flags = Object.fromEntries(
    names.map((name) => [name, valueOf(name, specs[name]!, parsed[positive(name)])]),
  );
  return { flags: flags as FlagValues<Specs>, operands: parsed._.map(String) };
}

/**
 * Writes switches as `--name=true`: else the parser takes a file that is named
 * `true` or `false` for the value of the switch before it.
 */
function explicitSwitches(args: readonly string[], specs: FlagSpecs): string[] {
  const end = args.indexOf("--");
  return args.map((arg, index) => {
    if (end !== -1 && index >= end) return arg;
    const [flag, name] = /^--([^=]+)/.exec(arg) ?? [];
    if (flag !== undefined && specs[`no-${name}`] !== undefined) {
      throw new UsageError(unknownFlag(arg, Object.keys(specs)));
    }
    if (flag !== undefined && specs[name!]?.kind === "switch") {
      if (arg === flag) return isNegative(name!) ? flag : `${flag}=true`;
      throw new UsageError(`Flag ${flag} takes no value`);
    }
    const long = /^-[A-Za-z]$/.test(arg) &&
      Object.keys(specs).find((key) => shortOf(specs[key]!, key)[0]?.[0] === arg[1]);
    return long ? `--${long}=true` : arg;
  });
}

/** The parser takes `--no-name` for the negation of `name`, whatever is declared. */
function isNegative(name: string): boolean {
  return name.startsWith("no-");
}

function positive(name: string): string {
  return isNegative(name) ? name.slice("no-".length) : name;
}

function shortOf(spec: FlagSpec, name: string): [string, string][] {
  return spec.kind === "switch" && spec.short !== undefined ? [[spec.short, name]] : [];
}

function unknownFlag(arg: string, names: readonly string[]): string {
  const typed = arg.replace(/=.*$/s, "");
  const name = typed.replace(/^-+/, "");
  const meant = closestWord(name, names) ?? closestWord(name.replace(/^no-/, ""), names);
  const hint = meant === undefined ? "" : `; did you mean --${meant}?`;
  return `Unknown flag ${printable(typed)}${hint}`;
}

function valueOf(
  name: string,
  spec: FlagSpec,
  given: unknown,
): boolean | string | number | undefined {
  if (spec.kind === "switch") return given === !isNegative(name);
  const values = given as readonly string[] | undefined ?? [];
  if (values.length > 1) throw new UsageError(`Flag --${name} was given ${values.length} times`);
  const [value] = values;
  if (value === undefined) return fallbackOf(spec);
  const refuse = (form: string): never => {
    throw new UsageError(
      `Flag --${name} takes ${form}; found ${JSON.stringify(printable(value))}`,
    );
  };
  switch (spec.kind) {
    case "choice":
      return spec.choices.includes(value) ? value : refuse(spec.choices.join(", "));
    case "count":
      return /^\d{1,15}$/.test(value) ? Number(value) : refuse("a whole number");
    case "amount":
      return parseAmount(value, spec.units) ?? refuse(amountForm(spec.units));
    case "text":
      if (value !== "") return value;
      throw new UsageError(`Flag --${name} takes a ${spec.value.toLowerCase()}; found nothing`);
    default:
      return spec satisfies never;
  }
}
