import type { EventEnvelope, MaybeSynthetic } from "./correlation.ts";

/** The tool or one of its commands wrote to standard output. */
export interface Stdout extends EventEnvelope<"stdout"> {
  /** The text as written, a trailing newline included. */
  readonly payload: string;
}

/** The tool or one of its commands wrote to standard error. */
export interface Stderr extends EventEnvelope<"stderr"> {
  /** The text as written, a trailing newline included. */
  readonly payload: string;
}

/** An entry of an agent's transcript. */
export interface Transcript extends EventEnvelope<"transcript"> {
  /** The agent that the entry belongs to. */
  readonly agentId?: string;
  /** The kind of entry, the agent's own word. */
  readonly kind: string;
  /** The entry, any JSON. */
  readonly payload: unknown;
}

/** An agent calls a tool. */
export interface ToolCall extends EventEnvelope<"tool_call">, MaybeSynthetic {
  /** Pairs the call with its result; empty where the agent has no ids. */
  readonly callId: string;
  /** The tool's name. */
  readonly name: string;
  /** The tool's arguments, any JSON. */
  readonly args: unknown;
  /** When the call began: RFC 3339, UTC, milliseconds, `Z`. */
  readonly startedAt: string;
}

/** A tool answers. */
export interface ToolResult extends EventEnvelope<"tool_result">, MaybeSynthetic {
  /** The `callId` of the call. */
  readonly callId: string;
  /** Whether the tool succeeded. */
  readonly ok: boolean;
  /** The tool's answer, any JSON. */
  readonly result: unknown;
}

/** A hook ran. */
export interface Hook extends EventEnvelope<"hook"> {
  /** The hook's name. */
  readonly name: string;
  /** The hook's phase, the tool's own word. */
  readonly phase: string;
  /** What the hook was given or said, any JSON. */
  readonly payload?: unknown;
}

/** A persona moved to another stage. */
export interface PersonaStage extends EventEnvelope<"persona_stage"> {
  /** The persona's name. */
  readonly persona: string;
  /** The stage's name. */
  readonly stage: string;
  /** What happened to the stage, such as `completed`. */
  readonly transition: string;
}

/** A packed bundle was run. */
export interface PackRun extends EventEnvelope<"pack_run"> {
  /** The bundle's hash. */
  readonly bundleHash: string;
  /** Whether the bundle's signature was verified. */
  readonly signatureVerified: boolean;
  /** The key that signed the bundle. */
  readonly keyId?: string;
  /** Whether the bundle came from a cache. */
  readonly cacheHit: boolean;
  /** Whether the run only verified the bundle. */
  readonly dryRunVerify: boolean;
}

/** An event of a type that the tool defines: `namespace.name`, always with a dot. */
export interface NamespacedEvent extends EventEnvelope<`${string}.${string}`> {
  /** The event's data, any JSON. */
  readonly data: unknown;
}
