import { EventReader } from "../../core/event_reader.ts";
import type { RunSummary } from "../../core/run_summary.ts";
import { Summary } from "../../core/summary.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { logChunks } from "./run_io.ts";
import type { StoredRun } from "./stored_run.ts";

/**
 * Reads a run's log to its end. Bad lines are skipped.
 *
 * @param run The run.
 * @param directories Where it is.
 * @returns The run's summary; undefined where the log has no event of the run. Rejects with a
 * `RunIoError` where the log cannot be read.
 */
export async function logSummary(
  { runId, path }: StoredRun,
  directories: DirectoryPort,
): Promise<RunSummary | undefined> {
  const summary = new Summary();
  const reader = new EventReader({ onEvent: (event) => summary.step(event) });
  for await (const chunk of logChunks(path, directories)) reader.push(chunk);
  reader.end();
  return summary.runs().find((run) => run.runId === runId);
}
