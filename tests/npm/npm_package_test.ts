import { dirname, join } from "node:path";
import { writeEventFiles } from "./event_files.ts";
import { installPackage, once, type Packed, packPackage } from "./package_fixture.ts";
import { packageChecks } from "./package_checks.ts";
import { must } from "./process.ts";
import { compile, writeProject } from "./programs.ts";
import { referenceOf, runtimeChecks } from "./runtime_checks.ts";
import {
  findRuntimes,
  OUT_OF_REACH,
  registryAnswers,
  type Runtime,
  RUNTIMES_VARIABLE,
} from "./runtimes.ts";
import { suiteChecks } from "./suite/suite_checks.ts";
import { suiteFiles, usedTools } from "./suite/suite_files.ts";

// One file, because the package is built and packed once; it is one process as well.

/** Where the tarball is kept that was tried, to be published as it is. */
const TARBALL_VARIABLE = "RUNTRAIL_TARBALL";

const [onPath, ...others] = await findRuntimes();

/** The package; or why there can be none here; or what is wrong with the build. */
async function pack(): Promise<Packed | { readonly reason: string } | { readonly error: unknown }> {
  if (onPath !== undefined && "reason" in onPath) return { reason: onPath.reason };
  try {
    return await packPackage();
  } catch (error) {
    // The bundler and the compiler come from there; what is cached needs nothing.
    return await registryAnswers() ? { error } : { reason: OUT_OF_REACH };
  }
}

function registerAll(packed: Packed, node: Runtime): void {
  const { folder } = packed;
  /** A user's project with the programs, compiled; it is where types are looked at. */
  const project = once(async () => {
    const cwd = await installPackage(packed, { ...node, label: "project" });
    await writeProject(cwd);
    await compile(cwd, "node16");
    return cwd;
  });
  const reference = referenceOf(packed);
  const files = once(suiteFiles);
  /** Above the folders of all runtimes, so that each finds them. */
  const tools = once(async () => {
    const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
    const used = usedTools(await files());
    await must("npm", ["install", ...flags, "--prefix", folder, ...used], { cwd: folder });
  });
  for (const [name, fn] of Object.entries(packageChecks(packed, project))) Deno.test(name, fn);
  for (const runtime of [node, ...others]) {
    if ("reason" in runtime) {
      const { label, reason, fault } = runtime;
      if (fault) {
        fail(
          `${RUNTIMES_VARIABLE} names what can be tried`,
          new Error(`Cannot try ${label}: ${reason}`),
        );
      } else ignore(`The package works on ${label}`, reason);
      continue;
    }
    const installed = once(async () => {
      const cwd = await installPackage(packed, runtime);
      await writeEventFiles(cwd);
      for (const name of ["names", "emit", "conformance"]) {
        await Deno.copyFile(join(await project(), `${name}.js`), join(cwd, `${name}.js`));
      }
      return cwd;
    });
    const checks = runtimeChecks(runtime, { reference, installed });
    for (const [name, fn] of Object.entries(checks)) Deno.test(name, fn);
    // It takes longest; the Node that is there counts where no other was asked for.
    if (runtime === node && others.length > 0) continue;
    const suite = suiteChecks(runtime, {
      files,
      async installed() {
        await tools();
        return await installed();
      },
    });
    for (const [name, fn] of Object.entries(suite.checks)) Deno.test(name, fn);
    // deno-lint-ignore no-console
    Deno.test.afterAll(async () => console.log(await suite.report()));
  }
  const kept = Deno.env.get(TARBALL_VARIABLE) ?? "";
  if (kept !== "") {
    Deno.mkdirSync(dirname(kept), { recursive: true });
    Deno.copyFileSync(packed.tarball, kept);
  }
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
}

function ignore(name: string, reason: string): void {
  Deno.test({ name: `${name} (not run: ${reason})`, ignore: true, fn: () => {} });
}

function fail(name: string, error: unknown): void {
  Deno.test(name, () => {
    throw error;
  });
}

const packed = await pack();
if ("folder" in packed) {
  registerAll(packed, onPath as Runtime);
} else if ("reason" in packed) {
  ignore("The npm package is built and works", packed.reason);
} else {
  fail("build/npm.ts builds the package", packed.error);
}
