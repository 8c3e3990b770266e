import type { SourcePackage } from "./source_package.ts";

/** `process.getBuiltinModule`, by which files are reached, is there from this version on. */
const OLDEST_NODE = "20.16.0";

const KEYWORDS = [
  "ci",
  "cli",
  "correlation",
  "event-stream",
  "events",
  "jsonl",
  "logging",
  "ndjson",
  "observability",
  "redaction",
  "telemetry",
];

/** An entry of a manifest's `exports`; the order of the keys counts. */
interface ExportTarget {
  readonly types: string;
  readonly default: string;
}

/** What `package.json` holds. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: { readonly [name: string]: ExportTarget | string };
  readonly bin: { readonly [name: string]: string };
  readonly [key: string]: unknown;
}

/**
 * Makes the manifest of the npm package.
 *
 * @param source The package as `deno.json` describes it.
 * @returns What `package.json` holds.
 */
export function manifestOf(source: SourcePackage): Manifest {
  const command = `./${scriptPath(source.command)}`;
  const exports = [...source.entries].map(([name, path]) => [name, targetOf(path)] as const);
  const main = targetOf(source.entries.get(".") ?? "mod.ts");
  return {
    name: source.name,
    version: source.version,
    description: source.description,
    keywords: KEYWORDS,
    license: source.license,
    type: "module",
    // Only the command acts when it is loaded, so a bundler may leave out what is not used.
    sideEffects: [command],
    // `main` and `types` are for tools that do not know `exports`.
    main: main.default,
    types: main.types,
    exports: { ...Object.fromEntries(exports), "./package.json": "./package.json" },
    bin: { [source.name]: command.slice("./".length) },
    engines: { node: `>=${OLDEST_NODE}` },
  };
}

/**
 * Names the script that a source becomes.
 *
 * @param source A path such as `core/reading.ts`.
 * @returns Such as `core/reading.js`.
 */
export function scriptPath(source: string): string {
  return source.replace(/\.ts$/, ".js");
}

/**
 * Names the declarations that a source becomes.
 *
 * @param source A path such as `core/reading.ts`.
 * @returns Such as `core/reading.d.ts`.
 */
export function declarationPath(source: string): string {
  return source.replace(/\.ts$/, ".d.ts");
}

function targetOf(source: string): ExportTarget {
  return { types: `./${declarationPath(source)}`, default: `./${scriptPath(source)}` };
}
