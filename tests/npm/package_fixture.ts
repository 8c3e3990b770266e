import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Manifest, manifestOf } from "../../build/manifest.ts";
import { readSourcePackage, type SourcePackage } from "../../build/source_package.ts";
import { must } from "./process.ts";
import type { Runtime } from "./runtimes.ts";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** The package as `deno.json` describes it. */
export const SOURCE: SourcePackage = readSourcePackage(ROOT);

/** What the built manifest is to hold. */
export const MANIFEST: Manifest = manifestOf(SOURCE);

/** The names that a user imports by, such as `runtrail/reading`, with their sources. */
export const SPECIFIERS: ReadonlyMap<string, string> = new Map(
  [...SOURCE.entries].map(([name, path]) => [SOURCE.name + name.slice(1), path]),
);

/** The package as it was built and packed, once for all tests. */
export interface Packed {
  /** Where everything lies; removed at the end. */
  readonly folder: string;
  /** The folder that was packed. */
  readonly built: string;
  /** The package as npm would upload it. */
  readonly tarball: string;
  /** Paths of the files in it. */
  readonly files: readonly string[];
}

/** Builds and packs the package. */
export async function packPackage(): Promise<Packed> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runtrail-npm-" }));
  try {
    return await packInto(folder);
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

async function packInto(folder: string): Promise<Packed> {
  const built = join(folder, "built");
  await must(Deno.execPath(), ["run", "-A", join(ROOT, "build/npm.ts"), built], { cwd: ROOT });
  const flags = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const answer = JSON.parse(await must("npm", ["pack", ...flags], { cwd: built }));
  // An array, but of the newest npm, which gives an object by package.
  const [packed] = Array.isArray(answer) ? answer : Object.values<typeof answer>(answer);
  const files = packed.files.map(({ path }: { readonly path: string }) => path);
  return { folder, built, tarball: join(folder, packed.filename), files };
}

/** Installs the package into an empty folder, as a user of the runtime does, without a network. */
export async function installPackage(
  { folder, tarball }: Packed,
  { kind, label, program, programs }: Runtime,
): Promise<string> {
  const cwd = join(folder, label);
  await Deno.mkdir(cwd);
  await Deno.writeTextFile(join(cwd, "package.json"), '{ "type": "module" }\n');
  if (kind === "bun") {
    await must(program, ["add", tarball], { cwd, programs });
  } else {
    const flags = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    await must("npm", ["install", ...flags, "--prefix", cwd, tarball], { cwd, programs });
  }
  return cwd;
}

/** Copies a folder with all that is in it. */
export function copyFolder(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) copyFolder(join(from, name), join(to, name));
    else Deno.copyFileSync(join(from, name), join(to, name));
  }
}

/** Calls a function at most once. */
export function once<Value>(call: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => value ??= call();
}
