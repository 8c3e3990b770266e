import { manifestOf } from "./manifest.ts";
import type { BundledPackage } from "./source_origin.ts";
import type { SourcePackage } from "./source_package.ts";

/** Files of the repository that every package carries. */
const DOCUMENTS = ["README.md", "LICENSE", "CHANGELOG.md"];
/** Files that the README links to, and that a user of the package has a use for. */
const DATA = ["schema/event-v1.json"];
const NOTICES = "THIRD_PARTY_NOTICES.md";

/**
 * Gives all files of the package that are no code.
 *
 * @param source The package.
 * @param packages Packages of which a part was bundled.
 * @returns Text by path.
 */
export function documentsOf(
  source: SourcePackage,
  packages: Iterable<BundledPackage>,
): ReadonlyMap<string, string> {
  const files = new Map([...DOCUMENTS, ...DATA].map((path) => [
    path,
    Deno.readTextFileSync(`${source.root}/${path}`),
  ]));
  files.set("package.json", `${JSON.stringify(manifestOf(source), null, 2)}\n`);
  files.set(NOTICES, notices(packages));
  const isShipped = (path: string): boolean => files.has(path);
  files.set("README.md", readme(renamed(files.get("README.md")!, source), isShipped));
  return files;
}

/**
 * Makes a text that imports by the name on JSR import by that on npm. What is
 * to be typed to install from JSR stays.
 *
 * @param text Documentation or declarations.
 * @param source The package.
 * @returns The text.
 */
export function renamed(text: string, { jsrName, name }: SourcePackage): string {
  return text.replaceAll(`"${jsrName}`, `"${name}`).replaceAll(`\`${jsrName}`, `\`${name}`);
}

/** Links to what is not in the package would lead nowhere: they become plain text, images nothing. */
function readme(text: string, isShipped: (path: string) => boolean): string {
  const leads = (target: string): boolean => /^(https?:|#)/.test(target) || isShipped(target);
  return text
    .replaceAll(/^!\[[^\]]*\]\(([^)]+)\)\n\n/gm, (all, target) => leads(target) ? all : "")
    .replaceAll(/(?<!!)\[([^\]]*)\]\(([^)]+)\)/g, (all, label, target) => {
      return leads(target.replace(/#.*/, "") || target) ? all : label;
    });
}

function notices(packages: Iterable<BundledPackage>): string {
  const sections = [...packages]
    .map(({ name, version, license, licenseText }) =>
      `## ${name} ${version} (${license})\n\n\`\`\`text\n${licenseText.trim()}\n\`\`\`\n`
    )
    .sort();
  return [
    "# Third-party notices\n",
    "Parts of these packages are in this one, under their own licences.\n",
    ...sections,
  ].join("\n");
}
