import type { EventReaderOptions } from "../../core/event_reader.ts";
import { type Inspection, Inspector } from "../../core/inspection.ts";
import type { Issue } from "../../core/issue.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { piecesOf } from "../fixtures/reading.ts";

/** What a reader found, as JSON: every issue in order, then the inspection. */
export type Findings = readonly string[];

type Options = Pick<EventReaderOptions, "maxLineBytes" | "types"> & {
  readonly chunkBytes?: number;
};

/** What both readers find in the bytes. */
export function bothFindings(
  bytes: Uint8Array,
  options: Options = {},
): { readonly scanner: Findings; readonly reference: Findings } {
  return {
    scanner: findings(bytes, options, (given) => new ScanningInspector(given)),
    reference: findings(bytes, options, (given) => new Inspector(given)),
  };
}

interface AnyInspector {
  push(chunk: Uint8Array): void;
  end(): Inspection;
}

function findings(
  bytes: Uint8Array,
  { chunkBytes = Math.max(1, bytes.length), ...options }: Options,
  make: (options: EventReaderOptions) => AnyInspector,
): Findings {
  const found: string[] = [];
  const inspector = make({
    ...options,
    onIssue: (issue: Issue, line) =>
      found.push(JSON.stringify([issue, line && [line.number, line.length, [...line.bytes]]])),
  });
  for (const piece of piecesOf(bytes, chunkBytes)) inspector.push(piece);
  return [...found, JSON.stringify(inspector.end())];
}

/** The first line in which the two differ, for people. */
export function firstDifference(
  { scanner, reference }: { readonly scanner: Findings; readonly reference: Findings },
): string | undefined {
  const index = reference.findIndex((found, at) => found !== scanner[at]);
  if (index === -1) return scanner.length === reference.length ? undefined : scanner.at(-1);
  return `scanner ${scanner[index]}\nreference ${reference[index]}`;
}
