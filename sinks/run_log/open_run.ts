import { EventBus } from "../../core/bus.ts";
import { newRunId } from "../../core/ids.ts";
import { SYSTEM_CLOCK } from "../../core/timestamp.ts";
import type { TraceContext } from "../bridges/trace_context.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { requireDirectory } from "../io/file_kind.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { attempt, infoOf } from "./run_io.ts";
import { openLog, type RunLog, type RunLogOptions } from "./run_log.ts";
import { runPath, runsPath } from "./run_path.ts";

/** How a run is opened: its bus, its file, and where it is. */
export interface OpenRunOptions extends RunLogOptions {
  /**
   * The run's id: one name of a directory, of at most 128 bytes.
   *
   * @default a new ULID, so that runs sort by the time at which they started
   */
  readonly runId?: string;
  /**
   * The trace that this process is called in, for children that join.
   *
   * @default none
   */
  readonly trace?: TraceContext;
  /**
   * What is asked of the machine beside the file.
   *
   * @default the runtime's own directories
   */
  readonly directories?: DirectoryPort;
}

/**
 * Opens a new run with a log of its own, `<root>/runs/<runId>/events.jsonl`. The
 * run's directory is made exclusively: two runs never share one. Nothing is emitted yet.
 *
 * Deno needs the permissions to read and write the root, and no others.
 *
 * @param root The root. It is made where it is missing, and may be a symbolic link; nothing below
 * it is followed.
 * @param options The run's id, redaction, error hook, clock, trace, and how the file is written.
 * @returns The run: its bus, its path, and the environment for children.
 * @throws {TypeError} Where the run id is no plain name, or the root is empty.
 * @throws {RunIoError} Where there is such a run already (code `EEXIST`), or it cannot be made.
 *
 * @example A run of its own
 * ```ts
 * import { openRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const run = openRun(root);
 * run.bus.run({ name: "nightly" }).finish();
 * await run.close();
 * assertEquals(run.path, `${root}/runs/${run.runId}/events.jsonl`);
 * assertEquals(Deno.readTextFileSync(run.path).split("\n").length, 3);
 * ```
 */
export function openRun(root: string, options: OpenRunOptions = {}): RunLog {
  const { directories = hostDirectories(), clock = SYSTEM_CLOCK } = options;
  const { runId = newRunId(clock.now()) } = options;
  const { directory, log } = runPath(root, runId);
  const bus = new EventBus({ ...options, runId });
  const runs = runsPath(root);
  attempt("make", runs, () => directories.makeDirectories(runs));
  infoOf(runs, requireDirectory, directories);
  attempt("make", directory, () => directories.makeDirectory(directory));
  return openLog(bus, log, options);
}
