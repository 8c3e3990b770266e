import type { BuiltInEvent, EventFields, RunEvent } from "../../core/event.ts";
import { formatTimestamp } from "../../core/timestamp.ts";

type Samples = {
  readonly [Type in BuiltInEvent["type"]]: EventFields<
    Extract<BuiltInEvent, { readonly type: Type }>
  >;
};

const HOST = {
  name: "web-1",
  hostname: "10.0.1.11",
  user: "deploy",
  port: 22,
  vars: { role: "web", weights: [1, 2.5, null] },
};
const MOTD = { resourceType: "file", resourceName: "/etc/motd" };
const ERROR = { message: "Connection reset", name: "ConnectionReset" };

/** One of every built-in type: the type checker refuses to miss one. */
const BUILT_IN: Samples = {
  run_started: { mode: "apply", hostCount: 1, name: "conformance", labels: { branch: "main" } },
  host_started: { host: HOST },
  resource_started: MOTD,
  resource_retry: { ...MOTD, phase: "apply", error: ERROR, durationMs: 12.5 },
  resource_output: { ...MOTD, stream: "stdout", chunk: "wrote 12 bytes\n" },
  resource_finished: { ...MOTD, status: "changed", durationMs: 40, cacheHit: false },
  host_finished: { host: HOST, ok: 0, changed: 1, failed: 0, durationMs: 55 },
  job_started: { name: "build" },
  command_started: { cmd: "make -j4" },
  command_finished: { exitCode: 0, durationMs: 1200 },
  job_finished: { outcome: "success", durationMs: 1300, exitCode: 0 },
  step_started: { kind: "prompt", name: "review", model: "model-1" },
  tool_call: {
    callId: "call-1",
    name: "read_file",
    args: { path: "README.md" },
    startedAt: formatTimestamp(0),
  },
  tool_result: { callId: "call-1", ok: true, result: ["text", { bytes: 812 }] },
  step_finished: { outcome: "failure", durationMs: 20, error: ERROR },
  stdout: { payload: "two\nlines\n" },
  stderr: { payload: "gr\u00fc\u00df dich, \u4e16\u754c \u{1f310}\n" },
  transcript: { agentId: "agent-1", kind: "message", payload: { role: "user", content: "" } },
  hook: { name: "pre-commit", phase: "allow", payload: null },
  persona_stage: { persona: "planner", stage: "draft", transition: "completed" },
  pack_run: {
    bundleHash: "sha256:00",
    signatureVerified: true,
    cacheHit: false,
    dryRunVerify: false,
  },
  run_finished: { durationMs: 2000, hasFailures: false, hostCount: 1, outcome: "success" },
};

const IDS = {
  runId: "conformance",
  hostId: "conformance-1",
  resourceId: "conformance-2",
  jobId: "conformance-3",
  commandId: "conformance-4",
  stepId: "conformance-5",
  attempt: 1,
};

/**
 * Makes one stamped event of every built-in type and a custom one.
 *
 * @returns New events that share nothing with those of another call.
 */
export function sampleEvents(): readonly RunEvent[] {
  const custom = ["conformance.custom", { data: { nested: [true, "text", 4.25] } }] as const;
  return [...Object.entries(BUILT_IN), custom].map(([type, fields], index) =>
    stamped(index + 1, type, structuredClone(fields))
  );
}

/**
 * Makes a stamped event that is told apart by its number.
 *
 * @param seq The number.
 * @param type The event's type.
 * @param fields The event's own keys.
 * @returns The event.
 */
export function stamped(seq: number, type: string, fields: object): RunEvent {
  const timestamp = formatTimestamp(seq * 1000);
  return { v: 1, seq, type, timestamp, correlation: { ...IDS }, ...fields } as RunEvent;
}

/**
 * Makes stamped events of custom type.
 *
 * @param count How many.
 * @returns The events, numbered from 1.
 */
export function numberedEvents(count: number): readonly RunEvent[] {
  return Array.from(
    { length: count },
    (_, index) => stamped(index + 1, "conformance.numbered", { data: index }),
  );
}
