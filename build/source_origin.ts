import { dirname, relative, sep } from "node:path";

/** A package of npm of which a part is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The text of its licence. */
  readonly licenseText: string;
}

/** Where a bundled source comes from. */
export interface SourceOrigin {
  /** Its path in the published package's terms: the same on every machine. */
  readonly path: string;
  /** The package of npm that it belongs to, unless it is of this repository. */
  readonly package?: BundledPackage;
}

const LICENSE_FILE = /^licen[cs]e(\.md|\.txt)?$/i;

/**
 * Tells where a bundled source comes from.
 *
 * @param root The repository's folder.
 * @param file The source's absolute path.
 * @returns Its path below the repository, or below `node_modules`.
 * @throws {Error} Where it is neither of the repository nor of a package with a licence.
 */
export function originOf(root: string, file: string): SourceOrigin {
  if (file.startsWith(`${root}${sep}`) && !file.includes(`${sep}node_modules${sep}`)) {
    return { path: slashed(relative(root, file)) };
  }
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found === undefined) continue;
    return {
      path: `node_modules/${found.name}/${slashed(relative(folder, file))}`,
      package: found,
    };
  }
  throw new Error(`Cannot name the package of ${file}: no package.json above it`);
}

function readPackage(folder: string): BundledPackage | undefined {
  const text = readText(`${folder}/package.json`);
  if (text === undefined) return undefined;
  const { name, version, license } = JSON.parse(text);
  // A package may have further manifests inside that only say `"type"`.
  if (name === undefined || version === undefined) return undefined;
  const file = [...Deno.readDirSync(folder)].find((entry) => LICENSE_FILE.test(entry.name));
  const licenseText = file && readText(`${folder}/${file.name}`);
  if (licenseText === undefined) throw new Error(`Cannot bundle ${name}: no licence in it`);
  return { name, version, license, licenseText };
}

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function slashed(path: string): string {
  return path.replaceAll(sep, "/");
}
