import { type GlobalUse, visitGlobals } from "./globals.ts";
import { type FoundImport, visitImports } from "./imports.ts";
import { isLocal, repoPath } from "./repo_path.ts";
import {
  CORE,
  CORE_PACKAGES,
  CORE_REFUSED_GLOBALS,
  isIn,
  PLATFORM,
  PLATFORM_GLOBALS,
  PUBLISHED,
} from "./zones.ts";

/** Rule that keeps the runtime out of core/ and inside the platform folders. */
export const purityRule: Deno.lint.Rule = {
  create(context) {
    const path = repoPath(context.filename);
    if (path === undefined) return {};
    const refuse = ({ node }: GlobalUse | FoundImport, problem: string): void =>
      context.report({ node, message: `Cannot ${problem}`, hint: hint(path) });
    return {
      ...visitGlobals(refusedGlobals(path), (use) => {
        refuse(use, `use ${use.name} in ${path}`);
      }),
      ...visitImports((found) => {
        if (isRefused(path, found)) {
          refuse(found, `import ${found.specifier} in ${path}`);
        }
      }),
    };
  },
};

function refusedGlobals(path: string): readonly string[] {
  if (isIn(path, [CORE])) return CORE_REFUSED_GLOBALS;
  return isIn(path, PLATFORM) ? [] : PLATFORM_GLOBALS;
}

function isRefused(path: string, { specifier, kind }: FoundImport): boolean {
  if (isIn(path, [CORE])) {
    return !isLocal(specifier) && !CORE_PACKAGES.includes(specifier);
  }
  if (!specifier.startsWith("node:")) return false;
  if (kind === "static" && isIn(path, PUBLISHED)) return true;
  return !isIn(path, PLATFORM);
}

function hint(path: string): string {
  if (isIn(path, [CORE])) return "Take it as an argument: core/ is pure";
  return isIn(path, PLATFORM)
    ? "Import it dynamically where it is needed"
    : `Move it to one of ${PLATFORM.join(", ")}`;
}
