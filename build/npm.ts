/**
 * Builds the npm package: `deno run -A build/npm.ts [FOLDER]`, by default into
 * `npm/`. What is built depends on the sources alone: two builds are equal.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { declarationsOf } from "./declarations.ts";
import { documentsOf, renamed } from "./documents.ts";
import { scriptPath } from "./manifest.ts";
import { scriptsOf } from "./scripts.ts";
import { readSourcePackage } from "./source_package.ts";

const EXECUTABLE = 0o755;

async function main(args: readonly string[]): Promise<void> {
  const root = await Deno.realPath(fileURLToPath(new URL("..", import.meta.url)));
  const folder = resolve(root, args[0] ?? "npm");
  const source = readSourcePackage(root);
  const { files: scripts, packages } = scriptsOf(source, await bundle(source));
  const declarations = [...declarationsOf(source)]
    .map(([path, text]) => [path, renamed(text, source)] as const);
  const documents = documentsOf(source, packages.values());
  await removeBuilt(folder, source.name);
  for (const [path, text] of [...scripts, ...declarations, ...documents]) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  await Deno.chmod(`${folder}/${scriptPath(source.command)}`, EXECUTABLE);
}

/** Removes what an earlier build left; whatever else lies there is not touched. */
async function removeBuilt(folder: string, name: string): Promise<void> {
  try {
    if ([...Deno.readDirSync(folder)].length === 0) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  const manifest = await Deno.readTextFile(`${folder}/package.json`).catch(() => "{}");
  if (JSON.parse(manifest).name !== name) {
    throw new Error(`Cannot build into ${folder}: it holds something else`);
  }
  await Deno.remove(folder, { recursive: true });
}

if (import.meta.main) await main(Deno.args);
