/**
 * The one table of event types. The checker, the JSON Schema, the lifecycle
 * rules, the documentation and the type-level test are all derived from it.
 */

/** A rule for one value of an event. */
export type ValueRule =
  | { readonly kind: "string"; readonly minLength?: 1; readonly pattern?: "timestamp" }
  | { readonly kind: "integer"; readonly min?: number }
  | { readonly kind: "number"; readonly min?: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "record"; readonly of: "string" | "any" }
  | { readonly kind: "object"; readonly fields: Fields }
  | { readonly kind: "any" };

/** A rule for one key of an event, with its documentation. */
export type FieldRule = ValueRule & { readonly optional?: true; readonly doc: string };

/** The rules for the keys of an object, in wire order. */
export type Fields = { readonly [key: string]: FieldRule };

/** The kinds of things that start and finish inside a run, and the run itself. */
export type EntityKind =
  | "run"
  | "host"
  | "resource"
  | "job"
  | "command"
  | "step"
  | "tool";

/** What the table says of one event type. */
export interface EventRule {
  /** What the event means, one sentence. */
  readonly doc: string;
  /** The entity that this event starts. */
  readonly starts?: EntityKind;
  /** The entity that this event finishes. */
  readonly finishes?: EntityKind;
  /** The keys that `correlation` must have beside `runId`. */
  readonly correlation:
    readonly ("hostId" | "resourceId" | "jobId" | "commandId" | "stepId" | "attempt")[];
  /** The event's own keys, in wire order. */
  readonly fields: Fields;
}

/** The schema's major version: the value of `v`. */
export const SCHEMA_VERSION = 1;

const DURATION = {
  kind: "number",
  min: 0,
  doc: "Elapsed time in milliseconds, from a monotonic clock.",
} as const;

const OPTIONAL_DURATION = { ...DURATION, optional: true } as const;

const HOST_COUNT = {
  kind: "integer",
  min: 0,
  optional: true,
  doc: "How many hosts the run covers.",
} as const;

const EXIT_CODE = {
  kind: "integer",
  doc: "The exit code of the process.",
} as const;

const OPTIONAL_EXIT_CODE = { ...EXIT_CODE, optional: true } as const;

const OUTCOME = {
  kind: "enum",
  values: ["success", "failure", "error", "timeout", "cancellation", "skip"],
  doc: "How it ended, in OpenTelemetry's CI/CD terms.",
} as const;

const OPTIONAL_OUTCOME = { ...OUTCOME, optional: true } as const;

const ERROR = {
  kind: "object",
  fields: {
    message: { kind: "string", doc: "What went wrong, for people." },
    name: { kind: "string", doc: "The error's class or code, for programs." },
  },
  doc: "Why it failed.",
} as const;

const OPTIONAL_ERROR = { ...ERROR, optional: true } as const;

/** Of all that starts and finishes something. */
const SYNTHETIC = {
  synthetic: {
    kind: "boolean",
    optional: true,
    doc: "True where `runtrail repair` wrote the event in place of one that was lost.",
  },
} as const;

const HOST = {
  kind: "object",
  fields: {
    name: { kind: "string", doc: "The host's name in the inventory." },
    hostname: { kind: "string", doc: "The address that is connected to." },
    user: { kind: "string", doc: "The user to log in as." },
    port: { kind: "integer", min: 0, doc: "The port to connect to; 0 where there is none." },
    vars: { kind: "record", of: "any", doc: "The host's variables, any JSON." },
  },
  doc: "The host as the inventory describes it.",
} as const;

const RESOURCE = {
  resourceType: { kind: "string", doc: "The kind of resource, such as `file`." },
  resourceName: { kind: "string", doc: "The resource's name, such as `/etc/motd`." },
} as const;

/** The keys of `correlation`, in wire order. */
export const CORRELATION_FIELDS = {
  runId: {
    kind: "string",
    minLength: 1,
    doc: "The run; a ULID unless the tool has ids of its own.",
  },
  hostId: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The host that the event belongs to.",
  },
  resourceId: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The resource that the event belongs to.",
  },
  jobId: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The job that the event belongs to.",
  },
  commandId: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The command that the event belongs to.",
  },
  stepId: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The step that the event belongs to.",
  },
  attempt: { kind: "integer", min: 1, optional: true, doc: "The attempt, counted from 1." },
  writer: {
    kind: "string",
    minLength: 1,
    optional: true,
    doc: "The process that emitted; absent for the run's first process.",
  },
} as const satisfies Fields;

