import { type Clock, SYSTEM_CLOCK } from "../../core/timestamp.ts";
import { RunIoError } from "../file/run_io_error.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { requireFile } from "../io/file_kind.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { logSummary } from "./log_summary.ts";
import { checkLimits, limitOver, type PruneLimits, type PruneReason } from "./prune_limits.ts";
import { attempt, attemptAsync, infoOf } from "./run_io.ts";
import { runPath } from "./run_path.ts";
import { type RunStoreOptions, type StoredRun, storedRuns } from "./stored_run.ts";

/** Which runs are removed. */
export interface PruneOptions extends PruneLimits, RunStoreOptions {
  /**
   * Whether nothing is removed: the report is the same.
   *
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Where the present comes from.
   *
   * @default the platform's clock
   */
  readonly clock?: Pick<Clock, "now">;
}

/** A run that was removed. */
export interface PrunedRun extends StoredRun {
  /** The limit that it was over. */
  readonly because: PruneReason;
}

/** A run that was kept. */
export interface KeptRun extends StoredRun {
  /**
   * Why: it is within the limits; it may be in progress; its directory has files but no log, so
   * that it may be something else; or it could not be removed, or not be read to see whether it
   * is in progress.
   */
  readonly because: "within_limits" | "in_progress" | "no_log" | "failed";
  /** What went wrong, where it failed. */
  readonly error?: RunIoError;
}

/** What became of the runs, the oldest first. */
export interface PruneReport {
  /** The runs that were removed, or would be. */
  readonly removed: readonly PrunedRun[];
  /** The runs that were kept. */
  readonly kept: readonly KeptRun[];
}

/** A run without an end is taken for one in progress until nothing was written for so long. */
const QUIET_MS = 24 * 60 * 60 * 1000;

/**
 * Removes runs, the oldest first, until the rest is within the limits. A run goes
 * with all that is in its directory.
 *
 * A run that may be in progress is never removed: one that a process is known to write to, and
 * one that has not ended and was written to within the last 24 hours. Its bytes count
 * all the same. A directory with files but without a log is kept too: it may be another
 * tool's. What is no run is left alone, as are symbolic links.
 *
 * @param root The root. One that is not there has no runs.
 * @param options The limits; without any, nothing is removed.
 * @returns What was removed and what was kept. Rejects as `listRuns` does, and with a `RangeError`
 * where a limit is negative.
 *
 * @example Keep the last run
 * ```ts
 * import { openRun, pruneRuns, runExists } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * for (const runId of ["01KDYAK3SE0000000000000000", "01KE0WZTSE0000000000000000"]) {
 *   const run = openRun(root, { runId });
 *   run.bus.run().finish();
 *   await run.close();
 * }
 *
 * const { removed, kept } = await pruneRuns(root, { keep: 1 });
 * assertEquals(removed.map(({ runId }) => runId), ["01KDYAK3SE0000000000000000"]);
 * assertEquals(kept.map(({ because }) => because), ["within_limits"]);
 * assertEquals(runExists(root, "01KDYAK3SE0000000000000000"), false);
 * ```
 */
export async function pruneRuns(root: string, options: PruneOptions = {}): Promise<PruneReport> {
  checkLimits(options);
  const { directories = hostDirectories(), onSkipped = () => {}, clock = SYSTEM_CLOCK } = options;
  const nowMs = clock.now();
  const runs = [...storedRuns(root, directories, onSkipped)].sort((a, b) =>
    startOf(a) - startOf(b)
  );
  let bytesLeft = runs.reduce((sum, run) => sum + run.bytes, 0);
  const removed: PrunedRun[] = [];
  const kept: KeptRun[] = [];
  for (const [index, run] of runs.entries()) {
    const candidate = { ageMs: nowMs - startOf(run), rank: runs.length - index, bytesLeft };
    const because = limitOver(candidate, options);
    if (because === undefined) {
      kept.push({ ...run, because: "within_limits" });
      continue;
    }
    const obstacle = await removeUnlessNeeded(run, { ...options, root, directories, nowMs });
    if (obstacle !== undefined) {
      kept.push({ ...run, ...obstacle });
      continue;
    }
    removed.push({ ...run, because });
    bytesLeft -= run.bytes;
  }
  return { removed, kept };
}

/** A run of which nobody can tell counts as the newest. */
function startOf({ startedAtMs, writtenAtMs }: StoredRun): number {
  return startedAtMs ?? writtenAtMs ?? Number.MAX_SAFE_INTEGER;
}

interface Removal {
  readonly root: string;
  readonly directories: DirectoryPort;
  readonly nowMs: number;
  readonly dryRun?: boolean;
}

/** Gives why the run is kept; undefined where it was removed, or would be. */
async function removeUnlessNeeded(
  run: StoredRun,
  { root, directories, nowMs, dryRun }: Removal,
): Promise<Pick<KeptRun, "because" | "error"> | undefined> {
  const { directory } = runPath(root, run.runId);
  try {
    const because = await obstacleTo(run, directory, { directories, nowMs });
    if (because !== undefined) return { because };
    if (!dryRun) await attemptAsync("remove", directory, () => directories.removeTree(directory));
    return undefined;
  } catch (error) {
    if (!(error instanceof RunIoError)) throw error;
    // Somebody else has removed it.
    return error.code === "ENOENT" ? undefined : { because: "failed", error };
  }
}

async function obstacleTo(
  run: StoredRun,
  directory: string,
  { directories, nowMs }: Pick<Removal, "directories" | "nowMs">,
): Promise<KeptRun["because"] | undefined> {
  const hasLog = infoOf(run.path, requireFile, directories) !== undefined;
  if (hasLog && directories.isBeingWritten(run.path)) return "in_progress";
  const names = hasLog ? [] : attempt("list", directory, () => directories.names(directory));
  if (names.length > 0) return "no_log";
  if (nowMs - (run.writtenAtMs ?? nowMs) > QUIET_MS) return undefined;
  const summary = hasLog ? await logSummary(run, directories) : undefined;
  const hasEnded = summary !== undefined && summary.state !== "unfinished";
  return hasEnded ? undefined : "in_progress";
}
