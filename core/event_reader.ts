import type { EventIdentity } from "./correlation.ts";
import { judgeData } from "./custom_data.ts";
import type { CustomEventDefinition } from "./custom_event.ts";
import { decodeLine } from "./decode.ts";
import type { RunEvent } from "./event.ts";
import { type EventRegistry, eventRegistry } from "./event_registry.ts";
import { type Issue, issue, type Place } from "./issue.ts";
import { DEFAULT_MAX_LINE_BYTES, type Line, LineSplitter } from "./lines.ts";

/** What an `EventReader` tells. */
export interface EventReaderOptions {
  /** Called for each event, in order. */
  readonly onEvent?: (event: RunEvent, place: Place) => void;
  /** Called for each line that is refused although it says which event it is: its number came. */
  readonly onRefused?: (identity: EventIdentity, place: Place) => void;
  /** Called for each issue; `line` is the line at fault, valid during the call. */
  readonly onIssue?: (issue: Issue, line?: Line) => void;
  /**
   * Lines over this many bytes are skipped and reported.
   *
   * @default 16 MiB
   */
  readonly maxLineBytes?: number;
  /**
   * Custom event types: data that the type's schema refuses is a `schema` issue
   * and is left out of the event. The schemas must be synchronous.
   *
   * @default none: the data of custom events is any JSON
   */
  readonly types?: readonly CustomEventDefinition[];
}

/**
 * Reads events from bytes that come in chunks, in memory bounded by the longest
 * line and the limit. Judges each line by itself.
 *
 * @example Read a file that was cut off
 * ```ts
 * import { EventReader } from "@runtrail/runtrail/reading";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: string[] = [];
 * const reader = new EventReader({
 *   onEvent: (event) => seen.push(event.type),
 *   onIssue: (issue) => seen.push(issue.code),
 * });
 * reader.push(new TextEncoder().encode(
 *   `{"v":1,"seq":1,"type":"stdout","timestamp":"2026-01-02T03:04:05.678Z",` +
 *     `"correlation":{"runId":"r1"},"payload":"hello"}\n{"v":1,"se`,
 * ));
 * reader.end();
 * assertEquals(seen, ["stdout", "torn_line"]);
 * ```
 */
export class EventReader {
  readonly #splitter: LineSplitter;
  readonly #lines: LineReader;
  readonly #onIssue: ((issue: Issue) => void) | undefined;
  #bytes = 0;

  /**
   * Makes a reader at the start of a file.
   *
   * @param options Whom to tell, the limit, and the custom types.
   * @throws {TypeError} Where one of the types is no definition, or is defined twice.
   */
  constructor(options: EventReaderOptions = {}) {
    const { onEvent, onRefused, onIssue, maxLineBytes = DEFAULT_MAX_LINE_BYTES } = options;
    const lines = new LineReader(eventRegistry(options.types ?? []), {
      onEvent,
      onRefused,
      onIssue,
    });
    this.#lines = lines;
    this.#onIssue = onIssue;
    this.#splitter = new LineSplitter(maxLineBytes, (line) => lines.read(line));
  }

  /** How many bytes have been read. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many events have been read. */
  get events(): number {
    return this.#lines.events;
  }

  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   * @throws {TypeError} Where the schema of a custom type is asynchronous and an event needs it.
   */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#splitter.push(chunk);
  }

  /** Ends the input: reports a torn last line, or that there was no event at all. */
  end(): void {
    this.#splitter.end();
    const { events, issues } = this.#lines;
    if (events === 0 && issues === 0) this.#onIssue?.(emptyFile(this.#bytes));
  }
}

/** Whom a `LineReader` tells. */
export interface LineListeners {
  /** Takes each event. */
  readonly onEvent: ((event: RunEvent, place: Place) => void) | undefined;
  /** Takes which event a line holds that is refused. */
  readonly onRefused: ((identity: EventIdentity, place: Place) => void) | undefined;
  /** Takes each issue, and the line at fault. */
  readonly onIssue: ((issue: Issue, line: Line) => void) | undefined;
}

/** Reads lines, each by itself. */
export class LineReader {
  readonly #types: EventRegistry;
  readonly #listeners: LineListeners;
  #events = 0;
  #issues = 0;

  /**
   * @param types The custom types.
   * @param listeners Whom to tell.
   */
  constructor(types: EventRegistry, listeners: LineListeners) {
    this.#types = types;
    this.#listeners = listeners;
  }

  /** How many events were told of. */
  get events(): number {
    return this.#events;
  }

  /** How many issues were told of. */
  get issues(): number {
    return this.#issues;
  }

  /**
   * Reads a line.
   *
   * @param line The line, valid during the call.
   * @throws {TypeError} Where the schema of a custom type is asynchronous and an event needs it.
   */
  read(line: Line): void {
    const { event, issues, refused } = decodeLine(line);
    this.#tell(issues, line);
    if (refused !== undefined) this.#listeners.onRefused?.(refused, placeOf(line));
    if (event !== undefined) this.take(event, line);
  }

  /**
   * Takes the event of a line in which the event table finds no fault.
   *
   * @param event The event.
   * @param line Its line.
   * @throws {TypeError} Where the schema of a custom type is asynchronous and the event needs it.
   */
  take(event: RunEvent, line: Line): void {
    const place = placeOf(line);
    const judged = judgeData(event, place, this.#types);
    this.#tell(judged.issues, line);
    this.#events++;
    this.#listeners.onEvent?.(judged.event, place);
  }

  #tell(issues: readonly Issue[], line: Line): void {
    this.#issues += issues.length;
    for (const issue of issues) this.#listeners.onIssue?.(issue, line);
  }
}

/**
 * Makes the issue of a file without an event.
 *
 * @param bytes How many bytes it has.
 * @returns The issue.
 */
export function emptyFile(bytes: number): Issue {
  const message = bytes === 0 ? "The file is empty" : "The file holds blank lines only";
  return issue("empty_file", { line: 0, offset: 0 }, { message });
}

function placeOf({ number, offset }: Line): Place {
  return { line: number, offset };
}
