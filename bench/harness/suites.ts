import { ROOT } from "./root.ts";
import type { Suite } from "./suite.ts";

/** Loads all suites: the files directly in `bench/`, in the order of their names. */
export async function allSuites(): Promise<readonly Suite[]> {
  const names = [...Deno.readDirSync(`${ROOT}/bench`)]
    .filter(({ isFile, name }) => isFile && name.endsWith(".ts"))
    .map(({ name }) => name)
    .sort();
  return await Promise.all(names.map(async (name): Promise<Suite> => {
    const { suite } = await import(new URL(`../${name}`, import.meta.url).href);
    return suite;
  }));
}
