import { elapsedMs } from "./duration.ts";
import type { DraftCorrelation, EventDraft } from "./event.ts";
import { CORRELATION_FIELDS } from "./event_table.ts";
import { isolate } from "./isolation.ts";
import { present } from "./present_keys.ts";
import type { Clock } from "./timestamp.ts";
import { verdict } from "./verdict.ts";

/** What scope handles need of the bus that made them. */
export interface Emitter {
  /** Where durations come from. */
  readonly clock: Clock;
  /** What the run's handles have seen so far: they add to it. */
  readonly tally: { -readonly [Key in keyof RunTally]: RunTally[Key] };
  /** Takes a draft. */
  emit(draft: EventDraft): void;
  /** Counts and reports what a handle could not do: it never throws into the work. */
  fail(error: unknown): void;
  /** Gives an id that is new in the run. */
  nextId(): string;
}

/** What the handles of one run have seen: `run_finished` reports it. */
export interface RunTally {
  /** How many hosts were started. */
  readonly hosts: number;
  /** How many hosts, resources, jobs, commands, steps and tool calls did not end well. */
  readonly failures: number;
}

/** A stream that output comes from. */
export type OutputName = "stdout" | "stderr";

/** Makes the event of a chunk of output. */
export type OutputDraft = (stream: OutputName, text: string) => EventDraft;

/** The ids of a scope, which the events inside it repeat. */
export type ScopeIds = DraftCorrelation;

const WIRE_ORDER = Object.keys(CORRELATION_FIELDS) as readonly (keyof ScopeIds)[];

/**
 * Adds a thing's own id to the ids of what it belongs to. A key without a value takes none away.
 *
 * @param ids The ids of what it belongs to.
 * @param own Its own id.
 * @returns All ids, in wire order.
 */
export function withId<Own extends ScopeIds>(ids: ScopeIds, own: Own): ScopeIds & Own {
  const all = { ...ids, ...present(own) } as ScopeIds;
  const ordered = WIRE_ORDER.filter((key) => Object.hasOwn(all, key)).map((key) => [key, all[key]]);
  return Object.fromEntries(ordered) as ScopeIds & Own;
}

/** The ids of a thing that has one of its own: they are what the builders of its events ask for. */
export type OwnIds<Key extends keyof ScopeIds> =
  & ScopeIds
  & { readonly [Own in Key]: string };

/** A started thing: its ids, its time, and whether it was finished. */
export class Scope<Ids extends ScopeIds = ScopeIds> {
  /** The bus that the scope's events go to. */
  readonly emitter: Emitter;
  /** The ids that the scope's events repeat. */
  readonly ids: Ids;
  readonly #outputDraft: OutputDraft;
  readonly #startMs: number;
  /** One for each stream that gives bytes: a character may be cut between two chunks. */
  readonly #decoders = new Map<OutputName, TextDecoder>();
  #finished = false;

  /**
   * @param emitter The bus.
   * @param ids The ids of the scope, its own included.
   * @param outputDraft Makes the event of a chunk of output; `stdout` or `stderr` by default.
   */
  constructor(
    emitter: Emitter,
    ids: Ids,
    outputDraft: OutputDraft = (stream, text) => ({
      type: stream,
      correlation: ids,
      payload: text,
    }),
  ) {
    this.emitter = emitter;
    this.ids = ids;
    this.#outputDraft = outputDraft;
    this.#startMs = emitter.clock.monotonicMs();
  }

  /** The elapsed time since the start in milliseconds, never negative. */
  get elapsedMs(): number {
    return elapsedMs(this.#startMs, this.emitter.clock.monotonicMs());
  }

  /**
   * Reads what a handle was given, which callers without types may have left out or mistaken.
   * Never throws.
   *
   * @param fields An object.
   * @returns A copy; one without keys where it cannot be read, which is reported.
   */
  given<Fields extends object>(fields: Fields): Fields {
    let read = {} as Fields;
    this.#guard(() => {
      if (typeof fields !== "object" && fields !== undefined) {
        throw new TypeError(
          `Cannot read what a handle was given: it is a ${typeof fields}, no object`,
        );
      }
      read = { ...fields };
    });
    return read;
  }

  /**
   * Emits an event. Never throws.
   *
   * @param draft Makes the event.
   */
  emit(draft: () => EventDraft): void {
    this.#guard(() => this.emitter.emit(draft()));
  }

  /**
   * Emits a chunk of output. Never throws.
   *
   * @param stream The stream that was written to.
   * @param chunk The text, or its bytes in UTF-8.
   */
  output(stream: OutputName, chunk: string | Uint8Array): void {
    this.#guard(() => {
      const text = chunk instanceof Uint8Array ? this.#decode(stream, chunk) : chunk;
      // Nothing but the beginning of a character: the rest comes with the next chunk.
      if (text === "" && chunk.length > 0) return;
      this.emitter.emit(this.#outputDraft(stream, text));
    });
  }

  #decode(stream: OutputName, bytes: Uint8Array): string {
    const decoder = this.#decoders.get(stream) ?? new TextDecoder("utf-8", { ignoreBOM: true });
    this.#decoders.set(stream, decoder);
    return decoder.decode(bytes, { stream: true });
  }

  /**
   * Emits the finish once, and counts it where it is a failure: a second finish of a
   * handle is ignored, so that the pair stays a pair. Never throws.
   *
   * @param draft Makes the event; called where this is the first finish.
   */
  finish(draft: (durationMs: number) => EventDraft): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#guard(() => {
      for (const [stream, decoder] of this.#decoders) {
        const rest = decoder.decode();
        if (rest !== "") this.emitter.emit(this.#outputDraft(stream, rest));
      }
      const finished = draft(this.elapsedMs);
      if (verdict(finished).failed) this.emitter.tally.failures++;
      this.emitter.emit(finished);
    });
  }

  #guard(call: () => void): void {
    isolate(call, (error) => this.emitter.fail(error));
  }
}
