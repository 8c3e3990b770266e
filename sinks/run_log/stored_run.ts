import { runIdTime } from "../../core/run_id_time.ts";
import { plainNameFault } from "../../core/plain_name.ts";
import { RunIoError } from "../file/run_io_error.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { requireDirectory, requireFile } from "../io/file_kind.ts";
import { attempt, infoOf } from "./run_io.ts";
import { runPath, runsPath } from "./run_path.ts";

/** A run as its directory shows it, without a look into its log. */
export interface StoredRun {
  /** The run's id, which is its directory's name. */
  readonly runId: string;
  /** The path of its log, which may not be there yet. */
  readonly path: string;
  /** When it started, in milliseconds since 1970, by its id; absent where the id is no ULID. */
  readonly startedAtMs?: number;
  /** When its log, or else its directory, was last written, in milliseconds since 1970. */
  readonly writtenAtMs?: number;
  /** The size of all files in its directory, in bytes. */
  readonly bytes: number;
}

/** Something beside the runs, or a run that cannot be looked at. It is left alone. */
export interface SkippedPath {
  /** Where it is. */
  readonly path: string;
  /**
   * What it is: something that is no run, a symbolic link in the place of a run or its log,
   * or a run that cannot be read.
   */
  readonly reason: "foreign" | "symlink" | "unreadable";
  /** What was found, for people. */
  readonly message: string;
}

/** How the runs of a root are gone through. */
export interface RunStoreOptions {
  /**
   * Told of everything that is left out.
   *
   * @default nobody
   */
  readonly onSkipped?: (skipped: SkippedPath) => void;
  /**
   * What is asked of the machine.
   *
   * @default the runtime's own directories
   */
  readonly directories?: DirectoryPort;
}

/**
 * Goes through the runs of a root, in the order of their ids.
 *
 * @param root The root; one that is not there has no runs.
 * @param directories Where to look.
 * @param skip Told of everything that is left out. A run that goes away meanwhile is not told.
 * @returns The runs.
 */
export function* storedRuns(
  root: string,
  directories: DirectoryPort,
  skip: (skipped: SkippedPath) => void,
): Generator<StoredRun, void> {
  const path = runsPath(root);
  if (infoOf(path, requireDirectory, directories) === undefined) return;
  const names = attempt("list", path, () => directories.names(path));
  for (const name of names.toSorted()) {
    const fault = plainNameFault(name);
    if (fault !== undefined) {
      const message = `Cannot use ${path}/${name}: as a run id, ${fault}`;
      skip({ path: `${path}/${name}`, reason: "foreign", message });
      continue;
    }
    let run: StoredRun | undefined;
    try {
      run = storedRun(root, name, directories);
    } catch (error) {
      const skipped = skippedBy(error);
      if (skipped !== undefined) skip(skipped);
    }
    if (run !== undefined) yield run;
  }
}

function storedRun(root: string, runId: string, directories: DirectoryPort): StoredRun | undefined {
  const { directory, log } = runPath(root, runId);
  const found = infoOf(directory, requireDirectory, directories);
  if (found === undefined) return undefined;
  const startedAtMs = runIdTime(runId);
  const writtenAtMs = (infoOf(log, requireFile, directories) ?? found).modifiedMs;
  return {
    runId,
    path: log,
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(writtenAtMs === undefined ? {} : { writtenAtMs }),
    bytes: attempt("list", directory, () => treeBytes(directory, directories)),
  };
}

/** Links count as nothing, and what goes away meanwhile does too. */
function treeBytes(path: string, directories: DirectoryPort): number {
  let bytes = 0;
  for (const name of directories.names(path)) {
    const info = directories.info(`${path}/${name}`);
    if (info?.kind === "file") bytes += info.bytes;
    if (info?.kind === "directory") bytes += treeBytes(`${path}/${name}`, directories);
  }
  return bytes;
}

const REASONS: ReadonlyMap<string | undefined, SkippedPath["reason"]> = new Map([
  ["ELOOP", "symlink"],
  ["ENOTDIR", "foreign"],
  ["EISDIR", "foreign"],
  ["EFTYPE", "foreign"],
]);

/**
 * Says why a run is left out.
 *
 * @param error What looking at it threw.
 * @returns The reason; undefined where the run has gone away.
 * @throws What was thrown, where it is not the run's fault.
 */
export function skippedBy(error: unknown): SkippedPath | undefined {
  if (!(error instanceof RunIoError)) throw error;
  const { code, path, message } = error;
  if (code === "ENOENT") return undefined;
  return { path, reason: REASONS.get(code) ?? "unreadable", message };
}
