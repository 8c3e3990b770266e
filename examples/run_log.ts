/**
 * A log for each run below one root: three runs are recorded, listed, read and
 * pruned.
 *
 *     deno run -RW=nightly-runs examples/run_log.ts nightly-runs
 *
 * @module
 */

// deno-lint-ignore-file no-console
import { listRuns, openRun, pruneRuns, readRun } from "@runtrail/runtrail/run_log";

const root = Deno.args[0] ?? "nightly-runs";

for (const night of [1, 2, 3]) {
  const run = openRun(root, { runId: `backup-${night}` });
  const handle = run.bus.run();
  const command = run.bus.command("pg_dump --all");
  command.finish({ exitCode: night === 2 ? 1 : 0 });
  handle.finish();
  await run.close();
}

for (const { runId, state } of await listRuns(root)) {
  console.log(`${runId}: ${state}`);
  if (state !== "failed") continue;
  for await (const event of readRun(root, runId)) console.log(`  ${event.type}`);
}

const { removed, kept } = await pruneRuns(root, { keep: 2 });
console.log(`removed ${removed.length}, kept ${kept.length}`);
