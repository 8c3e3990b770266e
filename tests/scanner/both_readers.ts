import type { EventReaderOptions } from "../../core/event_reader.ts";
import { type Inspection, Inspector } from "../../core/inspection.ts";
import type { Issue } from "../../core/issue.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { piecesOf } from "../fixtures/reading.ts";
import type { JudgingThread } from "./judging_thread.ts";

/** What a reader found, as JSON: every issue in order, then the inspection. */
export type Findings = readonly string[];

type Options = Pick<EventReaderOptions, "maxLineBytes" | "types"> & {
  readonly chunkBytes?: number;
  /** What judges for the scanner; by itself it judges where there is none. */
  readonly thread?: JudgingThread | undefined;
};

/** What both readers find in the bytes. */
export function bothFindings(
  bytes: Uint8Array,
  { thread, ...options }: Options = {},
): { readonly scanner: Findings; readonly reference: Findings } {
  return {
    scanner: findings(bytes, options, (given) => {
      const inspector = new ScanningInspector({ ...given, startThread: thread?.start });
      return {
        push(chunk) {
          inspector.push(chunk);
          thread?.settle();
        },
        end() {
          const inspection = inspector.end();
          inspector.close();
          return inspection;
        },
      };
    }),
    reference: findings(bytes, options, (given) => new Inspector(given)),
  };
}

interface AnyInspector {
  push(chunk: Uint8Array): void;
  end(): Inspection;
}

function findings(
  bytes: Uint8Array,
  { chunkBytes = Math.max(1, bytes.length), ...options }: Omit<Options, "thread">,
  make: (options: EventReaderOptions) => AnyInspector,
): Findings {
  const found: string[] = [];
  const inspector = make({
    ...options,
    onIssue: (issue: Issue, line) =>
      found.push(JSON.stringify([issue, line && [line.number, line.length, [...line.bytes]]])),
  });
  for (const piece of piecesOf(bytes, chunkBytes)) inspector.push(piece);
  // Some issues are told at the end.
  const inspection = JSON.stringify(inspector.end());
  return [...found, inspection];
}

/** The first line in which the two differ, for people. */
export function firstDifference(
  { scanner, reference }: { readonly scanner: Findings; readonly reference: Findings },
): string | undefined {
  const index = reference.findIndex((found, at) => found !== scanner[at]);
  if (index === -1) return scanner.length === reference.length ? undefined : scanner.at(-1);
  return `scanner ${scanner[index]}\nreference ${reference[index]}`;
}
