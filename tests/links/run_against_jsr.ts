/**
 * Runs the test suite against the real `@std` packages in place of the local
 * stand-ins: those of JSR or, when the environment variable `STD_DIR` names a
 * checkout of github.com/denoland/std, those of the checkout.
 *
 * Arguments are passed on to `deno test`.
 *
 * @module
 */

import { pathToFileURL } from "node:url";

interface Config {
  readonly imports?: Record<string, string>;
  readonly compilerOptions?: Record<string, unknown>;
  readonly [key: string]: unknown;
}

const ROOT = new URL("../../", import.meta.url);
// Relative paths in a configuration start from its own folder.
const CONFIG = new URL("deno.jsr.json", ROOT);

async function readConfig(url: URL): Promise<Config> {
  return JSON.parse(await Deno.readTextFile(url));
}

async function configForJsr(): Promise<Config> {
  const { workspace: _, ...config } = await readConfig(new URL("deno.json", ROOT));
  return { ...config, lock: false };
}

async function configForCheckout(folder: string): Promise<Config> {
  const checkout = pathToFileURL(`${await Deno.realPath(folder)}/`);
  const config = await configForJsr();
  const links = await packagesIn(checkout);
  if (links.size === 0) throw new Error(`Cannot link packages: none in ${folder}`);
  const { compilerOptions = {} } = await readConfig(
    new URL("deno.json", checkout),
  );
  const imports = Object.fromEntries(
    [...links.keys()].map((name) => [name, `jsr:${name}@^1`]),
  );
  return {
    ...config,
    imports: { ...imports, ...config.imports },
    links: [...links.values()],
    // Linked sources are type-checked too, and hold to their own options only.
    compilerOptions,
  };
}

async function packagesIn(checkout: URL): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const entry of Deno.readDir(checkout)) {
    const url = new URL(`${entry.name}/`, checkout);
    const config = await readConfig(new URL("deno.json", url)).catch(() => null);
    if (config === null || typeof config["version"] !== "string") continue;
    // Packages before 1.0.0 would not satisfy the imports made above.
    if (!config["version"].startsWith("1.")) continue;
    found.set(String(config["name"]), url.href);
  }
  return found;
}

async function main(args: string[]): Promise<number> {
  const folder = Deno.env.get("STD_DIR");
  const config = await (folder ? configForCheckout(folder) : configForJsr());
  // An interrupt must end the tests, not this script before it has cleaned up.
  Deno.addSignalListener("SIGINT", () => {});
  await Deno.writeTextFile(CONFIG, JSON.stringify(config, null, 2));
  try {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "--config", "deno.jsr.json", ...args],
      cwd: ROOT,
    }).spawn().status;
    return code;
  } finally {
    await Deno.remove(CONFIG);
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
