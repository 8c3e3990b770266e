import { dirname, join, posix } from "node:path";
import { renamed } from "../../../build/documents.ts";
import { ROOT, SOURCE } from "../package_fixture.ts";
import { areaOf } from "../../../docs/areas.ts";
import { portableScript } from "./portable_script.ts";
import { publishedNames } from "./published_names.ts";

/** Where the suite's files come from. */
const FOLDERS = ["tests", "examples", "links/std/assert"];
const STAND_INS = "tests/npm/suite/stand_ins/";
const THERE = "tests/npm/suite/there/";
/** What tests read. */
const DATA = ["deno.json", "schema/event-v1.json"];
/** What is compiled to something else. */
const NO_SCRIPT = /\/assembly\//;
/** How a command ends. */
const RUN_WHEN_LOADED = /^port\.exit\(/m;
const PUBLISHED = /^(mod\.ts$|(core|sinks|cli)\/)/;

/** The repository's tests and examples in a form that Node and Bun run, by path. */
export type SuiteFiles = ReadonlyMap<string, string>;

/** Makes the suite. The tests import the package by its name on npm. */
export async function suiteFiles(): Promise<SuiteFiles> {
  const paths = [...FOLDERS.flatMap(filesBelow), ...filesBelow(STAND_INS), ...filesBelow(THERE)];
  const files = new Map(DATA.map((path) => [path, read(path)]));
  const sources = [...filesBelow("core"), ...filesBelow("sinks"), ...filesBelow("cli"), "mod.ts"]
    .filter((path) => !NO_SCRIPT.test(path) && !RUN_WHEN_LOADED.test(read(path)));
  const published = await publishedNames(sources);
  const stoodIn = new Set(
    paths.filter((path) => path.startsWith(STAND_INS)).map((path) => path.slice(STAND_INS.length)),
  );
  for (const path of paths) {
    const isOwn = path.startsWith(STAND_INS) || path.startsWith(THERE);
    if (stoodIn.has(path) || !isOwn && areaOf(path) === undefined) continue;
    if (!path.endsWith(".ts")) files.set(path, read(path));
    else {
      const target = scriptOf(path);
      const script = portableScript(read(path), {
        link: (specifier) => linkOf(path, specifier),
        published: (specifier, name) => published(resolve(path, specifier), name),
        there: (name) => relative(target, scriptOf(`${THERE}${name}.ts`)),
      });
      files.set(target, renamed(script, SOURCE));
    }
  }
  return files;
}

/** The packages of npm that the suite imports, such as `zod@^4`. */
export function usedTools(files: SuiteFiles): readonly string[] {
  const scripts = [...files].filter(([path]) => path.endsWith(".js")).map(([, text]) => text)
    .join("\n");
  return [...SOURCE.tools]
    .filter(([name]) => scripts.includes(`"${name}"`) || scripts.includes(`"${name}/`))
    .map(([, specifier]) => specifier);
}

/** The files that hold tests. */
export function testFiles(files: SuiteFiles): readonly string[] {
  return [...files.keys()].filter((path) => path.endsWith("_test.js")).sort();
}

function linkOf(path: string, specifier: string): string | undefined {
  const target = scriptOf(path);
  const member = SOURCE.members.get(specifier);
  if (member !== undefined) return relative(target, scriptOf(member));
  if (!specifier.startsWith(".") && !specifier.endsWith(".ts")) return specifier;
  const to = resolve(path, specifier);
  return PUBLISHED.test(to) ? undefined : relative(target, scriptOf(to));
}

/** Where a source comes to lie: a stand-in in the place of what it stands in for. */
function scriptOf(path: string): string {
  return (path.startsWith(STAND_INS) ? path.slice(STAND_INS.length) : path)
    .replace(/\.ts$/, ".js");
}

function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier);
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function read(path: string): string {
  return Deno.readTextFileSync(join(ROOT, path));
}

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(join(ROOT, folder))].flatMap(({ name, isDirectory }) => {
    const path = posix.join(folder, name);
    return isDirectory ? filesBelow(path) : [path];
  });
}

/** Writes the suite into a folder that the package is installed in. */
export async function writeSuite(files: SuiteFiles, folder: string): Promise<void> {
  for (const [path, text] of files) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.writeTextFile(join(folder, path), text);
  }
}
