import { resolve } from "node:path";
import type { SourcePackage } from "./source_package.ts";

/** A source map, as far as the build looks at it. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
  readonly [key: string]: unknown;
}

/** A script that the bundler wrote. */
export interface Script {
  /** Its path in the bundler's output. */
  readonly path: string;
  /** Its text, without the reference to its map. */
  readonly code: string;
  /** Its map; `sources` are absolute paths. */
  readonly map: SourceMap;
}

const MAP_REFERENCE = /\n\/\/# sourceMappingURL=\S+\s*$/;

/**
 * Bundles the entries and the command: one script each, and shared ones.
 *
 * @param source The package.
 * @returns The scripts, in the order of their paths.
 * @throws {Error} Where the bundler fails.
 */
export async function bundle(source: SourcePackage): Promise<readonly Script[]> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await runBundler(source, folder);
    const paths = [...scriptsBelow(folder, "")].sort();
    return await Promise.all(paths.map((path) => readScript(folder, path)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runBundler({ root, entries, command }: SourcePackage, folder: string) {
  // As for a browser: the packages that the stand-ins use then come without their
  // imports of `node:`, which nothing here needs and which would bind it to a runtime.
  const flags = ["--platform=browser", "--code-splitting", "--sourcemap=linked"];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", ...flags, "--outdir", folder, ...entries.values(), command],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
  }).output();
  if (code === 0) return;
  throw new Error(`Cannot bundle: exit code ${code}\n${new TextDecoder().decode(stderr)}`);
}

function* scriptsBelow(folder: string, path: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(`${folder}/${path}`)) {
    if (isDirectory) yield* scriptsBelow(folder, `${path}${name}/`);
    else if (name.endsWith(".js")) yield path + name;
  }
}

async function readScript(folder: string, path: string): Promise<Script> {
  const file = `${folder}/${path}`;
  const code = await Deno.readTextFile(file);
  const map: SourceMap = JSON.parse(await Deno.readTextFile(`${file}.map`));
  const sources = map.sources.map((source) => resolve(file, "..", source));
  return { path, code: code.replace(MAP_REFERENCE, "\n"), map: { ...map, sources } };
}
