import { isRecord, type JsonRecord } from "../../core/check.ts";
import { describe } from "../../core/describe.ts";
import { plainNameFault } from "../../core/plain_name.ts";
import {
  childEnvironment,
  type TraceContext,
  traceFromEnvironment,
} from "../bridges/trace_context.ts";

/** The environment variable by which a process joins a run. */
export const RUN_VARIABLE = "RUNTRAIL_RUN";

const VERSION = 1;

/** What a process must know to join a run. */
export interface RunAddress {
  /** The run's id. */
  readonly runId: string;
  /** The run's file, an absolute path. */
  readonly file: string;
  /** What the process's writer is called, before what makes it unique. */
  readonly writer?: string;
  /** The trace that the process is called in. */
  readonly trace?: TraceContext;
}

/** A process could not join a run. */
export class JoinRunError extends Error {
  /** The error's name. */
  override readonly name = "JoinRunError";
  /** The environment variable at fault. */
  readonly variable: string = RUN_VARIABLE;
}

/**
 * Writes an address as the variable holds it.
 *
 * @param address The address. Its trace gets a new parent id, which stands for the call.
 * @returns One line of JSON.
 */
export function formatRunAddress({ runId, file, writer, trace }: RunAddress): string {
  // What is undefined is left out of JSON.
  return JSON.stringify({
    v: VERSION,
    runId,
    file,
    writer,
    trace: trace && childEnvironment(trace),
  });
}

/**
 * Reads what `formatRunAddress` writes. Keys that it does not know are ignored, and so is a
 * trace that is invalid, as in any environment.
 *
 * @param text The variable's value.
 * @returns The address.
 * @throws {JoinRunError} Where the value is no address.
 */
export function parseRunAddress(text: string): RunAddress {
  const value = parsed(text);
  if (!isRecord(value)) throw refusal(`expected a JSON object, found ${describe(value)}`);
  const { v, runId, file, writer, trace } = value;
  if (v !== VERSION) throw refusal(`expected v to be ${VERSION}, found ${describe(v)}`);
  if (typeof runId !== "string" || runId === "") {
    throw refusal(`expected runId to be a run id, found ${describe(runId)}`);
  }
  if (typeof file !== "string" || !ABSOLUTE.test(file)) {
    throw refusal(`expected file to be an absolute path, found ${describe(file)}`);
  }
  const fault = writer === undefined ? undefined : plainNameFault(writer);
  if (fault !== undefined) throw refusal(`writer is no plain name: ${fault}`);
  const context = isRecord(trace) ? traceFromEnvironment(textsOf(trace)) : undefined;
  return {
    runId,
    file,
    ...(writer === undefined ? {} : { writer: writer as string }),
    ...(context === undefined ? {} : { trace: context }),
  };
}

/** Of POSIX or Windows. */
const ABSOLUTE = /^(?:[A-Za-z]:)?[/\\]/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`expected JSON, found ${describe(text)}`);
  }
}

function textsOf(record: JsonRecord): { readonly [name: string]: string | undefined } {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] =>
      typeof entry[1] === "string"
    ),
  );
}

function refusal(found: string): JoinRunError {
  return new JoinRunError(`Cannot join the run of ${RUN_VARIABLE}: ${found}`);
}
