import type { RunEvent } from "../../core/event.ts";
import { EventReader, type EventReaderOptions } from "../../core/event_reader.ts";
import type { StreamItem } from "../../core/event_stream.ts";
import type { Issue } from "../../core/issue.ts";
import type { DirectoryPort } from "../io/directory_port.ts";
import { requireFile } from "../io/file_kind.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { MalformedEventError } from "./malformed_event_error.ts";
import { runExists } from "./run_exists.ts";
import { infoOf, logChunks } from "./run_io.ts";
import { runPath } from "./run_path.ts";

/** How a run is read. */
export interface ReadRunOptions extends Pick<EventReaderOptions, "maxLineBytes" | "types"> {
  /**
   * Told of what is wrong with a line, whereupon the reading goes on with the next one.
   *
   * @default the first error ends the reading with a `MalformedEventError`
   */
  readonly onIssue?: (issue: Issue) => void;
  /**
   * What is asked of the machine.
   *
   * @default the runtime's own directories
   */
  readonly directories?: DirectoryPort;
}

/**
 * Reads the events of a run, in the order of its log, in bounded memory. Each line
 * is judged by itself; `inspect` of `@runtrail/runtrail/reading` judges their order too.
 *
 * @param root The root.
 * @param runId The run's id.
 * @param options What becomes of bad lines, the limit on lines, and the custom types.
 * @returns The events; none where the run has no log yet. It throws `MalformedEventError` at the
 * first bad line, after all events before it, and `RunIoError` where there is no such run, it
 * cannot be read, or a symbolic link stands in its place.
 * @throws {TypeError} Where the run id is no plain name.
 *
 * @example The types of a run's events
 * ```ts
 * import { openRun, readRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const run = openRun(root);
 * run.bus.run().finish();
 * await run.close();
 *
 * const types: string[] = [];
 * for await (const { type } of readRun(root, run.runId)) types.push(type);
 * assertEquals(types, ["run_started", "run_finished"]);
 * ```
 */
export function readRun(
  root: string,
  runId: string,
  options: ReadRunOptions = {},
): AsyncIterableIterator<RunEvent> {
  // Here: a generator would refuse it only where the first event is asked for.
  const { log } = runPath(root, runId);
  const { directories = hostDirectories(), ...reading } = options;
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    const exists = runExists(root, runId, { directories });
    const hasLog = exists && infoOf(log, requireFile, directories) !== undefined;
    if (hasLog || !exists) yield* logChunks(log, directories);
  }
  return readEvents(log, chunks(), reading);
}

async function* readEvents(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  options: Omit<ReadRunOptions, "directories">,
): AsyncGenerator<RunEvent, void> {
  const { onIssue, ...limits } = options;
  const items: StreamItem[] = [];
  const reader = new EventReader({
    ...limits,
    onEvent: (event) => items.push({ kind: "event", event }),
    onIssue: (issue) => items.push({ kind: "issue", issue }),
  });
  function* take(): Generator<RunEvent, void> {
    for (const item of items.splice(0)) {
      if (item.kind === "event") yield item.event;
      // A run that has only just started is no fault.
      else if (item.issue.code === "empty_file") continue;
      else if (onIssue !== undefined) onIssue(item.issue);
      else if (item.issue.severity === "error") throw new MalformedEventError(path, item.issue);
    }
  }
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield* take();
  }
  reader.end();
  yield* take();
}
