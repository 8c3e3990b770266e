/**
 * Removes empty files from the coverage folder, which `deno coverage` refuses: a
 * process that a test kills while it ends leaves one behind.
 *
 * @module
 */

const folder = Deno.args[0] ?? "coverage";
for (const { name } of Deno.readDirSync(folder)) {
  const path = `${folder}/${name}`;
  if (Deno.statSync(path).size === 0) Deno.removeSync(path);
}
