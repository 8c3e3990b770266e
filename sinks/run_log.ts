/**
 * A log for each run, `<root>/runs/<runId>/events.jsonl`: opened, read, listed and
 * pruned. Deno, Node and Bun. Deno needs the permission to read the root, and to write it where
 * runs are opened or pruned.
 *
 * A run id is one plain name, never a path, and below the root no symbolic link is followed.
 *
 * @example Open, list and read a run
 * ```ts
 * import { listRuns, openRun, readRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const run = openRun(root);
 * run.bus.run({ name: "nightly" }).finish({ exitCode: 0 });
 * await run.close();
 *
 * for (const { runId, state } of await listRuns(root)) {
 *   assertEquals([runId, state], [run.runId, "succeeded"]);
 *   for await (const event of readRun(root, runId)) assertEquals(event.v, 1);
 * }
 * ```
 *
 * @module
 */

export { listRuns } from "./run_log/list_runs.ts";
export type { ListedRun, StoredRunState } from "./run_log/list_runs.ts";
export { MalformedEventError } from "./run_log/malformed_event_error.ts";
export { openRun } from "./run_log/open_run.ts";
export type { OpenRunOptions } from "./run_log/open_run.ts";
export type { PruneLimits, PruneReason } from "./run_log/prune_limits.ts";
export { pruneRuns } from "./run_log/prune_runs.ts";
export type { KeptRun, PrunedRun, PruneOptions, PruneReport } from "./run_log/prune_runs.ts";
export { readRun } from "./run_log/read_run.ts";
export type { ReadRunOptions } from "./run_log/read_run.ts";
export { runExists } from "./run_log/run_exists.ts";
export type { RunExistsOptions } from "./run_log/run_exists.ts";
export type { RunLog, RunLogOptions } from "./run_log/run_log.ts";
export type { RunStoreOptions, SkippedPath, StoredRun } from "./run_log/stored_run.ts";
export { LockTimeoutError, RunIoError } from "./file.ts";
export type { Durability, ExitSignal, FileSinkOptions } from "./file.ts";
export type { AsyncReader, DirectoryPort, PathInfo } from "./io/directory_port.ts";
export type { JoinEnvironment, JoinEnvOptions } from "./join_run/join_env.ts";
export type { TraceContext } from "./bridges/trace_context.ts";
export type { EventBus, EventBusOptions } from "../core/bus.ts";
export type { EventReaderOptions } from "../core/event_reader.ts";
export type { RunEvent } from "../core/event.ts";
export type { Issue } from "../core/issue.ts";
export type { ItemKind, KindCounts, RunState } from "../core/run_summary.ts";
export type { Clock } from "../core/timestamp.ts";
