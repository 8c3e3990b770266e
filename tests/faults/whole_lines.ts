import type { RunEvent } from "../../core/event.ts";

/** What the lines of an event file are. */
export interface WholeLines {
  /** The numbers of the whole events, by writer, as they stand in the file. */
  readonly seqs: ReadonlyMap<string, readonly number[]>;
  /** Lines that are no whole event: torn ones, and whatever is glued to them. */
  readonly broken: readonly string[];
}

/** Looks at the lines of an event file; blank ones are no lines. */
export function wholeLines(text: string): WholeLines {
  const seqs = new Map<string, number[]>();
  const broken: string[] = [];
  const lines = text.split("\n");
  const unfinished = lines.pop() ?? "";
  if (unfinished !== "") broken.push(unfinished);
  for (const line of lines) {
    if (line === "") continue;
    const event = parsed(line);
    if (event === undefined) {
      broken.push(line);
      continue;
    }
    const writer = event.correlation.writer ?? "";
    const of = seqs.get(writer) ?? [];
    seqs.set(writer, of);
    of.push(event.seq);
  }
  return { seqs, broken };
}

function parsed(line: string): RunEvent | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
