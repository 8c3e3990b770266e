import { EventBus } from "../../core/bus.ts";
import { hexId, type RandomBytes } from "../../core/hex_id.ts";
import { plainNameFault } from "../../core/plain_name.ts";
import { environmentVariable } from "../io/environment.ts";
import { errorReason } from "../io/error_code.ts";
import { openLog, type RunLog, type RunLogOptions } from "../run_log/run_log.ts";
import { JoinRunError, parseRunAddress, RUN_VARIABLE } from "./run_address.ts";

/** How a run is joined. */
export interface JoinRunOptions extends RunLogOptions {
  /**
   * What this process's writer is called, before what makes it unique.
   *
   * @default what the parent calls it, else `child`
   */
  readonly writer?: string;
  /**
   * Where the variable is looked up.
   *
   * @default the environment of this process
   */
  readonly env?: { readonly [name: string]: string | undefined };
  /**
   * Fills an array with random bytes, which make the writer unique.
   *
   * @default `crypto.getRandomValues`
   */
  readonly randomBytes?: RandomBytes;
}

const DEFAULT_WRITER = "child";
const UNIQUE_BYTES = 6;

/**
 * Joins the run that the environment variable `RUNTRAIL_RUN` names: makes a bus with
 * that run's id and a writer of its own, whose events go to the run's file. The variable is
 * made by `run.env()` or `joinEnv` in the parent, and may reach several processes, as where a
 * child's children inherit it: the writer is made unique here.
 *
 * Redaction is each process's own: give the child the parent's policy. The run is started and
 * finished by its first process alone.
 *
 * Deno needs `--allow-env=RUNTRAIL_RUN`, and the permission to write to the file.
 *
 * @param options The writer's name, redaction, error hook and clock, and how the file is written.
 * @returns The run; undefined where the variable is not set or empty.
 * @throws {JoinRunError} Where the variable is malformed, or Deno was not given the permission.
 * @throws {RunIoError} Where the file cannot be opened.
 * @throws {TypeError} Where the writer's name is no plain name.
 *
 * @example A tool that works by itself and as a child
 * ```ts
 * import { joinRun } from "@runtrail/runtrail/join_run";
 * import { openRun, readRun } from "@runtrail/runtrail/run_log";
 * import { assertEquals } from "@std/assert";
 *
 * const root = Deno.makeTempDirSync();
 * const parent = openRun(root);
 * const env = { ...parent.env({ writer: "lint" }) }; // what the child finds in its environment
 *
 * const run = joinRun({ env }) ?? openRun(".");
 * run.bus.command("deno lint").finish({ exitCode: 0 });
 * await run.close();
 * await parent.close();
 *
 * for await (const { correlation } of readRun(root, parent.runId)) {
 *   assertEquals(/^lint-[0-9a-f]{12}$/.test(correlation.writer!), true);
 * }
 * ```
 */
export function joinRun(options: JoinRunOptions = {}): RunLog | undefined {
  const { env, randomBytes, ...rest } = options;
  const text = env === undefined ? variable() : env[RUN_VARIABLE];
  if (text === undefined || text === "") return undefined;
  const { runId, file, writer: given, trace } = parseRunAddress(text);
  const name = options.writer ?? given ?? DEFAULT_WRITER;
  const fault = plainNameFault(name);
  if (fault !== undefined) {
    throw new TypeError(`Cannot name a writer ${JSON.stringify(name)}: ${fault}`);
  }
  const writer = `${name}-${hexId(UNIQUE_BYTES, randomBytes)}`;
  const bus = new EventBus({ ...rest, runId, writer });
  return openLog(bus, file, trace === undefined ? rest : { ...rest, trace });
}

function variable(): string | undefined {
  try {
    return environmentVariable(RUN_VARIABLE);
  } catch (error) {
    throw new JoinRunError(`Cannot read ${RUN_VARIABLE}: ${errorReason(error)}`, { cause: error });
  }
}
