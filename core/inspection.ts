import type { EventReaderOptions } from "./event_reader.ts";
import type { RunSummary } from "./run_summary.ts";
import { plainSummaries, Summary } from "./summary.ts";
import { type Validation, Validator } from "./validation.ts";

/** What was found in an event file. */
export interface Inspection extends Omit<Validation, "runs"> {
  /** A summary of each run, in order of first appearance. */
  readonly runs: readonly RunSummary[];
}

/** What was found in an event file, for those who look at one run after the other. */
export interface Findings extends Omit<Inspection, "runs"> {
  /** A summary of each run, in order of first appearance: each is made when it is its turn. */
  readonly runs: Iterable<RunSummary>;
}

/**
 * Reads, judges and summarises an event file that comes in chunks. Issues are
 * given out as they are found, and not kept.
 */
export class Inspector {
  readonly #validator: Validator;
  readonly #summary = new Summary();

  /** @param options Whom to tell, the limit on lines, and the custom types. */
  constructor(options: EventReaderOptions = {}) {
    this.#validator = new Validator({
      ...options,
      onEvent: (event, place) => {
        this.#summary.step(event, place);
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
    this.#validator.push(chunk);
  }

  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Findings {
    return { ...this.#validator.end(), runs: this.#summary };
  }
}

/**
 * Reads, judges and summarises an event file. The one function that strings
 * reading together: bytes, lines, events, rules and summary.
 *
 * @param chunks The file's bytes: an array, a generator, or a stream.
 * @param options Whom to tell of events and issues, the limit on lines, and the custom types.
 * @returns What was found. Bad data never rejects; only `chunks` can, and misuse of `types`.
 *
 * @example Inspect a stream
 * ```ts
 * import { inspect, type Issue } from "@runtrail/runtrail/reading";
 * import { assertEquals } from "@std/assert";
 *
 * const file = new Blob([
 *   `{"v":1,"seq":1,"type":"run_started","timestamp":"2026-01-02T03:04:05.678Z",` +
 *   `"correlation":{"runId":"r1"}}\n`,
 * ]);
 * const issues: Issue[] = [];
 * const { runs } = await inspect(file.stream(), { onIssue: (issue) => issues.push(issue) });
 * assertEquals(runs[0]?.state, "unfinished");
 * assertEquals(issues.map((issue) => issue.code), ["start_without_finish"]);
 * ```
 */
export async function inspect(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: EventReaderOptions = {},
): Promise<Inspection> {
  const inspector = new Inspector(options);
  for await (const chunk of chunks) inspector.push(chunk);
  return inspectionOf(inspector.end());
}

/**
 * Makes plain data of what was found.
 *
 * @param findings What was found.
 * @returns The same, all of it in memory.
 */
export function inspectionOf(findings: Findings): Inspection {
  return { ...findings, runs: plainSummaries(findings.runs) };
}
