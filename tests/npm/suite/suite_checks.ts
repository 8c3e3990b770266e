import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { copyFolder, once, SOURCE } from "../package_fixture.ts";
import { must } from "../process.ts";
import type { Runtime } from "../runtimes.ts";
import { ONE_SLOT } from "../../scope/one_slot.ts";
import { AREA_NAMES, areaOf, suiteTestName } from "../../../docs/areas.ts";
import { type SuiteFiles, testFiles, writeSuite } from "./suite_files.ts";
import { pooled, runTestFile } from "./suite_run.ts";
import type { Ending } from "./there/runner.ts";

/** What a runtime made of the suite, file by file. */
type Endings = ReadonlyMap<string, Promise<readonly Ending[]>>;

/** Tests that run the suite on a runtime. */
export interface SuiteChecks {
  readonly checks: { readonly [name: string]: (t: Deno.TestContext) => Promise<void> };
  /** How many tests passed, and why others were left out. */
  readonly report: () => Promise<string>;
}

/**
 * The repository's tests on a runtime, against the installed package: a test for
 * each area, with a step for each file of which something ran.
 */
export function suiteChecks(
  runtime: Runtime,
  { files, installed }: {
    readonly files: () => Promise<SuiteFiles>;
    /** The folder that the package is installed in. */
    readonly installed: () => Promise<string>;
  },
): SuiteChecks {
  const written = once(async () => {
    await writeSuite(await files(), await installed());
    return await installed();
  });
  let endings: Endings | undefined;
  const started = once(async () => {
    const cwd = await written();
    const names = testFiles(await files());
    return endings = pooled(names, (file) => runTestFile(file, { cwd, runtime }));
  });
  const checks = AREA_NAMES.map((area) => {
    const check = async (t: Deno.TestContext): Promise<void> => {
      let passed = 0;
      for (const [file, result] of await started()) {
        if (areaOf(file) !== area) continue;
        const endings = await result;
        const counts = countsOf(endings);
        passed += counts.passed;
        if (counts.passed + counts.failed === 0) continue;
        const name = file.replace(/\.js$/, ".ts");
        await t.step(`${name}: ${textOf(counts)}`, () => refuseFailures(endings));
      }
      if (passed === 0) throw new Error(`Cannot try ${area}: none of its tests ran`);
    };
    return [suiteTestName(area, runtime.label), check] as const;
  });
  const { label, program, programs } = runtime;
  return {
    checks: {
      ...Object.fromEntries(checks),
      async [`The slot and the scopes are one in two copies of the tarball on ${label}`]() {
        const cwd = await written();
        const copy = join(cwd, "second", SOURCE.name);
        copyFolder(join(cwd, "node_modules", SOURCE.name), copy);

        const script = join(cwd, "tests/scope/two_copies.js");
        const modules = addressesIn(copy);
        const seen = await must(program, [script, ...modules], { cwd, programs });

        assertEquals(JSON.parse(seen), ONE_SLOT);
      },
    },
    async report() {
      const all = (await Promise.all(endings?.values() ?? [])).flat();
      return `${label}: ${textOf(countsOf(all))}\n${reasonsOf(all)}`;
    },
  };
}

/** What a program that compares two copies is given of one of them. */
export function addressesIn(folder: string): readonly string[] {
  return ["mod.js", "sinks/scope.js"].map((path) => pathToFileURL(join(folder, path)).href);
}

type Counts = { readonly [Outcome in Ending["outcome"]]: number };

function countsOf(endings: readonly Ending[]): Counts {
  const count = (outcome: Ending["outcome"]): number =>
    endings.filter((ending) => ending.outcome === outcome).length;
  return { passed: count("passed"), failed: count("failed"), "left out": count("left out") };
}

function textOf(counts: Counts): string {
  return Object.entries(counts).filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}

function refuseFailures(endings: readonly Ending[]): void {
  const failures = endings.flatMap((ending) =>
    ending.outcome === "failed" ? [`${ending.name}\n${ending.error}`] : []
  );
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
}

/** Why tests were left out, the most frequent first. */
function reasonsOf(endings: readonly Ending[]): string {
  const reasons = new Map<string, number>();
  for (const ending of endings) {
    if (ending.outcome !== "left out") continue;
    const reason = reasonFor(ending.needs);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `  ${count} need ${reason}\n`).join("");
}

function reasonFor(needs: string): string {
  return / of \.\.?\//.test(needs) ? "what the package does not export" : needs;
}
