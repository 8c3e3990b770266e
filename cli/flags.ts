import type { Units } from "./amount.ts";

/** What a flag takes. */
export type FlagSpec =
  | { readonly kind: "switch"; readonly short?: string; readonly help: string }
  | {
    readonly kind: "choice";
    readonly choices: readonly [string, ...string[]];
    readonly help: string;
  }
  | { readonly kind: "count"; readonly fallback: number; readonly help: string }
  | {
    readonly kind: "amount";
    readonly value: string;
    readonly units: Units;
    readonly help: string;
  }
  | { readonly kind: "text"; readonly value: string; readonly help: string };

/** The flags of a command, by their long names. */
export type FlagSpecs = { readonly [name: string]: FlagSpec };

/** The values of a command's flags. */
export type FlagValues<Specs extends FlagSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { readonly kind: "switch" } ? boolean
    : Specs[Name] extends { readonly kind: "count" } ? number
    : Specs[Name] extends { readonly kind: "amount" } ? number | undefined
    : Specs[Name] extends { readonly kind: "text" } ? string | undefined
    : Specs[Name] extends { readonly choices: readonly (infer Choice)[] } ? Choice
    : never;
};

/** What was typed after the command's name. */
export interface Parsed<Specs extends FlagSpecs> {
  /** The flags' values. */
  readonly flags: FlagValues<Specs>;
  /** The arguments that are no flags, such as files. */
  readonly operands: readonly string[];
}

/** The flags that all commands have. */
export const COMMON_FLAGS = {
  color: {
    kind: "choice",
    choices: ["auto", "always", "never"],
    help: "Colours; auto asks the terminal and NO_COLOR",
  },
  help: { kind: "switch", short: "h", help: "Print this help" },
  version: { kind: "switch", short: "V", help: "Print the version" },
} as const satisfies FlagSpecs;

/** The flag `--types` of the commands that look at custom events. */
export const TYPES_FLAG = {
  kind: "text",
  value: "MODULE",
  help: "Script that defines custom events",
} as const;

/**
 * Gives what flags are where none is given.
 *
 * @param specs The flags.
 * @returns Their values.
 */
export function fallbacks<Specs extends FlagSpecs>(specs: Specs): FlagValues<Specs> {
  const values = Object.entries(specs).map(([name, spec]) => [name, fallbackOf(spec)]);
  return Object.fromEntries(values) as FlagValues<Specs>;
}

/**
 * Gives what a flag is where it is not given.
 *
 * @param spec The flag.
 * @returns Its value; undefined for one that has no value of its own.
 */
export function fallbackOf(spec: FlagSpec): boolean | string | number | undefined {
  switch (spec.kind) {
    case "switch":
      return false;
    case "choice":
      return spec.choices[0];
    case "count":
      return spec.fallback;
    case "amount":
    case "text":
      return undefined;
    default:
      return spec satisfies never;
  }
}
