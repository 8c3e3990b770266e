/**
 * Run as a process: uses the package and a copy of it with another layout of the
 * slot, whose main module's address is the argument, and writes what it saw as JSON.
 */

import process from "node:process";
import * as ours from "../../mod.ts";

const theirs: typeof ours = await import(process.argv[2]!);

/** Installs a sink in a copy's slot; what it sees is in the result. */
function installed({ install }: typeof ours): readonly unknown[] {
  const seen: unknown[] = [];
  install({ emit: (event) => void seen.push([event.seq, event.type, Object.values(event)[5]]) });
  return seen;
}

const seenByOurs = installed(ours);
const seenByTheirs = installed(theirs);
for (const [who, { emit }] of [["ours", ours], ["theirs", theirs]] as const) {
  emit({ type: "stdout", payload: `${who} 1` });
  emit({ type: "stdout", payload: `${who} 2` });
}
theirs.clear();
const report = { seenByOurs, seenByTheirs, active: [ours.isActive(), theirs.isActive()] };

process.stdout.write(JSON.stringify(report));
