import { REPOSITORY, runProgram } from "./process.ts";

/**
 * The modules that entry points reach.
 *
 * @param entries The entry points.
 * @param reach Whether modules count that it only may load later: Deno resolves
 * them before it starts, which costs as much as to load a few others.
 * @returns Their paths in the repository; the whole address of what lies elsewhere.
 */
export async function modulesOf(
  entries: readonly string[],
  reach: "at start" | "ever",
): Promise<readonly string[]> {
  const reached = await Promise.all(entries.map((entry) => modulesOfOne(entry, reach)));
  return [...new Set(reached.flat())];
}

async function modulesOfOne(
  entry: string,
  reach: "at start" | "ever",
): Promise<readonly string[]> {
  const { stdout } = await runProgram(Deno.execPath(), ["info", "--json", entry]);
  interface Dependency {
    readonly code?: { readonly specifier?: string };
    readonly isDynamic?: boolean;
  }
  const { roots, modules, redirects } = JSON.parse(stdout) as {
    readonly roots: readonly string[];
    readonly modules: readonly {
      readonly specifier: string;
      readonly dependencies?: readonly Dependency[];
    }[];
    readonly redirects: { readonly [from: string]: string };
  };
  const byName = new Map(modules.map((module) => [module.specifier, module]));
  const reached = new Set<string>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const specifier = redirects[name] ?? name;
    if (reached.has(specifier)) continue;
    reached.add(specifier);
    for (const { code, isDynamic } of byName.get(specifier)?.dependencies ?? []) {
      if (isDynamic && reach === "at start") continue;
      if (code?.specifier !== undefined) queue.push(code.specifier);
    }
  }
  return [...reached].map((specifier) => specifier.replace(REPOSITORY.href, ""));
}
