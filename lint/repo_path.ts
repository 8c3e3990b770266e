const ROOT = new URL("../", import.meta.url);
const ROOT_PATH = decodeURIComponent(ROOT.pathname);

const SELF = "@runtrail/runtrail";
const LOCAL = /^(?:\.{1,2}\/|\/|file:)/;

/** Where an import leads. */
export type ImportTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "outside" }
  | { readonly kind: "package" };

/** Path relative to the repository root, if the file lies below it. */
export function repoPath(filename: string): string | undefined {
  const path = slashed(filename);
  return path.startsWith("/") ? belowRoot(path) : path;
}

/** Resolves `specifier` as written in the file at the repository path `from`. */
export function resolveImport(from: string, specifier: string): ImportTarget {
  // The package's own name is an import of mod.ts in disguise.
  if (specifier === SELF) return { kind: "file", path: "mod.ts" };
  if (!isLocal(specifier)) return { kind: "package" };
  const url = new URL(specifier, new URL(encodeURI(from), ROOT));
  const path = belowRoot(decodeURIComponent(url.pathname));
  return path === undefined ? { kind: "outside" } : { kind: "file", path };
}

/** Whether `specifier` names a file and not a package. */
export function isLocal(specifier: string): boolean {
  return LOCAL.test(specifier);
}

function slashed(filename: string): string {
  if (filename.startsWith("file:")) {
    return decodeURIComponent(new URL(filename).pathname);
  }
  return filename.replaceAll("\\", "/").replace(/^[A-Za-z]:\//, "/$&");
}

function belowRoot(path: string): string | undefined {
  return path.startsWith(ROOT_PATH) ? path.slice(ROOT_PATH.length) : undefined;
}
