import type { DirectoryPort } from "../io/directory_port.ts";
import { requireDirectory } from "../io/file_kind.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { infoOf } from "./run_io.ts";
import { runPath, runsPath } from "./run_path.ts";

/** How a run is looked for. */
export interface RunExistsOptions {
  /**
   * What is asked of the machine.
   *
   * @default the runtime's own directories
   */
  readonly directories?: DirectoryPort;
}

/**
 * Tells whether there is a run, which may have no log yet.
 *
 * @param root The root.
 * @param runId The run's id.
 * @param options What is asked of the machine.
 * @returns Whether it has a directory.
 * @throws {TypeError} Where the run id is no plain name, or the root is empty.
 * @throws {RunIoError} Where a symbolic link or a file stands in the run's place, or nobody can tell.
 *
 * @example Look for a run
 * ```ts
 * import { openRun, runExists } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const run = openRun(root, { runId: "nightly-42" });
 * await run.close();
 * assertEquals([runExists(root, "nightly-42"), runExists(root, "nightly-43")], [true, false]);
 * ```
 */
export function runExists(root: string, runId: string, options: RunExistsOptions = {}): boolean {
  const { directories = hostDirectories() } = options;
  return [runsPath(root), runPath(root, runId).directory].every((path) =>
    infoOf(path, requireDirectory, directories) !== undefined
  );
}
