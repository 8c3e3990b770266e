/**
 * A server that deploys for several tenants at once: each deployment is a run of
 * its own, and the code that does the work is handed neither a bus nor ids.
 *
 *     deno run -RW examples/concurrent_runs.ts deployments.jsonl
 *
 * @module
 */

import { emit, type Sink } from "@runtrail/runtrail";
import { runScope, withCorrelation } from "@runtrail/runtrail/scope";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

using file = fileSink(process.argv[2] ?? "deployments.jsonl");
/** For all runs: one that ends closes its own sinks, and must not close the file. */
const shared: Sink = { emit: (event) => file.emit(event) };

// What a deployment fails with stands in the file.
await Promise.allSettled(["red", "green", "blue"].map(deploy));

async function deploy(tenant: string): Promise<void> {
  await runScope({ sink: shared, name: "deploy", labels: { tenant } }, async (bus) => {
    for (const name of ["build", "upload"]) {
      const step = bus.step({ name });
      try {
        await withCorrelation(step, () => work(name, tenant));
        step.finish({ outcome: "success" });
      } catch (error) {
        step.finish({ outcome: "failure" });
        throw error;
      }
    }
  });
}

/** Anything deep inside: its output finds the tenant's run, and the step. */
async function work(name: string, tenant: string): Promise<void> {
  emit({ type: "stdout", payload: `${name} ${tenant}: begun\n` });
  await new Promise((resolve) => setTimeout(resolve, 5 * tenant.length));
  if (name === "upload" && tenant === "green") throw new Error("The quota of green is used up");
  emit({ type: "stdout", payload: `${name} ${tenant}: done\n` });
}
