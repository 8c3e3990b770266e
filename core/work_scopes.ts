import { BUILDERS } from "./builders.ts";
import type { EventFields } from "./event.ts";
import type {
  CommandFinished,
  JobFinished,
  StepFinished,
  StepStarted,
} from "./lifecycle_events.ts";
import type { ToolCall, ToolResult } from "./output_events.ts";
import {
  type Emitter,
  type OutputName,
  type OwnIds,
  Scope,
  type ScopeIds,
  withId,
} from "./scope.ts";
import { formatTimestamp } from "./timestamp.ts";

/** How a handle is finished: the event's own keys, its duration is measured. */
export type FinishFields<Fields> = Omit<Fields, "durationMs">;

/** How a command is finished. */
export type CommandResult =
  & Omit<FinishFields<EventFields<CommandFinished>>, "exitCode" | "signal">
  & {
    /** The exit code; null where a signal ended the command. */
    readonly exitCode: number | null;
    /** The signal that ended the command; null where none did. */
    readonly signal?: string | null;
  };

/** An open command. Made by `bus.command`, or by the handle that it belongs to. */
export class CommandHandle {
  /** The command's id, as in `correlation.commandId`. */
  readonly id: string;
  readonly #scope: Scope<OwnIds<"commandId">>;

  /**
   * Emits `command_started`.
   *
   * @param emitter The bus.
   * @param ids The ids of what the command belongs to.
   * @param cmd The command line, for people.
   */
  constructor(emitter: Emitter, ids: ScopeIds, cmd: string) {
    this.id = emitter.nextId();
    const correlation = withId(ids, { commandId: this.id });
    this.#scope = new Scope(emitter, correlation);
    this.#scope.emit(() => BUILDERS.commandStarted(correlation, { cmd }));
  }

  /** The ids that the command's events have, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /**
   * Emits text that the command wrote, as a `stdout` or `stderr` event.
   *
   * @param stream The stream that was written to.
   * @param chunk The text as written, or its bytes in UTF-8, in chunks of any size.
   */
  output(stream: OutputName, chunk: string | Uint8Array): void {
    this.#scope.output(stream, chunk);
  }

  /**
   * Emits `command_finished` with the elapsed time. A second call is ignored.
   *
   * @param fields The exit code, and the signal where one ended the command, as Node and Deno
   * give them: one is null where there is the other. A code of null is -1 in the event. A code
   * other than 0 counts as a failure of the run.
   */
  finish(fields: CommandResult): void {
    const { exitCode: given, signal, ...rest } = this.#scope.given(fields);
    const exitCode = given ?? -1;
    const others = { ...rest, ...signal && { signal } };
    this.#scope.finish(
      (durationMs) =>
        BUILDERS.commandFinished(this.#scope.ids, { exitCode, durationMs, ...others }),
    );
  }
}

/** An open tool call. Made by `bus.toolCall` or by a step's handle. */
export class ToolCallHandle {
  /** The call's id, as in `callId`. */
  readonly id: string;
  readonly #scope: Scope;

  /**
   * Emits `tool_call`.
   *
   * @param emitter The bus.
   * @param ids The ids of what the call belongs to.
   * @param call The tool's name, its arguments, and the call's id where the agent has one.
   */
  constructor(
    emitter: Emitter,
    ids: ScopeIds,
    call: Pick<ToolCall, "name" | "args"> & Partial<Pick<ToolCall, "callId">>,
  ) {
    this.#scope = new Scope(emitter, ids);
    const { callId, name, args = null } = this.#scope.given(call);
    this.id = callId ?? emitter.nextId();
    this.#scope.emit(() => ({
      type: "tool_call",
      correlation: ids,
      callId: this.id,
      name,
      args,
      startedAt: formatTimestamp(emitter.clock.now()),
    }));
  }

  /** The ids of what the tool call belongs to, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /**
   * Emits `tool_result`. A second call is ignored.
   *
   * @param fields Whether the tool succeeded, and its answer.
   */
  finish(fields: Omit<EventFields<ToolResult>, "callId">): void {
    const { ok, result = null, ...rest } = this.#scope.given(fields);
    const { ids: correlation } = this.#scope;
    const own = { callId: this.id, ok, result, ...rest };
    this.#scope.finish(() => ({ type: "tool_result", correlation, ...own }));
  }
}

