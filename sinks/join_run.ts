/**
 * A process joins the run of the one that started it: its events go to the same
 * file, under the same run id, with a writer and numbers of their own. One environment variable,
 * `RUNTRAIL_RUN`, carries all that it must know. Deno, Node and Bun, in any mixture.
 *
 * @example A parent and its child
 * ```ts
 * import { joinRun } from "@runtrail/runtrail/join_run";
 * import { openRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const parent = openRun(Deno.makeTempDirSync());
 * const env = { ...parent.env({ writer: "lint" }) }; // for Deno.Command or child_process
 *
 * // In the child, where `joinRun()` looks at the environment of its own:
 * const child = joinRun({ env });
 * child?.bus.emit({ type: "stdout", payload: "checked 3 files\n" });
 * assertEquals(child?.runId, parent.runId);
 * await child?.close();
 * await parent.close();
 * ```
 *
 * @module
 */

export { joinEnv } from "./join_run/join_env.ts";
export type { JoinEnvironment, JoinEnvOptions } from "./join_run/join_env.ts";
export { joinRun } from "./join_run/join_run.ts";
export type { JoinRunOptions } from "./join_run/join_run.ts";
export { JoinRunError } from "./join_run/run_address.ts";
export { LockTimeoutError, RunIoError } from "./file.ts";
export type { Durability, ExitSignal, FileSinkOptions } from "./file.ts";
export type { RandomBytes } from "../core/hex_id.ts";
export type { RunLog, RunLogOptions } from "./run_log/run_log.ts";
export type { TraceContext } from "./bridges/trace_context.ts";
export type { EventBus, EventBusOptions } from "../core/bus.ts";
