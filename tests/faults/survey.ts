import { payloadOf } from "./programs/orders.ts";

/** What stands in an event file of `write_events`. */
export interface Survey {
  /** The numbers of the whole events, by writer, in the order of the file. */
  readonly seqs: ReadonlyMap<string, readonly number[]>;
  /** Lines that are not exactly one event: torn, glued, mixed with others. */
  readonly broken: number;
  /** Whether the last line has no newline. */
  readonly unfinished: boolean;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

/** Looks at every byte of a file, which may be larger than memory. */
export function surveyOf(path: string): Survey {
  const seqs = new Map<string, number[]>();
  let broken = 0;
  let unfinished = false;
  for (const { text, ended } of linesOf(path)) {
    if (text === "") continue;
    unfinished = !ended;
    const found = ended ? eventOf(text) : undefined;
    if (found === undefined) {
      broken++;
      continue;
    }
    const of = seqs.get(found.writer) ?? [];
    seqs.set(found.writer, of);
    of.push(found.seq);
  }
  return { seqs, broken, unfinished };
}

function* linesOf(path: string): Generator<{ readonly text: string; readonly ended: boolean }> {
  using file = Deno.openSync(path);
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(CHUNK_BYTES);
  let rest: Uint8Array<ArrayBufferLike> = new Uint8Array();
  for (let count = file.readSync(chunk); count !== null; count = file.readSync(chunk)) {
    const bytes = new Uint8Array(rest.length + count);
    bytes.set(rest);
    bytes.set(chunk.subarray(0, count), rest.length);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield { text: decoder.decode(bytes.subarray(start, end)), ended: true };
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  yield { text: decoder.decode(rest), ended: false };
}

function eventOf(line: string): { readonly writer: string; readonly seq: number } | undefined {
  try {
    const { seq, payload, correlation: { writer } } = JSON.parse(line);
    return payload === payloadOf(writer, seq, payload.length) ? { writer, seq } : undefined;
  } catch {
    return undefined;
  }
}

/** What became of the events of one writer. */
export interface Reckoning {
  /** Acknowledged events that are not in the file. */
  readonly lost: number;
  /** Events that are in the file more than once. */
  readonly doubled: number;
  /** Events that stand before an earlier one, or after a gap. */
  readonly misplaced: number;
}

/** Compares what a writer has acknowledged, which is all up to a number, with what is there. */
export function reckon(acknowledged: number, seqs: readonly number[] = []): Reckoning {
  const found = new Set(seqs);
  let lost = 0;
  for (let seq = 1; seq <= acknowledged; seq++) if (!found.has(seq)) lost++;
  return {
    lost,
    doubled: seqs.length - found.size,
    misplaced: seqs.filter((seq, index) => seq !== index + 1).length,
  };
}
