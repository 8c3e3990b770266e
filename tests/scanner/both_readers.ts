import type { EventReaderOptions } from "../../core/event_reader.ts";
import type { FileReading } from "../../core/file_reading.ts";
import { Inspector } from "../../core/inspection.ts";
import type { Issue } from "../../core/issue.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { Summary } from "../../core/summary.ts";
import { Validator } from "../../core/validation.ts";
import { piecesOf } from "../fixtures/reading.ts";
import type { JudgingThread } from "./judging_thread.ts";

/** What a reader found, as JSON: every issue in order, then the inspection. */
export type Findings = readonly string[];

type Options = Pick<EventReaderOptions, "maxLineBytes" | "types"> & {
  readonly chunkBytes?: number;
  /** What judges for the scanner; by itself it judges where there is none. */
  readonly thread?: JudgingThread | undefined;
};

/** What the scanner and the reference find in the bytes: with summaries, and without. */
export interface BothFindings {
  readonly scanner: Findings;
  readonly reference: Findings;
  readonly scanningValidator: Findings;
  readonly validator: Findings;
}

/** What both readers find in the bytes. */
export function bothFindings(
  bytes: Uint8Array,
  { thread, ...options }: Options = {},
): BothFindings {
  const scanner = (given: EventReaderOptions): ScanningInspector =>
    new ScanningInspector({ ...given, startThread: thread?.start });
  return {
    scanner: findings(bytes, options, (given) => watched(scanner(given), thread)),
    reference: findings(bytes, options, (given) => new Inspector(given)),
    scanningValidator: findings(
      bytes,
      options,
      (given) => watched(scanner(given).asValidator(), thread),
    ),
    validator: findings(bytes, options, (given) => new Validator(given)),
  };
}

/** A reader that waits for the thread with each push, and ends it. */
function watched<Found>(
  reading: FileReading<Found>,
  thread: JudgingThread | undefined,
): FileReading<Found> {
  return {
    push(chunk) {
      reading.push(chunk);
      thread?.settle();
    },
    end() {
      const found = reading.end();
      reading.close?.();
      return found;
    },
  };
}

function findings(
  bytes: Uint8Array,
  { chunkBytes = Math.max(1, bytes.length), ...options }: Omit<Options, "thread">,
  make: (options: EventReaderOptions) => FileReading<unknown>,
): Findings {
  const found: string[] = [];
  const inspector = make({
    ...options,
    onIssue: (issue: Issue, line) =>
      found.push(JSON.stringify([issue, line && [line.number, line.length, [...line.bytes]]])),
  });
  for (const piece of piecesOf(bytes, chunkBytes)) inspector.push(piece);
  // Some issues are told at the end.
  const inspection = inspectionText(inspector.end());
  return [...found, inspection];
}

/** What a reader gives at the end, as JSON. */
export function inspectionText(found: unknown): string {
  return JSON.stringify(found, (_, value) => value instanceof Summary ? value.runs() : value);
}

/** The first line in which they differ, for people. */
export function firstDifference(found: BothFindings): string | undefined {
  return difference(found.scanner, found.reference) ??
    difference(found.scanningValidator, found.validator);
}

function difference(scanner: Findings, reference: Findings): string | undefined {
  const index = reference.findIndex((found, at) => found !== scanner[at]);
  if (index === -1) return scanner.length === reference.length ? undefined : scanner.at(-1);
  return `scanner ${scanner[index]}\nreference ${reference[index]}`;
}