/** The keys that every event has, in wire order, before its own. */
export const ENVELOPE_FIELDS = {
  v: { kind: "integer", min: 1, doc: "The schema's major version." },
  seq: {
    kind: "integer",
    min: 1,
    doc: "The event's number, contiguous from 1 per run and writer: a gap proves a loss.",
  },
  type: {
    kind: "string",
    minLength: 1,
    doc: "A built-in type in snake_case, or a custom one with a dot: `namespace.name`.",
  },
  timestamp: {
    kind: "string",
    pattern: "timestamp",
    doc: "When it was emitted: RFC 3339, UTC, milliseconds, `Z`.",
  },
  correlation: {
    kind: "object",
    fields: CORRELATION_FIELDS,
    doc: "What the event belongs to.",
  },
} as const satisfies Fields;

/** The own keys of every custom event (a type with a dot). */
export const CUSTOM_EVENT_FIELDS = {
  data: { kind: "any", doc: "The custom event's data, any JSON." },
} as const satisfies Fields;

/** Every built-in event type. */
export const EVENT_TABLE = {
  run_started: {
    doc: "A run begins.",
    starts: "run",
    correlation: [],
    fields: {
      mode: {
        kind: "string",
        optional: true,
        doc: "What the run does, such as `apply` or `check`.",
      },
      errorMode: {
        kind: "enum",
        values: ["fail-fast", "fail-at-end", "ignore"],
        optional: true,
        doc: "What a failure does to the rest of the run.",
      },
      hostCount: HOST_COUNT,
      name: { kind: "string", optional: true, doc: "The run's name, for people." },
      labels: { kind: "record", of: "string", optional: true, doc: "Labels to find the run by." },
      ...SYNTHETIC,
    },
  },
  run_finished: {
    doc: "A run ends. A run without it did not end by itself.",
    finishes: "run",
    correlation: [],
    fields: {
      durationMs: DURATION,
      hasFailures: { kind: "boolean", doc: "Whether anything in the run failed." },
      hostCount: HOST_COUNT,
      outcome: OPTIONAL_OUTCOME,
      exitCode: OPTIONAL_EXIT_CODE,
      error: OPTIONAL_ERROR,
      ...SYNTHETIC,
    },
  },
  host_started: {
    doc: "Work on a host begins.",
    starts: "host",
    correlation: ["hostId"],
    fields: { host: HOST, ...SYNTHETIC },
  },
  host_finished: {
    doc: "Work on a host ends.",
    finishes: "host",
    correlation: ["hostId"],
    fields: {
      host: HOST,
      ok: { kind: "integer", min: 0, doc: "How many resources were already as they should be." },
      changed: { kind: "integer", min: 0, doc: "How many resources were changed." },
      failed: { kind: "integer", min: 0, doc: "How many resources failed." },
      durationMs: DURATION,
      cancelled: {
        kind: "boolean",
        optional: true,
        doc: "Whether the host was given up before its end.",
      },
      ...SYNTHETIC,
    },
  },
  resource_started: {
    doc: "Work on a resource begins.",
    starts: "resource",
    correlation: ["resourceId"],
    fields: { ...RESOURCE, ...SYNTHETIC },
  },
  resource_finished: {
    doc: "Work on a resource ends.",
    finishes: "resource",
    correlation: ["resourceId"],
    fields: {
      ...RESOURCE,
      status: {
        kind: "enum",
        values: ["ok", "changed", "failed"],
        doc: "What became of the resource.",
      },
      durationMs: DURATION,
      error: OPTIONAL_ERROR,
      cacheHit: { kind: "boolean", optional: true, doc: "Whether the result came from a cache." },
      ...SYNTHETIC,
    },
  },
  resource_retry: {
    doc: "An attempt on a resource failed and is made again.",
    correlation: ["resourceId", "attempt"],
    fields: {
      ...RESOURCE,
      phase: {
        kind: "enum",
        values: ["check", "apply", "post-check"],
        doc: "The phase that failed.",
      },
      error: ERROR,
      durationMs: DURATION,
    },
  },
  resource_output: {
    doc: "A resource wrote text.",
    correlation: ["resourceId"],
    fields: {
      ...RESOURCE,
      stream: {
        kind: "enum",
        values: ["stdout", "stderr"],
        doc: "The stream that was written to.",
      },
      chunk: { kind: "string", doc: "The text as written; it need not end at a line's end." },
    },
  },
  job_started: {
    doc: "A job begins.",
    starts: "job",
    correlation: ["jobId"],
    fields: {
      name: { kind: "string", optional: true, doc: "The job's name, for people." },
      ...SYNTHETIC,
    },
  },
  job_finished: {
    doc: "A job ends.",
    finishes: "job",
    correlation: ["jobId"],
    fields: {
      outcome: OUTCOME,
      durationMs: OPTIONAL_DURATION,
      exitCode: OPTIONAL_EXIT_CODE,
      error: OPTIONAL_ERROR,
      ...SYNTHETIC,
    },
  },
  command_started: {
    doc: "A command is started.",
    starts: "command",
    correlation: ["commandId"],
    fields: { cmd: { kind: "string", doc: "The command line, for people." }, ...SYNTHETIC },
  },
  command_finished: {
    doc: "A command ends.",
    finishes: "command",
    correlation: ["commandId"],
    fields: {
      exitCode: { ...EXIT_CODE, doc: "The exit code; by convention -1 where a signal ended it." },
      durationMs: OPTIONAL_DURATION,
      signal: {
        kind: "string",
        optional: true,
        doc: "The signal that ended it, such as `SIGKILL`.",
      },
      ...SYNTHETIC,
    },
  },
  step_started: {
    doc: "A step of a pipeline or workflow begins.",
    starts: "step",
    correlation: ["stepId"],
    fields: {
      kind: {
        kind: "string",
        optional: true,
        doc: "The kind of step, such as `bash` or `prompt`.",
      },
      name: { kind: "string", optional: true, doc: "The step's name, for people." },
      model: { kind: "string", optional: true, doc: "The language model that the step uses." },
      ...SYNTHETIC,
    },
  },
  step_finished: {
    doc: "A step ends.",
    finishes: "step",
    correlation: ["stepId"],
    fields: {
      outcome: OUTCOME,
      durationMs: OPTIONAL_DURATION,
      error: OPTIONAL_ERROR,
      outputPath: { kind: "string", optional: true, doc: "Where the step's output was stored." },
      ...SYNTHETIC,
    },
  },
  stdout: {
    doc: "The tool or one of its commands wrote to standard output.",
    correlation: [],
    fields: {
      payload: { kind: "string", doc: "The text as written, a trailing newline included." },
    },
  },
  stderr: {
    doc: "The tool or one of its commands wrote to standard error.",
    correlation: [],
    fields: {
      payload: { kind: "string", doc: "The text as written, a trailing newline included." },
    },
  },
  transcript: {
    doc: "An entry of an agent's transcript.",
    correlation: [],
    fields: {
      agentId: { kind: "string", optional: true, doc: "The agent that the entry belongs to." },
      kind: { kind: "string", doc: "The kind of entry, the agent's own word." },
      payload: { kind: "any", doc: "The entry, any JSON." },
    },
  },
  tool_call: {
    doc: "An agent calls a tool.",
    starts: "tool",
    correlation: [],
    fields: {
      callId: {
        kind: "string",
        doc: "Pairs the call with its result; empty where the agent has no ids.",
      },
      name: { kind: "string", doc: "The tool's name." },
      args: { kind: "any", doc: "The tool's arguments, any JSON." },
      startedAt: {
        kind: "string",
        pattern: "timestamp",
        doc: "When the call began: RFC 3339, UTC, milliseconds, `Z`.",
      },
      ...SYNTHETIC,
    },
  },
  tool_result: {
    doc: "A tool answers.",
    finishes: "tool",
    correlation: [],
    fields: {
      callId: { kind: "string", doc: "The `callId` of the call." },
      ok: { kind: "boolean", doc: "Whether the tool succeeded." },
      result: { kind: "any", doc: "The tool's answer, any JSON." },
      ...SYNTHETIC,
    },
  },
  hook: {
    doc: "A hook ran.",
    correlation: [],
    fields: {
      name: { kind: "string", doc: "The hook's name." },
      phase: { kind: "string", doc: "The hook's phase, the tool's own word." },
      payload: { kind: "any", optional: true, doc: "What the hook was given or said, any JSON." },
    },
  },
  persona_stage: {
    doc: "A persona moved to another stage.",
    correlation: [],
    fields: {
      persona: { kind: "string", doc: "The persona's name." },
      stage: { kind: "string", doc: "The stage's name." },
      transition: { kind: "string", doc: "What happened to the stage, such as `completed`." },
    },
  },
  pack_run: {
    doc: "A packed bundle was run.",
    correlation: [],
    fields: {
      bundleHash: { kind: "string", doc: "The bundle's hash." },
      signatureVerified: { kind: "boolean", doc: "Whether the bundle's signature was verified." },
      keyId: { kind: "string", optional: true, doc: "The key that signed the bundle." },
      cacheHit: { kind: "boolean", doc: "Whether the bundle came from a cache." },
      dryRunVerify: { kind: "boolean", doc: "Whether the run only verified the bundle." },
    },
  },
} as const satisfies { readonly [type: string]: EventRule };

/** The name of a built-in event type. */
export type BuiltInType = keyof typeof EVENT_TABLE;

const RULES: ReadonlyMap<string, EventRule> = new Map(Object.entries(EVENT_TABLE));

/**
 * Looks a type up without being fooled by keys such as `__proto__`.
 *
 * @param type The event's type.
 * @returns The rule of a built-in type, else undefined.
 */
export function eventRule(type: string): EventRule | undefined {
  return RULES.get(type);
}

/** A custom type: two or more segments joined by dots. */
export const CUSTOM_TYPE = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$/;
