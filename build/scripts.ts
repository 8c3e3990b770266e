import { posix, relative } from "node:path";
import type { Script } from "./bundle.ts";
import { withConstants } from "./constants.ts";
import { scriptPath } from "./manifest.ts";
import { type BundledPackage, originOf, type SourceOrigin } from "./source_origin.ts";
import type { SourcePackage } from "./source_package.ts";

/** The package's scripts with their maps. */
export interface Scripts {
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Packages of which a part was bundled, by name and version. */
  readonly packages: ReadonlyMap<string, BundledPackage>;
}

/** A specifier in the bundler's output, which writes one import per statement. */
const SPECIFIER = /(\bfrom |\bimport |\bimport\()"([^"\n]+)"/g;
const HASH = /-[0-9A-Z]+(?=\.js$)/;
const SHEBANG = "#!/usr/bin/env node\n";

/**
 * Makes the package's scripts of what the bundler wrote: the same bytes on every
 * machine, with nothing of the folders that it was built in.
 *
 * @param source The package.
 * @param bundled What the bundler wrote.
 * @returns The files.
 * @throws {Error} Where a script would need a package or a module of the runtime.
 */
export function scriptsOf(source: SourcePackage, bundled: readonly Script[]): Scripts {
  const files = new Map<string, string>();
  const packages = new Map<string, BundledPackage>();
  const entries = [...source.entries.values(), source.command].map(scriptPath);
  const moved = new Map<string, string>();
  for (const script of bundled) {
    const path = entries.includes(script.path) ? script.path : sharedPath(source, script);
    if ([...moved.values()].includes(path)) {
      throw new Error(`Cannot name ${script.path}: ${path} is taken`);
    }
    moved.set(script.path, path);
  }
  for (const script of bundled) {
    const path = moved.get(script.path)!;
    const origins = script.map.sources.map((file) => originOf(source.root, file));
    for (const origin of origins) {
      const found = origin.package;
      if (found !== undefined) packages.set(`${found.name}@${found.version}`, found);
    }
    const start = path === scriptPath(source.command) ? SHEBANG : "";
    const code = withPaths(linked(script, moved), source.root, script.map.sources, origins);
    files.set(
      path,
      `${start}${withConstants(code)}//# sourceMappingURL=${posix.basename(path)}.map\n`,
    );
    files.set(`${path}.map`, `${JSON.stringify(mapOf(script, path, origins, start))}\n`);
  }
  return { files, packages };
}

/** The bundler's names of shared scripts have hashes; the source that needs the others is a better name. */
function sharedPath({ root }: SourcePackage, { path, map }: Script): string {
  const last = map.sources.at(-1);
  // What is imported here at once and there later has a script that only exports it.
  if (last === undefined) return `shared/${path.replace(HASH, "")}`;
  const [name, folder] = scriptPath(originOf(root, last).path).split("/").reverse();
  return `shared/${folder}_${name}`;
}

function linked({ path, code }: Script, moved: ReadonlyMap<string, string>): string {
  const from = posix.dirname(moved.get(path)!);
  return code.replace(SPECIFIER, (_, keyword, specifier) => {
    const target = moved.get(posix.join(posix.dirname(path), specifier));
    if (!specifier.startsWith(".") || target === undefined) {
      throw new Error(`Cannot ship ${path}: it imports ${specifier}`);
    }
    const link = posix.relative(from, target);
    return `${keyword}"${link.startsWith(".") ? link : `./${link}`}"`;
  });
}

/** The bundler says above each source where it lay; a line stays a line, so the map holds. */
function withPaths(
  code: string,
  root: string,
  sources: readonly string[],
  origins: readonly SourceOrigin[],
): string {
  return sources.reduce(
    (text, file, index) =>
      text.replace(`// ${posix.normalize(relative(root, file))}\n`, `// ${origins[index]!.path}\n`),
    code,
  );
}

function mapOf(
  { map }: Script,
  path: string,
  origins: readonly SourceOrigin[],
  start: string,
): object {
  return {
    version: 3,
    file: posix.basename(path),
    sources: origins.map((origin) => posix.relative(posix.dirname(path), origin.path)),
    sourcesContent: map.sourcesContent,
    names: map["names"],
    // A line in front is an empty group in front.
    mappings: (start === "" ? "" : ";") + map.mappings,
  };
}
