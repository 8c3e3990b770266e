/**
 * Local stand-in for `jsr:@std/cli/parse-args`.
 *
 * @module
 */

import type { Args, ParseOptions, Values } from "./parse_args_types.ts";
import { flagTable, hasPath, isNumeric, setPath } from "./flags.ts";
import type { FlagTable, Tree } from "./flags.ts";

export type { Args, ParseOptions };

type Store = (name: string, value: unknown, arg: string) => void;

/**
 * Stands in for `parseArgs()` of `@std/cli`: sorts command-line arguments into
 * named flags and the positional rest.
 */
export function parseArgs<
  TArgs extends Values<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases
  >,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends boolean | string | undefined = undefined,
  TStrings extends string | undefined = undefined,
  TCollectable extends string | undefined = undefined,
  TNegatable extends string | undefined = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  TAliases extends
    | Readonly<Record<string, TAliasNames | ReadonlyArray<TAliasNames>>>
    | undefined = undefined,
  TAliasNames extends string = string,
>(
  args: readonly string[],
  options: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  > = {},
): Args<TArgs, TDoubleDash> {
  const table = flagTable(options as ParseOptions);
  const flags: Tree = { _: [] };
  const positional = (...values: unknown[]): void => {
    (flags["_"] as unknown[]).push(...values);
  };
  const unknown: (...args: [string, string?, unknown?]) => unknown = options.unknown ??
    ((arg) => arg);
  const store = storeIn(flags, table, unknown);
  const end = args.indexOf("--");
  const head = end < 0 ? args : args.slice(0, end);
  const tail = end < 0 ? [] : args.slice(end + 1);

  for (let i = 0; i < head.length; i++) {
    const arg = head[i] ?? "";
    if (arg.length > 1 && arg.startsWith("-")) {
      const read = arg.startsWith("--") ? readLong : readShort;
      if (read(arg, head[i + 1] ?? "", table, store)) i++;
      continue;
    }
    if (unknown(arg) !== false) {
      positional(isNumeric(arg) && !table.string.has("_") ? Number(arg) : arg);
    }
    if (options.stopEarly) {
      positional(...head.slice(i + 1));
      break;
    }
  }

  fillIn(flags, table, options.default ?? {});
  if (options["--"]) flags["--"] = tail;
  else positional(...tail);
  return flags as Args<TArgs, TDoubleDash>;
}

function storeIn(
  flags: Tree,
  table: FlagTable,
  unknown: (arg: string, key?: string, value?: unknown) => unknown,
): Store {
  return (name, value, arg) => {
    const isKnown = table.boolean.has(name) || table.string.has(name) ||
      table.collect.has(name) || table.twins.has(name) ||
      (table.allBoolean && /^--[^=]+$/.test(arg));
    if (!isKnown && unknown(arg, name, value) === false) return;
    const stored = typeof value === "string" && !table.string.has(name) &&
        isNumeric(value)
      ? Number(value)
      : value;
    // A negated flag replaces what was collected before it.
    const isNegation = value === false && arg === `--no-${name}`;
    const append = table.collect.has(name) && !isNegation;
    for (const each of [name, ...table.twins.get(name) ?? []]) {
      setPath(flags, each, stored, append);
    }
  };
}

/** Reads `--name`, `--name=value`, `--name value`; true when `next` was used. */
function readLong(
  arg: string,
  next: string,
  table: FlagTable,
  store: Store,
): boolean {
  const negated = arg.startsWith("--no-") && arg.length > "--no-".length;
  const text = arg.slice(negated ? "--no-".length : "--".length);
  const equals = text.indexOf("=", 1);
  if (equals > 0) {
    const name = text.slice(0, equals);
    const value = text.slice(equals + 1);
    store(name, table.boolean.has(name) ? value !== "false" : value, arg);
    return false;
  }
  if (negated && table.negatable.has(text)) {
    const value = false;
    store(text, value, arg);
    return false;
  }
  const name = negated ? `no-${text}` : text;
  const free = !table.allBoolean && !next.startsWith("-");
  return storeNext(name, free, arg, next, table, store);
}

/** Reads `-a`, `-abc`, `-n5`, `-a=value`, `-a value`; true when `next` was used. */
function readShort(
  arg: string,
  next: string,
  table: FlagTable,
  store: Store,
): boolean {
  for (let i = 1; i < arg.length - 1; i++) {
    const letter = arg.charAt(i);
    const rest = arg.slice(i + 1);
    const value = valueIn(letter, rest, i + 2 < arg.length);
    store(letter, value ?? (table.string.has(letter) ? "" : true), arg);
    if (value !== undefined && rest !== "-") return false;
  }
  const last = arg.slice(-1);
  if (last === "-") return false;
  return storeNext(last, !/^--?[^-]/.test(next), arg, next, table, store);
}

function valueIn(
  letter: string,
  rest: string,
  hasMore: boolean,
): string | undefined {
  if (rest === "-") return rest;
  if (rest === "=") return "";
  if (/[A-Za-z]/.test(letter)) {
    const assigned = /=(.+)/.exec(rest)?.[1];
    if (assigned !== undefined) return assigned;
    if (/\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  return hasMore && /^\W/.test(rest) ? rest : undefined;
}

function storeNext(
  name: string,
  free: boolean,
  arg: string,
  next: string,
  table: FlagTable,
  store: Store,
): boolean {
  const isBoolean = table.boolean.has(name) ||
    table.twins.get(name)?.some((twin) => table.boolean.has(twin));
  if (next !== "" && free && !isBoolean) {
    store(name, next, arg);
    return true;
  }
  if (next === "true" || next === "false") {
    store(name, next === "true", arg);
    return true;
  }
  store(name, table.string.has(name) ? "" : true, arg);
  return false;
}

function fillIn(
  flags: Tree,
  table: FlagTable,
  defaults: Record<string, unknown>,
): void {
  for (const [name, value] of Object.entries(defaults)) {
    if (hasPath(flags, name)) continue;
    for (const each of [name, ...table.twins.get(name) ?? []]) {
      setPath(flags, each, value);
    }
  }
  for (const name of table.boolean) {
    if (hasPath(flags, name)) continue;
    setPath(flags, name, table.collect.has(name) ? [] : false);
  }
  for (const name of table.string) {
    if (!hasPath(flags, name) && table.collect.has(name)) {
      setPath(flags, name, []);
    }
  }
}
