import { encodeEventBytes } from "./encode.ts";
import { type Entity, entityKey, entityOf, ID_KINDS, idKey } from "./entity.ts";
import { EntityStates } from "./entity_states.ts";
import type { RunEvent } from "./event.ts";
import { type Line, LineSplitter } from "./lines.ts";
import { NumberRanges } from "./number_ranges.ts";
import { isRepairNote, lossOf } from "./repair_note.ts";
import { type Piece, salvageLine } from "./salvage.ts";

/** A start that comes after the first event that needs it. */
export interface LateStart {
  /** The event. */
  readonly event: RunEvent;
  /** Its line, with the newline. */
  readonly bytes: Uint8Array;
  /** Where it is, in bytes from the start of the file. */
  readonly offset: number;
}

/** The numbers of one writer. */
export interface WriterNumbers {
  /** All numbers that occur, or are known to be lost. */
  readonly seen: NumberRanges;
  /** Those that occur more than once. */
  readonly repeated: NumberRanges;
}

/** What is known of a run once its file was read. */
export interface RunPlan {
  /** The numbers by writer. */
  readonly writers: ReadonlyMap<string | undefined, WriterNumbers>;
  /** Starts that come late, by the key of what they start. */
  readonly lateStarts: ReadonlyMap<string, LateStart>;
  /** The keys of what is never finished. */
  readonly unfinished: ReadonlySet<string>;
}

/** What must be known of a file before it can be repaired. */
export interface RepairPlan {
  /** How many bytes the file has. */
  readonly bytes: number;
  /** How many whole events it has. */
  readonly events: number;
  /** The runs by id. */
  readonly runs: ReadonlyMap<string, RunPlan>;
  /** Lines over the limit, in order; without their bytes. */
  readonly longLines: readonly Omit<Line, "bytes">[];
}

/**
 * Reads a damaged file for the first time, and learns what is lost for good,
 * what only comes late, and what is never finished. Memory grows with the
 * damage and with what is open, not with the file.
 */
export class Survey {
  readonly #splitter: LineSplitter;
  readonly #runs = new Map<string, RunSurvey>();
  readonly #longLines: Omit<Line, "bytes">[] = [];
  #bytes = 0;
  #events = 0;

  /** @param maxLineBytes Lines over this many bytes are set aside unread. */
  constructor(maxLineBytes: number) {
    this.#splitter = new LineSplitter(maxLineBytes, (line) => this.#line(line));
  }

  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#splitter.push(chunk);
  }

  /**
   * Ends the file.
   *
   * @returns What was learned.
   */
  end(): RepairPlan {
    this.#splitter.end();
    return {
      bytes: this.#bytes,
      events: this.#events,
      runs: new Map([...this.#runs].map(([runId, run]) => [runId, run.plan()])),
      longLines: this.#longLines,
    };
  }

  #line(line: Line): void {
    const { number, offset, length, terminated } = line;
    if (length > line.bytes.length) {
      this.#longLines.push({ number, offset, length, terminated });
      return;
    }
    for (const piece of salvageLine(line)) {
      if (piece.kind !== "event" && piece.kind !== "mended") continue;
      this.#events++;
      const { runId } = piece.event.correlation;
      let run = this.#runs.get(runId);
      if (run === undefined) {
        run = new RunSurvey(runId);
        this.#runs.set(runId, run);
      }
      run.step(piece.event, () => lateStart(piece, line));
    }
  }
}

function lateStart(
  piece: Piece & { readonly event: RunEvent },
  { bytes, offset }: Line,
): LateStart {
  const { event, start, end } = piece;
  const line = piece.kind === "mended"
    ? encodeEventBytes(event)
    : Uint8Array.of(...bytes.subarray(start, end), 10);
  return { event, bytes: line, offset: offset + start };
}

/** What is learned of one run. */
class RunSurvey {
  readonly #runId: string;
  readonly #states = new EntityStates<Entity>();
  readonly #writers = new Map<string | undefined, WriterNumbers>();
  /** What was needed before it was started: its start may still come. */
  readonly #assumed = new Set<string>();
  readonly #lateStarts = new Map<string, LateStart>();

  constructor(runId: string) {
    this.#runId = runId;
  }

  step(event: RunEvent, late: () => LateStart): void {
    this.#count(event);
    const started = entityOf(event, "starts");
    const finished = entityOf(event, "finishes");
    for (const entity of neededBy(event, started ?? finished)) this.#need(entity);
    if (started !== undefined) this.#start(started, late);
    if (finished !== undefined) this.#states.finish(finished);
  }

  plan(): RunPlan {
    const unfinished = new Set([...this.#states.open()].map(entityKey));
    return { writers: this.#writers, lateStarts: this.#lateStarts, unfinished };
  }

  #count(event: RunEvent): void {
    const { seq, correlation } = event;
    const numbers = this.#numbers(correlation.writer);
    if (!numbers.seen.add(seq)) numbers.repeated.add(seq);
    const loss = lossOf(event);
    if (loss !== undefined) this.#numbers(loss.writer).seen.addRange(loss.from, loss.to);
  }

  #numbers(writer: string | undefined): WriterNumbers {
    let numbers = this.#writers.get(writer);
    if (numbers === undefined) {
      numbers = { seen: new NumberRanges(), repeated: new NumberRanges() };
      this.#writers.set(writer, numbers);
    }
    return numbers;
  }

  #need(entity: Entity): void {
    if (this.#states.of(entity) !== "unknown") return;
    this.#states.start(entity, entity);
    this.#assumed.add(entityKey(entity));
  }

  #start(entity: Entity, late: () => LateStart): void {
    const key = entityKey(entity);
    if (this.#assumed.delete(key)) this.#lateStarts.set(key, late());
    else if (this.#states.of(entity) === "unknown") this.#states.start(entity, entity);
  }
}

/**
 * Gives what must have been started before an event: its run, what its
 * correlation names, and what it finishes.
 *
 * @param event The event.
 * @param own What it starts or finishes.
 * @returns The things, from the outermost to the innermost.
 */
export function neededBy(event: RunEvent, own: Entity | undefined): readonly Entity[] {
  if (isRepairNote(event)) return [];
  const needed: Entity[] = [];
  if (event.type !== "run_started") needed.push({ kind: "run", id: event.correlation.runId });
  for (const kind of ID_KINDS) {
    const id = event.correlation[idKey(kind)];
    if (id !== undefined && own?.kind !== kind) needed.push({ kind, id });
  }
  if (own !== undefined && own.kind !== "run" && entityOf(event, "finishes") !== undefined) {
    needed.push(own);
  }
  return needed;
}
