import { encodeEventBytes } from "./encode.ts";
import type { RunEvent } from "./event.ts";
import type { IssueCode } from "./issue.ts";
import { type Line, LineSplitter } from "./lines.ts";
import type { TakenOut } from "./repair_note.ts";
import type { Made, RepairOutput, RepairReport } from "./repair_output.ts";
import { type EventLine, RunRepair } from "./run_repair.ts";
import { type Piece, salvageLine } from "./salvage.ts";
import type { RepairPlan, RunPlan } from "./survey.ts";

/** How a file is repaired. */
export interface RepairOptions {
  /** Lines over this many bytes are set aside. The same as for the survey. */
  readonly maxLineBytes: number;
  /** The damaged file's name, as notes in the repaired file say it. */
  readonly file: string;
}

const NEWLINE = 10;

/** Of a run that the survey did not see, because somebody changed the file since. */
const NOTHING_KNOWN: RunPlan = { writers: new Map(), lateStarts: new Map(), unfinished: new Set() };

/**
 * Reads a damaged file for the second time, and writes a sound one: whole
 * events as they were, and what is broken set aside. Nothing is lost in
 * silence: notes in the stream say what is missing.
 */
export class Repair {
  readonly #plan: RepairPlan;
  readonly #output: RepairOutput;
  readonly #file: string;
  readonly #splitter: LineSplitter;
  readonly #runs = new Map<string, RunRepair>();
  readonly #counts = {
    kept: 0,
    mended: 0,
    moved: 0,
    renumbered: 0,
    opened: 0,
    closed: 0,
    noted: 0,
    lost: 0,
    pieces: 0,
    setAsideBytes: 0,
  };
  readonly #reasons = new Map<IssueCode, number>();
  #bytes = 0;
  #longLine = 0;
  /** What was set aside since the last event. */
  #takenOut: TakenOut | undefined;
  #lastRun: RunRepair | undefined;

  /**
   * @param plan What the survey of the same file learned.
   * @param output Where the repaired file and what was broken go.
   * @param options The limit on lines, and the file's name.
   */
  constructor(plan: RepairPlan, output: RepairOutput, options: RepairOptions) {
    this.#plan = plan;
    this.#output = output;
    this.#file = options.file;
    this.#splitter = new LineSplitter(options.maxLineBytes, (line) => this.#line(line));
  }

  /**
   * Takes the next bytes. What a file got after its survey is left alone.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void {
    const known = chunk.subarray(0, this.#plan.bytes - this.#bytes);
    this.#copyLongLines(known);
    this.#bytes += known.length;
    this.#splitter.push(known);
  }

  /**
   * Ends the file: closes what is open.
   *
   * @returns What was done.
   */
  end(): RepairReport {
    this.#splitter.end();
    this.#tellTakenOut();
    for (const run of this.#runs.values()) run.end();
    const { noted: _noted, ...counts } = this.#counts;
    return { ...counts, reasons: Object.fromEntries(this.#reasons) };
  }

  /** The bytes of lines over the limit pass by: the splitter keeps only their beginning. */
  #copyLongLines(chunk: Uint8Array): void {
    const { longLines } = this.#plan;
    for (let line = longLines[this.#longLine]; line; line = longLines[++this.#longLine]) {
      const end = line.offset + line.length + (line.terminated ? 1 : 0);
      const from = Math.max(line.offset, this.#bytes);
      const to = Math.min(end, this.#bytes + chunk.length);
      if (from < to) {
        const bytes = chunk.subarray(from - this.#bytes, to - this.#bytes);
        this.#output.setAside({ reason: reasonOf(line), line: line.number, offset: from, bytes });
      }
      if (to < end) return;
    }
  }

  #line(line: Line): void {
    if (line.length > line.bytes.length) {
      this.#count(reasonOf(line), line, line.offset, line.length + (line.terminated ? 1 : 0));
      return;
    }
    const pieces = salvageLine(line);
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      this.#piece(piece, line, isLast && line.terminated ? "newline" : "nothing");
    }
  }

  #piece(piece: Piece, line: Line, follows: "newline" | "nothing"): void {
    const { kind, start, end } = piece;
    const bytes = line.bytes.subarray(start, end);
    const setAside = (reason: IssueCode): void => {
      const offset = line.offset + start;
      const whole = follows === "newline" ? withNewline(bytes) : bytes;
      this.#count(reason, line, offset, whole.length);
      this.#output.setAside({ reason, line: line.number, offset, bytes: whole });
    };
    switch (kind) {
      case "blank":
        this.#output.write(withNewline(bytes));
        return;
      case "broken":
        setAside(piece.reason);
        return;
      case "mended":
        setAside(piece.reason);
        this.#event(piece.event, {
          bytes: encodeEventBytes(piece.event),
          offset: line.offset + start,
          made: "mended",
        });
        return;
      case "event": {
        const fault = this.#event(piece.event, {
          bytes: withNewline(bytes),
          offset: line.offset + start,
          made: "kept",
        });
        if (fault !== undefined) setAside(fault);
        return;
      }
      default:
        kind satisfies never;
    }
  }

  #event(event: RunEvent, line: EventLine): IssueCode | undefined {
    const { runId } = event.correlation;
    let run = this.#runs.get(runId);
    if (run === undefined) {
      run = new RunRepair(runId, this.#plan.runs.get(runId) ?? NOTHING_KNOWN, {
        write: (line, made, written) => this.#write(line, made, written),
        lost: (count) => void (this.#counts.lost += count),
      });
      this.#runs.set(runId, run);
    }
    this.#tellTakenOut({ run, event });
    this.#lastRun = run;
    return run.take(event, line);
  }

  #write(bytes: Uint8Array, made: Made, event: RunEvent): void {
    this.#counts[made]++;
    this.#output.write(bytes);
    if (made !== "kept") this.#output.changed?.(event, made);
  }

  /** Says in the stream what was set aside: in the run that was written last, else in the next. */
  #tellTakenOut(next?: { readonly run: RunRepair; readonly event: RunEvent }): void {
    if (this.#takenOut === undefined) return;
    (this.#lastRun ?? next?.run)?.note(this.#takenOut, next?.event);
    this.#takenOut = undefined;
  }

  #count(reason: IssueCode, line: Pick<Line, "number">, offset: number, bytes: number): void {
    this.#counts.pieces++;
    this.#counts.setAsideBytes += bytes;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    const first = this.#takenOut ??
      { file: this.#file, line: line.number, offset, pieces: 0, bytes: 0, reason };
    this.#takenOut = { ...first, pieces: first.pieces + 1, bytes: first.bytes + bytes };
  }
}

function reasonOf({ terminated }: Pick<Line, "terminated">): IssueCode {
  return terminated ? "line_too_long" : "torn_line";
}

function withNewline(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = NEWLINE;
  return line;
}
