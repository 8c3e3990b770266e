import { parseTimestamp } from "../../core/timestamp.ts";
import type { ItemKind, KindCounts, RunState, RunSummary } from "../../core/run_summary.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { requireFile } from "../io/file_kind.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { logSummary } from "./log_summary.ts";
import { infoOf } from "./run_io.ts";
import { type RunStoreOptions, skippedBy, type StoredRun, storedRuns } from "./stored_run.ts";

/**
 * How a stored run stands. `running`: it has not ended, and a process is known to
 * write to it. `unfinished`: it has not ended, and nobody is known to write. `empty`: it has no
 * event yet, and nobody is known to write.
 */
export type StoredRunState = RunState | "running" | "empty";

/** A run as a list shows it. */
export interface ListedRun extends StoredRun {
  /** How it stands. */
  readonly state: StoredRunState;
  /** Its name, where it has one. */
  readonly name?: string;
  /**
   * When it started, in milliseconds since 1970: by its id, or by its first event where the id
   * is no ULID. Absent where there is neither.
   */
  readonly startedAtMs?: number;
  /** How long it took; up to its last event where it has not ended. In milliseconds. */
  readonly durationMs?: number;
  /** How many events it has. */
  readonly events: number;
  /** How many things in it failed. */
  readonly failures: number;
  /** How many hosts, resources and so on it has; kinds that do not occur are absent. */
  readonly counts: { readonly [Kind in ItemKind]?: KindCounts };
}

/**
 * Lists the runs of a root, sorted by their ids: ULIDs sort by the time at which
 * the runs started. Reads every log to its end, in bounded memory; lines that are bad are
 * skipped. A run that goes away meanwhile is left out.
 *
 * @param root The root. One that is not there has no runs.
 * @param options Whom to tell of what is left out.
 * @returns The runs. Rejects with a `RunIoError` where the directory of the runs cannot be
 * listed, or is a symbolic link; with a `TypeError` where the root is empty.
 *
 * @example The runs of a root
 * ```ts
 * import { listRuns, openRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const run = openRun(root, { runId: "01KDYAK3SE0000000000000000" });
 * run.bus.run({ name: "nightly" }).finish();
 * await run.close();
 *
 * const [listed] = await listRuns(root);
 * assertEquals([listed?.name, listed?.state, listed?.events], ["nightly", "succeeded", 2]);
 * assertEquals(new Date(listed?.startedAtMs ?? 0).toISOString(), "2026-01-02T03:04:05.678Z");
 * ```
 */
export async function listRuns(
  root: string,
  options: RunStoreOptions = {},
): Promise<readonly ListedRun[]> {
  const { directories = hostDirectories(), onSkipped = () => {} } = options;
  const listed: ListedRun[] = [];
  for (const run of storedRuns(root, directories, onSkipped)) {
    try {
      listed.push(await listedRun(run, directories));
    } catch (error) {
      const skipped = skippedBy(error);
      if (skipped !== undefined) onSkipped(skipped);
    }
  }
  return listed;
}

async function listedRun(run: StoredRun, directories: DirectoryPort): Promise<ListedRun> {
  const hasLog = infoOf(run.path, requireFile, directories) !== undefined;
  const summary = hasLog ? await logSummary(run, directories) : undefined;
  const state = summary?.state ?? "empty";
  const hasEnded = state === "succeeded" || state === "failed";
  const isWritten = !hasEnded && hasLog && directories.isBeingWritten(run.path);
  return {
    ...run,
    ...startOf(run, summary),
    state: isWritten ? "running" : state,
    ...(summary?.name === undefined ? {} : { name: summary.name }),
    ...(summary === undefined ? {} : { durationMs: summary.durationMs }),
    events: summary?.events ?? 0,
    failures: summary?.failureCount ?? 0,
    counts: summary?.counts ?? {},
  };
}

function startOf(run: StoredRun, summary: RunSummary | undefined): { startedAtMs?: number } {
  const startedAtMs = run.startedAtMs ?? (summary && parseTimestamp(summary.startedAt));
  return startedAtMs === undefined ? {} : { startedAtMs };
}
