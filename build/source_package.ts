/** The part of `deno.json` that the npm package is made from. */
interface Config {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly exports: { readonly [name: string]: string };
  readonly imports?: { readonly [name: string]: string };
  readonly workspace?: readonly string[];
  readonly compilerOptions?: { readonly [name: string]: unknown };
}

/** The package as `deno.json` describes it: the only place that says so. */
export interface SourcePackage {
  /** The repository's folder, without a slash at its end. */
  readonly root: string;
  /** The name on JSR, such as `@scope/name`. */
  readonly jsrName: string;
  /** The name on npm: that on JSR without its scope. */
  readonly name: string;
  /** The version. */
  readonly version: string;
  /** One sentence. */
  readonly description: string;
  /** The licence's SPDX identifier. */
  readonly license: string;
  /** What can be imported: names such as `./reading` with sources such as `core/reading.ts`. */
  readonly entries: ReadonlyMap<string, string>;
  /** The source of the command. */
  readonly command: string;
  /** Sources of the packages of the workspace, by the specifier that imports them. */
  readonly members: ReadonlyMap<string, string>;
  /** Packages of npm that only development needs, such as `zod@^4`, by the specifier that imports them. */
  readonly tools: ReadonlyMap<string, string>;
  /** The compiler's options, in the form of a `tsconfig.json`. */
  readonly compilerOptions: { readonly [name: string]: unknown };
}

const COMMAND = "./cli";
const NPM = "npm:";

/**
 * Reads `deno.json`. Commands are no entries: npm has `bin` for them, and one
 * command with subcommands is enough where nobody grants permissions one by one.
 *
 * @param root The repository's folder.
 * @returns What it says.
 */
export function readSourcePackage(root: string): SourcePackage {
  const config = readJson<Config>(`${root}/deno.json`);
  const exports = Object.entries(config.exports).map(([name, path]) =>
    [name, withoutDot(path)] as const
  );
  const isCommand = (name: string): boolean => name === COMMAND || name.startsWith(`${COMMAND}/`);
  const command = exports.find(([name]) => name === COMMAND);
  if (command === undefined) throw new Error(`Cannot find the command: no ${COMMAND} in exports`);
  return {
    root,
    jsrName: config.name,
    name: config.name.replace(/^@[^/]+\//, ""),
    version: config.version,
    description: config.description,
    license: config.license,
    entries: new Map(exports.filter(([name]) => !isCommand(name))),
    command: command[1],
    members: new Map((config.workspace ?? []).flatMap((path) => memberExports(root, path))),
    tools: new Map(
      Object.entries(config.imports ?? {}).filter(([, target]) => target.startsWith(NPM))
        .map(([name, target]) => [name, target.slice(NPM.length)]),
    ),
    compilerOptions: config.compilerOptions ?? {},
  };
}

function memberExports(root: string, path: string): (readonly [string, string])[] {
  const folder = withoutDot(path);
  const { name, exports } = readJson<Config>(`${root}/${folder}/deno.json`);
  return Object.entries(exports).map(([entry, source]) => [
    name + entry.slice(1),
    `${folder}/${withoutDot(source)}`,
  ]);
}

function readJson<Content>(path: string): Content {
  return JSON.parse(Deno.readTextFileSync(path));
}

function withoutDot(path: string): string {
  return path.replace(/^\.\//, "");
}
