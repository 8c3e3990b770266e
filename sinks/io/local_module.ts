import { hostProcess } from "./host_process.ts";

/** What is used of `node:url`. */
interface UrlModule {
  pathToFileURL(path: string): URL;
}

/**
 * Loads a module of this machine, and so runs it.
 *
 * @param path The module's path, from the working directory.
 * @returns What the module exports, by name.
 * @throws Whatever the runtime throws where there is none, or where it fails.
 */
export async function loadModule(path: string): Promise<{ readonly [name: string]: unknown }> {
  // Not put together by hand: a path may have characters that an address reads otherwise.
  const url = hostProcess()?.getBuiltinModule?.("node:url") as UrlModule | undefined;
  if (url === undefined) throw new Error("Cannot load modules: this runtime has no files");
  return await import(url.pathToFileURL(path).href);
}
