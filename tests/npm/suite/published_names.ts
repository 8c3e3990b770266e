import { ROOT, SPECIFIERS } from "../package_fixture.ts";
import type { Constant, Published } from "./portable_script.ts";

/** Finds what a source of the package exports under a name in what is published; `*` is all. */
export type PublishedNames = (source: string, name: string) => Published | undefined;

type Module = { readonly [name: string]: unknown };

/**
 * Loads the entries and the given sources to compare what they export: a name
 * alone could stand for two things.
 *
 * @param sources Paths in the repository.
 */
export async function publishedNames(sources: Iterable<string>): Promise<PublishedNames> {
  const load = async (path: string): Promise<Module> => await import(`${ROOT}/${path}`);
  const entries: { readonly entry: string; readonly path: string; readonly module: Module }[] = [];
  for (const [entry, path] of SPECIFIERS) entries.push({ entry, path, module: await load(path) });
  const modules = new Map<string, Module>();
  for (const path of sources) modules.set(path, await load(path));
  return (source, name) => {
    const value = modules.get(source)?.[name];
    return entries.find(({ path, module }) =>
      name === "*" ? path === source : Object.hasOwn(module, name) && module[name] === value
    ) ?? (isConstant(value) ? { constant: value } : undefined);
  };
}

function isConstant(value: unknown): value is Constant {
  return ["string", "number", "boolean"].includes(typeof value);
}
