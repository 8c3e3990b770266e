/**
 * Prints what two independent judges find in a package, as JSON: its folder and
 * its tarball are the arguments. A process of its own, because they are large.
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { checkPackage, createPackageFromTarballData } from "npm:@arethetypeswrong/core@0.18.5";
import { publint } from "npm:publint@0.3.25";

/** Those who resolve like this cannot load modules of ECMAScript, which is all that there is. */
const UNSUPPORTED: readonly string[] = ["node10", "node16-cjs"];

const [folder = ".", tarball = ""] = Deno.args;
const { messages } = await publint({ pkgDir: folder, strict: true, pack: "npm" });
const bytes = await Deno.readFile(tarball);
const analysis = await checkPackage(createPackageFromTarballData(bytes));
const problems = analysis.types === false ? ["There are no types"] : analysis.problems;
const types = problems.filter((problem) =>
  typeof problem === "string" ||
  !("resolutionKind" in problem && UNSUPPORTED.includes(problem.resolutionKind))
);
console.log(JSON.stringify({ publint: messages, types }));
