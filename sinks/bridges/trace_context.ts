/**
 * W3C Trace Context (Recommendation, version 00): the trace that a program is
 * called in, read from its environment and handed to the programs that it calls.
 *
 * A run says which trace it belongs to with a label; the schema needs no key for it.
 *
 * @example Join the caller's trace, and hand it on
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import {
 *   childEnvironment,
 *   formatTraceparent,
 *   traceFromEnvironment,
 * } from "@runtrail/runtrail/bridges/trace_context";
 * import { assert } from "@std/assert";
 *
 * const env = { TRACEPARENT: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
 * const trace = traceFromEnvironment(env);
 * const bus = new EventBus();
 * const run = bus.run(trace && { labels: { traceparent: formatTraceparent(trace) } });
 *
 * const child = childEnvironment(trace); // for Deno.Command or child_process
 * run.finish();
 *
 * assert(child.TRACEPARENT.startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
 * assert(child.TRACEPARENT !== env.TRACEPARENT);
 * ```
 *
 * @module
 */

import { hexId, type RandomBytes } from "../../core/hex_id.ts";
import { readTraceState } from "./trace_state.ts";

export type { RandomBytes } from "../../core/hex_id.ts";

/** A place in a trace. */
export interface TraceContext {
  /** The trace: 32 lower-case hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** Who calls: 16 lower-case hexadecimal digits, not all zero. */
  readonly parentId: string;
  /** Whether the caller may have recorded it. */
  readonly sampled: boolean;
  /** What tracing systems hand on beside it, as it came. */
  readonly traceState?: string;
}

/** Environment variables that hand a trace on. */
export interface TraceEnvironment {
  /** The trace, its parent and flags. */
  readonly TRACEPARENT: string;
  /** What tracing systems hand on beside it. */
  readonly TRACESTATE?: string;
}

/** Where ids come from. */
export interface TraceIdOptions {
  /**
   * Fills an array with random bytes.
   *
   * @default `crypto.getRandomValues`
   */
  readonly randomBytes?: RandomBytes;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/s;
const ALL_ZERO = /^0+$/;
const SAMPLED = 1;

/**
 * Reads a `traceparent`. As the Recommendation says, version ff and ids of zeros
 * alone are invalid, and of a version to come the part that version 00 has is read.
 *
 * @param text Such as `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`.
 * @returns The trace, or undefined where the text is invalid.
 *
 * @example Read one
 * ```ts
 * import { parseTraceparent } from "@runtrail/runtrail/bridges/trace_context";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), {
 *   traceId: "0af7651916cd43dd8448eb211c80319c",
 *   parentId: "b7ad6b7169203331",
 *   sampled: true,
 * });
 * assertEquals(parseTraceparent("00-0-0-0"), undefined);
 * ```
 */
export function parseTraceparent(text: string): TraceContext | undefined {
  const [, version, traceId, parentId, flags, more] = TRACEPARENT.exec(text) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) {
    return undefined;
  }
  if (ALL_ZERO.test(traceId!) || ALL_ZERO.test(parentId!)) return undefined;
  const sampled = (parseInt(flags!, 16) & SAMPLED) === SAMPLED;
  return { traceId: traceId!, parentId: parentId!, sampled };
}

/**
 * Writes a `traceparent` of version 00.
 *
 * @param trace The trace. Its ids are taken as they are.
 * @returns 55 characters.
 *
 * @example Write one
 * ```ts
 * import { formatTraceparent } from "@runtrail/runtrail/bridges/trace_context";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   formatTraceparent({
 *     traceId: "0af7651916cd43dd8448eb211c80319c",
 *     parentId: "b7ad6b7169203331",
 *     sampled: false,
 *   }),
 *   "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
 * );
 * ```
 */
export function formatTraceparent(trace: TraceContext): string {
  return `00-${trace.traceId}-${trace.parentId}-${trace.sampled ? "01" : "00"}`;
}

/**
 * Reads the trace that a program is called in from `TRACEPARENT` and
 * `TRACESTATE`. A trace state that is invalid is left out, as is one without a valid parent.
 *
 * @param env The environment, such as `Deno.env.toObject()` or `process.env`.
 * @returns The trace, or undefined where there is none or it is invalid.
 *
 * @example No trace
 * ```ts
 * import { traceFromEnvironment } from "@runtrail/runtrail/bridges/trace_context";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(traceFromEnvironment({}), undefined);
 * ```
 */
export function traceFromEnvironment(
  env: { readonly [name: string]: string | undefined },
): TraceContext | undefined {
  const trace = parseTraceparent(env["TRACEPARENT"] ?? "");
  const traceState = readTraceState(env["TRACESTATE"] ?? "");
  return trace === undefined || traceState === undefined ? trace : { ...trace, traceState };
}

/**
 * Makes the environment variables for a program that is called: the same trace
 * with a new parent id, which stands for the call; a new trace where there is none. Call it
 * once for each program, and merge it over the environment that the program would get.
 *
 * @param trace The trace that this program is in.
 * @param options Where ids come from.
 * @returns `TRACEPARENT`, and `TRACESTATE` where the trace has one.
 *
 * @example A trace that begins here
 * ```ts
 * import { childEnvironment, parseTraceparent } from "@runtrail/runtrail/bridges/trace_context";
 * import { assert } from "@std/assert";
 *
 * const { TRACEPARENT } = childEnvironment(undefined);
 * assert(parseTraceparent(TRACEPARENT)?.sampled);
 * ```
 */
export function childEnvironment(
  trace: TraceContext | undefined,
  options: TraceIdOptions = {},
): TraceEnvironment {
  const { randomBytes } = options;
  const { traceId = hexId(16, randomBytes), sampled = true, traceState } = trace ?? {};
  const parentId = hexId(8, randomBytes);
  return {
    TRACEPARENT: formatTraceparent({ traceId, parentId, sampled }),
    ...(traceState === undefined ? {} : { TRACESTATE: traceState }),
  };
}