/** An open step. Made by `bus.step` or by a job's handle. */
export class StepHandle {
  /** The step's id, as in `correlation.stepId`. */
  readonly id: string;
  readonly #scope: Scope<OwnIds<"stepId">>;

  /**
   * Emits `step_started`.
   *
   * @param emitter The bus.
   * @param ids The ids of what the step belongs to.
   * @param fields The step's kind, name and model.
   */
  constructor(emitter: Emitter, ids: ScopeIds, fields: EventFields<StepStarted>) {
    this.id = emitter.nextId();
    const correlation = withId(ids, { stepId: this.id });
    this.#scope = new Scope(emitter, correlation);
    this.#scope.emit(() => BUILDERS.stepStarted(correlation, this.#scope.given(fields)));
  }

  /** The ids that the step's events have, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /**
   * Starts a command inside the step.
   *
   * @param cmd The command line, for people.
   * @returns The command's handle.
   */
  command(cmd: string): CommandHandle {
    return new CommandHandle(this.#scope.emitter, this.#scope.ids, cmd);
  }

  /**
   * Starts a tool call inside the step.
   *
   * @param call The tool's name, its arguments, and the call's id where the agent has one.
   * @returns The call's handle.
   */
  toolCall(
    call: Pick<ToolCall, "name" | "args"> & Partial<Pick<ToolCall, "callId">>,
  ): ToolCallHandle {
    return new ToolCallHandle(this.#scope.emitter, this.#scope.ids, call);
  }

  /**
   * Emits text that the step wrote, as a `stdout` or `stderr` event.
   *
   * @param stream The stream that was written to.
   * @param chunk The text as written, or its bytes in UTF-8, in chunks of any size.
   */
  output(stream: OutputName, chunk: string | Uint8Array): void {
    this.#scope.output(stream, chunk);
  }

  /**
   * Emits `step_finished` with the elapsed time. A second call is ignored.
   *
   * @param fields How it ended. An outcome other than `success` and `skip`
   * counts as a failure of the run.
   */
  finish(fields: FinishFields<EventFields<StepFinished>>): void {
    const { outcome, ...rest } = this.#scope.given(fields);
    this.#scope.finish(
      (durationMs) => BUILDERS.stepFinished(this.#scope.ids, { outcome, durationMs, ...rest }),
    );
  }
}

/** An open job. Made by `bus.job`. */
export class JobHandle {
  /** The job's id, as in `correlation.jobId`. */
  readonly id: string;
  readonly #scope: Scope<OwnIds<"jobId">>;

  /**
   * Emits `job_started`.
   *
   * @param emitter The bus.
   * @param name The job's name, for people.
   */
  constructor(emitter: Emitter, name?: string) {
    this.id = emitter.nextId();
    const correlation = { jobId: this.id };
    this.#scope = new Scope(emitter, correlation);
    this.#scope.emit(() => BUILDERS.jobStarted(correlation, name === undefined ? {} : { name }));
  }

  /** The ids that the job's events have, for `withCorrelation`. */
  get correlation(): ScopeIds {
    return this.#scope.ids;
  }

  /**
   * Starts a command inside the job.
   *
   * @param cmd The command line, for people.
   * @returns The command's handle.
   */
  command(cmd: string): CommandHandle {
    return new CommandHandle(this.#scope.emitter, this.#scope.ids, cmd);
  }

  /**
   * Starts a step inside the job.
   *
   * @param fields The step's kind, name and model.
   * @returns The step's handle.
   */
  step(fields: EventFields<StepStarted> = {}): StepHandle {
    return new StepHandle(this.#scope.emitter, this.#scope.ids, fields);
  }

  /**
   * Emits text that the job wrote, as a `stdout` or `stderr` event.
   *
   * @param stream The stream that was written to.
   * @param chunk The text as written, or its bytes in UTF-8, in chunks of any size.
   */
  output(stream: OutputName, chunk: string | Uint8Array): void {
    this.#scope.output(stream, chunk);
  }

  /**
   * Emits `job_finished` with the elapsed time. A second call is ignored.
   *
   * @param fields How it ended. An outcome other than `success` and `skip`
   * counts as a failure of the run.
   */
  finish(fields: FinishFields<EventFields<JobFinished>>): void {
    const { outcome, ...rest } = this.#scope.given(fields);
    this.#scope.finish(
      (durationMs) => BUILDERS.jobFinished(this.#scope.ids, { outcome, durationMs, ...rest }),
    );
  }
}
