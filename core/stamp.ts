import type { Correlation } from "./correlation.ts";
import type { EventDraft, RunEvent } from "./event.ts";
import { CUSTOM_EVENT_FIELDS, EVENT_TABLE, type Fields, SCHEMA_VERSION } from "./event_table.ts";
import { plain } from "./plain.ts";

/** The type that stands for something emitted that is no event at all. */
export const INVALID_DRAFT_TYPE = "runtrail.invalid_draft";

/** Numbers and dates the events of one writer of one run. */
export class Stamper {
  readonly #base: Correlation;
  readonly #timestamp: () => string;
  #seq = 0;

  /**
   * @param base The run, and the writer where the run has several.
   * @param timestamp Gives the current time in the wire format.
   */
  constructor(base: Pick<Correlation, "runId" | "writer">, timestamp: () => string) {
    this.#base = Object.freeze({ ...base });
    this.#timestamp = timestamp;
  }

  /**
   * Stamps a draft: `v`, `seq`, `timestamp`, `correlation.runId` and `writer`.
   * Never throws: where reading the draft does, its plain form is stamped, and
   * what is no object at all becomes the data of a custom event.
   *
   * @param draft The draft, which stays as it is.
   * @returns A new event with its keys in wire order.
   */
  stamp(draft: EventDraft): RunEvent {
    const seq = ++this.#seq;
    const timestamp = this.#timestamp();
    try {
      return this.#assemble(draft, seq, timestamp);
    } catch {
      return this.#assemble(readableDraft(draft), seq, timestamp);
    }
  }

  #assemble(draft: EventDraft, seq: number, timestamp: string): RunEvent {
    const { type } = draft;
    const base = this.#base;
    const correlation = draft.correlation === undefined
      ? base
      : Object.assign({ runId: "" }, draft.correlation, base);
    // Named first for their place in the line, again below to win over the draft's own.
    const envelope = { v: SCHEMA_VERSION, seq, type, timestamp, correlation };
    const event: { [key: string]: unknown } = { ...envelope, ...draft };
    event["v"] = SCHEMA_VERSION;
    event["seq"] = seq;
    event["timestamp"] = timestamp;
    event["correlation"] = correlation;
    for (const key of requiredAnyKeys(type)) event[key] ??= null;
    return event as unknown as RunEvent;
  }
}

/**
 * Makes sure that a draft can be read without surprises.
 *
 * @param draft Anything.
 * @returns The same reference where it is plain data with a type; else a plain copy,
 * or a custom event that holds what was no event.
 */
export function readableDraft(draft: unknown): EventDraft {
  const value = plain(draft);
  return typeof value === "object" && value !== null && "type" in value
    ? value as EventDraft
    : { type: INVALID_DRAFT_TYPE, data: value };
}

/**
 * The keys that may hold any JSON and must be there: a tool that returns
 * nothing gives `undefined`, which JSON leaves out, so it is stamped as null.
 */
function requiredAnyKeys(type: string): readonly string[] {
  return REQUIRED_ANY.get(type) ?? (type.includes(".") ? CUSTOM_ANY : NONE);
}

function anyKeys(fields: Fields): readonly string[] {
  return Object.entries(fields)
    .filter(([, rule]) => rule.kind === "any" && rule.optional !== true)
    .map(([key]) => key);
}

const NONE: readonly string[] = [];
const CUSTOM_ANY = anyKeys(CUSTOM_EVENT_FIELDS);
const REQUIRED_ANY: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(EVENT_TABLE).map(([type, rule]) => [type, anyKeys(rule.fields)]),
);
