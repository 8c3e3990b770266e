import type { EventIdentity } from "./correlation.ts";
import { judgeData } from "./custom_data.ts";
import { decodeLine } from "./decode.ts";
import type { RunEvent } from "./event.ts";
import type { EventRegistry } from "./event_registry.ts";
import type { Issue, Place } from "./issue.ts";
import type { Line } from "./lines.ts";

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

function placeOf({ number, offset }: Line): Place {
  return { line: number, offset };
}
