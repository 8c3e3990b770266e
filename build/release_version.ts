/**
 * Refuses a tag that is not the version that is released:
 *
 *     deno run -R build/release_version.ts v1.2.3
 *
 * @module
 */

/** A heading of the changelog: a version, and the day of its release. */
const ENTRY = /^## (\S+) - (.+)$/m;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Refuses a tag that differs from `deno.json` or from the changelog's latest entry.
 *
 * @param tag The tag, such as `v1.2.3`.
 * @param texts The version of `deno.json`, and the changelog.
 * @throws {Error} Where they differ, or the entry has no day.
 */
export function refuseOtherVersion(
  tag: string,
  { version, changelog }: { readonly version: string; readonly changelog: string },
): void {
  const [, latest, day = ""] = ENTRY.exec(changelog) ?? [];
  if (tag !== `v${version}`) throw new Error(`Cannot release ${tag}: deno.json says ${version}`);
  if (latest !== version) throw new Error(`Cannot release ${tag}: CHANGELOG.md begins ${latest}`);
  if (!DAY.test(day)) throw new Error(`Cannot release ${tag}: its day in CHANGELOG.md is ${day}`);
}

if (import.meta.main) {
  const read = (path: string): string =>
    Deno.readTextFileSync(new URL(`../${path}`, import.meta.url));
  const { version } = JSON.parse(read("deno.json"));
  refuseOtherVersion(Deno.args[0] ?? "", { version, changelog: read("CHANGELOG.md") });
}
