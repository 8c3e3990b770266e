import type { Correlation } from "./correlation.ts";
import type { EventDraft, RunEvent } from "./event.ts";
import { CUSTOM_EVENT_FIELDS, EVENT_TABLE, type Fields, SCHEMA_VERSION } from "./event_table.ts";
import { plain } from "./plain.ts";
import { StampedCorrelations } from "./stamped_correlation.ts";

/** The type that stands for something emitted that is no event at all. */
export const INVALID_DRAFT_TYPE = "runtrail.invalid_draft";

/** Numbers and dates the events of one writer of one run. */
export class Stamper {
  readonly #correlations: StampedCorrelations;
  readonly #timestamp: () => string;
  #seq: number;

  /**
   * @param base The run, and the writer where the run has several.
   * @param timestamp Gives the current time in the wire format.
   * @param options The number of the writer's last event; 0 where it has none.
   */
  constructor(
    base: Pick<Correlation, "runId" | "writer">,
    timestamp: () => string,
    options: { readonly lastSeq?: number } = {},
  ) {
    this.#correlations = new StampedCorrelations(base);
    this.#timestamp = timestamp;
    this.#seq = options.lastSeq ?? 0;
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
      if (isPlainDraft(draft)) return this.#assemble(draft, seq, timestamp);
    } catch {
      // A getter or a proxy threw: its plain form says so.
    }
    return this.#assemble(readableDraft(draft), seq, timestamp);
  }

  #assemble(draft: EventDraft, seq: number, timestamp: string): RunEvent {
    const { type } = draft;
    const correlation = this.#correlations.of(draft.correlation);
    // Named first for their place in the line, again below to win over the draft's own.
    const own: { readonly [key: string]: unknown } = draft;
    const event: { [key: string]: unknown } = {
      v: SCHEMA_VERSION,
      seq,
      type,
      timestamp,
      correlation,
      ...own,
    };
    event["v"] = SCHEMA_VERSION;
    event["seq"] = seq;
    event["timestamp"] = timestamp;
    event["correlation"] = correlation;
    for (const key of requiredAnyKeys(type)) if (isLeftOut(event[key])) event[key] = null;
    return event as unknown as RunEvent;
  }
}

/** Whether the draft's own keys are the event; an own `toJSON` would later replace the stamped one. */
function isPlainDraft(draft: EventDraft & { readonly toJSON?: unknown }): boolean {
  return typeof draft.type === "string" && typeof draft.toJSON !== "function";
}

/**
 * Tells whether an event was stamped already, here or in another process: it passes a bus as
 * it is, and has its ids. Never throws.
 *
 * @param event Anything.
 * @returns Whether it has a number, a timestamp and a run.
 */
export function isStamped(event: unknown): event is RunEvent {
  try {
    const { seq, timestamp, correlation } = event as Partial<RunEvent>;
    return typeof seq === "number" && typeof timestamp === "string" &&
      typeof correlation?.runId === "string";
  } catch {
    // No object at all, or a proxy that throws: the stamper makes it readable.
    return false;
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
  if (!hasType(value)) return { type: INVALID_DRAFT_TYPE, data: value };
  // One that is inherited would be lost in a copy.
  return Object.hasOwn(value, "type") ? value : { ...value, type: value.type } as EventDraft;
}

function hasType(value: unknown): value is EventDraft {
  try {
    return typeof (value as Partial<EventDraft> | null | undefined)?.type === "string";
  } catch {
    // A getter that is not enumerable: no part of the plain form, but asked here.
    return false;
  }
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
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
