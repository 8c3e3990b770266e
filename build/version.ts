/**
 * Writes the version of `deno.json` into the source that the command prints it
 * from: `deno run -RW build/version.ts`.
 *
 * @module
 */

/**
 * Makes the source.
 *
 * @param version The version.
 * @returns The text of `cli/version.ts`.
 */
export function versionSource(version: string): string {
  return [
    "/** The package's version, made from `deno.json`. */",
    `export const VERSION = ${JSON.stringify(version)};`,
    "",
  ].join("\n");
}

if (import.meta.main) {
  const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
  const { version } = JSON.parse(Deno.readTextFileSync(at("deno.json")));
  Deno.writeTextFileSync(at("cli/version.ts"), versionSource(version));
}
