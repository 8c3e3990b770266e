import { plainNameFault } from "../../core/plain_name.ts";
import type { TraceContext } from "../bridges/trace_context.ts";
import { hostDirectories } from "../io/host_directories.ts";
import { formatRunAddress, RUN_VARIABLE } from "./run_address.ts";

/** The environment variable by which a process joins a run. */
export interface JoinEnvironment {
  /** The run, its file, the writer's name and the trace, as JSON. */
  readonly RUNTRAIL_RUN: string;
}

/** What a child process is told. */
export interface JoinEnvOptions {
  /**
   * What the child's writer is called. The child adds what makes it unique.
   *
   * @default what the child calls itself
   */
  readonly writer?: string;
  /**
   * The trace that this process is in. The child gets it with a new parent id.
   *
   * @default none
   */
  readonly trace?: TraceContext;
}

/**
 * Makes the environment variable by which a child process joins a run with
 * `joinRun`. It may reach several processes: each gets a writer of its own.
 *
 * @param bus The run's bus, or anything that has its id.
 * @param path The run's file. A relative path is made absolute, as the child may have another
 * working directory.
 * @param options What the child is told.
 * @returns The variable, to be merged over the environment that the child would get.
 * @throws {TypeError} Where the writer's name is no plain name.
 *
 * @example Hand a run with a file sink to a child
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { joinEnv, joinRun } from "@runtrail/runtrail/join_run";
 * import { fileSink } from "@runtrail/runtrail/sinks/file";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/run.jsonl`;
 * const bus = new EventBus({ runId: "r1" });
 * bus.on(fileSink(path));
 * const env = joinEnv(bus, path, { writer: "lint" }); // for Deno.Command or child_process
 *
 * // In the child, which has it in its environment:
 * const run = joinRun({ env: { ...env } });
 * assertEquals([run?.runId, run?.path], ["r1", path]);
 * await run?.close();
 * await bus.close();
 * ```
 */
export function joinEnv(
  bus: { readonly runId: string },
  path: string,
  options: JoinEnvOptions = {},
): JoinEnvironment {
  const { writer, trace } = options;
  const fault = writer === undefined ? undefined : plainNameFault(writer);
  if (fault !== undefined) {
    throw new TypeError(`Cannot name a writer ${JSON.stringify(writer)}: ${fault}`);
  }
  const file = hostDirectories().absolutePath(path);
  const { runId } = bus;
  return {
    [RUN_VARIABLE]: formatRunAddress({
      runId,
      file,
      ...(writer === undefined ? {} : { writer }),
      ...(trace === undefined ? {} : { trace }),
    }),
  };
}
