import type { ParseOptions } from "./parse_args_types.ts";

/** What the options say about each flag name. */
export interface FlagTable {
  /** Every `--name` without `=` is a boolean. */
  readonly allBoolean: boolean;
  /** Names which take no value. */
  readonly boolean: ReadonlySet<string>;
  /** Names whose value stays text. */
  readonly string: ReadonlySet<string>;
  /** Names whose values are kept in a list. */
  readonly collect: ReadonlySet<string>;
  /** Names which can be negated. */
  readonly negatable: ReadonlySet<string>;
  /** The other names of a name. */
  readonly twins: ReadonlyMap<string, readonly string[]>;
}

/** Parsed flags; a dot in a name makes a branch. */
export interface Tree {
  [key: string]: unknown;
}

/** Builds the table of flag names. */
export function flagTable(options: ParseOptions): FlagTable {
  const twins = new Map<string, string[]>();
  for (const [name, value] of Object.entries(options.alias ?? {})) {
    if (value === undefined) throw new TypeError("Alias value must be defined");
    const others = new Set([value].flat() as string[]);
    twins.set(name, [...others]);
    for (const other of others) {
      const rest = [...others].filter((each) => each !== other);
      twins.set(other, [...new Set([name, ...rest])]);
    }
  }
  const withTwins = (names: unknown): Set<string> => {
    const listed = ([names ?? []].flat() as string[]).filter(Boolean);
    return new Set(listed.flatMap((name) => [name, ...twins.get(name) ?? []]));
  };
  const isAll = typeof options.boolean === "boolean";
  return {
    allBoolean: options.boolean === true,
    boolean: withTwins(isAll ? [] : options.boolean),
    string: withTwins(options.string),
    collect: withTwins(options.collect),
    negatable: withTwins(options.negatable),
    twins,
  };
}

/** Whether the text is a finite number. */
export function isNumeric(text: string): boolean {
  return /\S/.test(text) && Number.isFinite(Number(text));
}

/** Puts a value at a dotted path, in a list when `append` is set. */
export function setPath(
  tree: Tree,
  path: string,
  value: unknown,
  append = false,
): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let branch = tree;
  for (const key of keys) {
    if (isGuarded(branch, key)) return;
    branch = (branch[key] ??= {}) as Tree;
  }
  if (isGuarded(branch, last)) return;
  const present = branch[last];
  if (!append) branch[last] = value;
  else if (Array.isArray(present)) present.push(value);
  else branch[last] = present ? [present, value] : [value];
}

/** Whether something is stored at a dotted path. */
export function hasPath(tree: Tree, path: string): boolean {
  let branch: unknown = tree;
  for (const key of path.split(".")) {
    if (!Object.hasOwn(branch as Tree, key)) return false;
    branch = (branch as Tree)[key];
  }
  return true;
}

function isGuarded(branch: Tree, key: string): boolean {
  return key === "__proto__" ||
    (key === "constructor" && typeof branch[key] === "function");
}
