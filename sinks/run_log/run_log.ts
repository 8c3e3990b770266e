import type { EventBus, EventBusOptions } from "../../core/bus.ts";
import type { TraceContext } from "../bridges/trace_context.ts";
import { fileSink, type FileSinkOptions } from "../file.ts";
import { joinEnv, type JoinEnvironment, type JoinEnvOptions } from "../join_run/join_env.ts";

/** How a run's log is written, and what its bus does. */
export interface RunLogOptions extends Omit<EventBusOptions, "runId" | "writer">, FileSinkOptions {}

/** A run whose events go to a file, of which this process writes all or a part. */
export interface RunLog extends AsyncDisposable {
  /** The run's id. */
  readonly runId: string;
  /** The file's path. */
  readonly path: string;
  /** The run's bus in this process; its events go to the file. */
  readonly bus: EventBus;
  /** The trace that this process was called in, where it was told. */
  readonly trace?: TraceContext;
  /**
   * Makes the environment variable by which a child process joins the run. Merge it over the
   * environment that the child would get.
   *
   * @param options What the child's writer is called.
   * @returns The variable.
   * @throws {TypeError} Where the writer's name is no plain name.
   */
  env(options?: Pick<JoinEnvOptions, "writer">): JoinEnvironment;
  /**
   * Closes the bus, and so the file.
   *
   * @returns Settles when both are closed; rejects with an `AggregateError` where events were lost.
   */
  close(): Promise<void>;
}

/**
 * Opens the file of a run.
 *
 * @param bus The run's bus in this process.
 * @param path The file's path.
 * @param options The trace, and how the file is written.
 * @returns The run.
 * @throws {RunIoError} Where the file cannot be opened.
 */
export function openLog(
  bus: EventBus,
  path: string,
  options: FileSinkOptions & Pick<RunLog, "trace">,
): RunLog {
  const { trace } = options;
  const traced = trace === undefined ? {} : { trace };
  bus.on(fileSink(path, options));
  const close = (): Promise<void> => bus.close();
  return {
    runId: bus.runId,
    path,
    bus,
    ...traced,
    env: ({ writer } = {}) =>
      joinEnv(bus, path, { ...traced, ...(writer === undefined ? {} : { writer }) }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
