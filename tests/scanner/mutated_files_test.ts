import { assertEquals } from "@std/assert";
import { bothFindings, firstDifference } from "./both_readers.ts";
import { mutatedFile } from "./mutated_files.ts";

/** Set to a million or more before a release: a minute on two cores for each 150 000. */
const MUTATED_LINES = Number(Deno.env.get("RUNTRAIL_MUTATED_LINES") ?? 10_000);

/** Where the files begin: another number gives other files. */
const FIRST_SEED = Number(Deno.env.get("RUNTRAIL_MUTATED_SEED") ?? 1);

Deno.test("ScanningInspector finds what Inspector does when lines are mutated", () => {
  const differences: string[] = [];
  let mutatedLines = 0;
  for (let seed = FIRST_SEED; mutatedLines < MUTATED_LINES; seed++) {
    const file = mutatedFile(seed);
    mutatedLines += file.mutatedLines;
    const difference = firstDifference(bothFindings(file.bytes, file.options));
    if (difference !== undefined) differences.push(`seed ${seed}: ${difference}`);
  }
  assertEquals(differences, []);
});
