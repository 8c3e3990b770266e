import type { EventIdentity } from "./correlation.ts";
import type { RunEvent } from "./event.ts";
import { EventReader, type EventReaderOptions } from "./event_reader.ts";
import type { IssueCode, Place } from "./issue.ts";
import { IssueTally } from "./issue_tally.ts";
import { LifecycleRules } from "./lifecycle.ts";

/** What is wrong with an event file, and how much there is of it. */
export interface Validation {
  /** How many bytes the file has. */
  readonly bytes: number;
  /** How many events were read. */
  readonly events: number;
  /** How many errors were found. */
  readonly errors: number;
  /** How many warnings were found. */
  readonly warnings: number;
  /** How many issues there were of each code. */
  readonly codes: { readonly [Code in IssueCode]?: number };
  /** How many runs have events. */
  readonly runs: number;
}

/**
 * Reads and judges an event file that comes in chunks. Issues are given out as they are found,
 * and not kept.
 */
export class Validator {
  readonly #reader: EventReader;
  readonly #rules: LifecycleRules;
  readonly #tally: IssueTally;

  /** @param options Whom to tell, the limit on lines, and the custom types. */
  constructor(options: EventReaderOptions = {}) {
    this.#tally = new IssueTally(options.onIssue);
    const report = this.#tally.report.bind(this.#tally);
    this.#rules = new LifecycleRules(report);
    this.#reader = new EventReader({
      ...options,
      onIssue: report,
      onRefused: (identity: EventIdentity, place: Place) => {
        this.#rules.refuse(identity, place);
        options.onRefused?.(identity, place);
      },
      onEvent: (event: RunEvent, place: Place) => {
        this.#rules.step(event, place);
        options.onEvent?.(event, place);
      },
    });
  }

  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Validation {
    this.#reader.end();
    this.#rules.end();
    return {
      bytes: this.#reader.bytes,
      events: this.#reader.events,
      errors: this.#tally.errors,
      warnings: this.#tally.warnings,
      codes: this.#tally.codes,
      runs: this.#rules.runs,
    };
  }
}
