import { judgeData } from "../custom_data.ts";
import { decodeLine } from "../decode.ts";
import type { RunEvent } from "../event.ts";
import { emptyFile, type EventReaderOptions } from "../event_reader.ts";
import { type EventRegistry, eventRegistry } from "../event_registry.ts";
import type { FileReading } from "../file_reading.ts";
import type { Inspection } from "../inspection.ts";
import type { Issue } from "../issue.ts";
import { IssueTally } from "../issue_tally.ts";
import { LifecycleRules } from "../lifecycle.ts";
import {
  DEFAULT_MAX_LINE_BYTES,
  EXCERPT_BYTES,
  type Line,
  LineSplitter,
  LONGEST_TEXT_BYTES,
} from "../lines.ts";
import { Summary } from "../summary.ts";
import type { Validation } from "../validation.ts";
import { type Chunk, ChunkQueue } from "./chunk_queue.ts";
import { canScan, Engine } from "./engine.ts";
import { Handover } from "./handover.ts";
import type { StartThread } from "./second_thread.ts";

export { canScan };

/** How much is scanned at once; a longer line is put together elsewhere. */
const INPUT_BYTES = 1024 * 1024;

const NEWLINE = 10;

/** Options of `ScanningInspector`: those of the reference, and what is its own. */
export interface ScanningOptions extends Omit<EventReaderOptions, "onEvent"> {
  /**
   * Starts a second thread. Issues are told later then, in the same order.
   *
   * @default none: one thread reads
   */
  readonly startThread?: StartThread | undefined;
}

/**
 * Does what `Inspector` does, many times faster: a compiled scanner takes the
 * events without surprise, and the reference all others, diagnoses included.
 */
export class ScanningInspector {
  readonly #engine = new Engine();
  readonly #tally: IssueTally;
  readonly #rules: LifecycleRules;
  readonly #summary = new Summary();
  readonly #handover: Handover;
  readonly #types: EventRegistry;
  readonly #maxLineBytes: number;
  readonly #queue: ChunkQueue;
  /** What an address in the chunk at hand is more than the offset in the file. */
  #shift = 0;
  /** How many bytes of the place that is filled are the beginning of a line whose end has not come. */
  #carried = 0;
  #bytes = 0;
  #events = 0;
  #lineIssues = 0;
  /** The splitter of a line that is longer than the input. */
  #long: LineSplitter | undefined;

  /**
   * Makes a reader at the start of a file.
   *
   * @param options Whom to tell of issues, the limit on lines, the custom types, and how threads are started.
   * @throws {TypeError} Where the runtime cannot scan, or one of the types is no definition.
   */
  constructor(options: ScanningOptions = {}) {
    this.#tally = new IssueTally(options.onIssue);
    this.#rules = new LifecycleRules((issue) => this.#tally.report(issue));
    this.#types = eventRegistry(options.types ?? []);
    const reducers = { rules: this.#rules, summary: this.#summary };
    this.#handover = new Handover(this.#engine, reducers, this.#types);
    const { maxLineBytes = DEFAULT_MAX_LINE_BYTES, startThread } = options;
    this.#maxLineBytes = Math.min(maxLineBytes, LONGEST_TEXT_BYTES);
    this.#engine.calls.start(this.#maxLineBytes);
    this.#queue = new ChunkQueue(this.#engine, { chunkBytes: INPUT_BYTES, startThread });
  }

  /**
   * Room for the next bytes: what is read into it and then pushed from its
   * beginning is not copied. Valid until the next call.
   */
  get room(): Uint8Array {
    const { place } = this.#queue;
    return this.#engine.bytes.subarray(place + this.#carried, place + INPUT_BYTES);
  }

  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   * @throws {TypeError} Where the schema of a custom type is asynchronous and an event needs it.
   */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      at += this.#long === undefined
        ? this.#fill(chunk.subarray(at))
        : this.#pushLong(chunk.subarray(at));
    }
  }

  /** Folds all that was pushed, but for the beginning of a line. */
  settle(): void {
    for (let chunk = this.#queue.take(); chunk !== undefined; chunk = this.#queue.take()) {
      this.#scan(chunk);
    }
  }

  /** Ends the second thread. */
  close(): void {
    this.#queue.close();
  }

  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Inspection {
    return { ...this.#validation(), runs: this.#summary.runs() };
  }

  /**
   * Gives the reader for those who want no summaries.
   *
   * @returns The same reader, which ends otherwise.
   */
  asValidator(): FileReading<Validation> {
    const room = (): Uint8Array => this.room;
    return {
      get room() {
        return room();
      },
      push: (chunk) => this.push(chunk),
      settle: () => this.settle(),
      close: () => this.close(),
      end: () => this.#validation(),
    };
  }

  #validation(): Validation {
    this.settle();
    if (this.#long !== undefined) this.#endLong();
    else if (this.#carried > 0) {
      this.#engine.calls.countLine();
      this.#shift = this.#queue.place - this.#bytes;
      this.#read(this.#queue.place, this.#carried, "unterminated");
      this.#bytes += this.#carried;
    }
    const events = this.#events + this.#engine.calls.eventCount();
    if (events === 0 && this.#lineIssues === 0) this.#tally.report(emptyFile(this.#bytes));
    this.#handover.end();
    this.#rules.end();
    return {
      bytes: this.#bytes,
      events,
      errors: this.#tally.errors,
      warnings: this.#tally.warnings,
      codes: this.#tally.codes,
      runs: this.#rules.runs,
    };
  }

  /** Takes what the input has room for; gives how much. */
  #fill(chunk: Uint8Array): number {
    const { room } = this;
    const taken = Math.min(chunk.length, room.length);
    if (chunk.buffer !== room.buffer || chunk.byteOffset !== room.byteOffset) {
      room.set(chunk.subarray(0, taken));
    }
    const filled = this.#carried + taken;
    const newline = room.subarray(0, taken).lastIndexOf(NEWLINE);
    if (newline === -1) {
      this.#carried = filled;
      if (filled === INPUT_BYTES) this.#beginLong();
      return taken;
    }
    const start = this.#queue.place;
    const end = start + this.#carried + newline + 1;
    this.#queue.post({ start, end, offset: this.#bytes });
    this.#bytes += end - start;
    this.#carried = start + filled - end;
    const due = this.#queue.takeDue();
    if (due !== undefined) this.#scan(due);
    this.#engine.bytes.copyWithin(this.#queue.place, end, start + filled);
    return taken;
  }

  #scan({ start, end, offset }: Chunk): void {
    const { calls } = this.#engine;
    calls.setOffset(start, offset);
    this.#shift = start - offset;
    for (let at = calls.scan(start, end); at < end; at = calls.scan(at, end)) {
      const lineEnd = calls.lineEnd(at);
      this.#read(at, lineEnd - at, "terminated");
      at = lineEnd + 1;
    }
  }

  /** Reads a line that the scanner did not fold. */
  #read(start: number, length: number, end: "terminated" | "unterminated"): void {
    const { calls, bytes } = this.#engine;
    const shown = length > this.#maxLineBytes
      ? Math.min(this.#maxLineBytes, EXCERPT_BYTES)
      : length;
    const line: Line = {
      number: calls.lineCount(),
      offset: start - this.#shift,
      bytes: bytes.subarray(start, start + shown),
      length,
      terminated: end === "terminated",
    };
    if (end === "terminated" && calls.isSound() !== 0) {
      this.#judge(JSON.parse(this.#engine.text(start, length)), line);
    } else this.#decode(line);
  }

  #decode(line: Line): void {
    const { event, issues, refused } = decodeLine(line);
    this.#tell(issues, line);
    if (event !== undefined) this.#judge(event, line);
    if (refused !== undefined) {
      this.#handover.refuse(refused, { line: line.number, offset: line.offset });
    }
  }

  #judge(found: RunEvent, line: Line): void {
    const place = { line: line.number, offset: line.offset };
    const { event, issues } = judgeData(found, place, this.#types);
    this.#tell(issues, line);
    this.#events++;
    this.#handover.step(event, place);
  }

  #tell(issues: readonly Issue[], line: Line): void {
    this.#lineIssues += issues.length;
    for (const issue of issues) this.#tally.report(issue, line);
  }

  #beginLong(): void {
    this.settle();
    const offset = this.#bytes;
    this.#long = new LineSplitter(this.#maxLineBytes, (line) => {
      this.#engine.calls.countLine();
      this.#bytes += line.length + Number(line.terminated);
      this.#decode({ ...line, number: this.#engine.calls.lineCount(), offset });
    });
    const { place } = this.#queue;
    this.#long.push(this.#engine.bytes.subarray(place, place + this.#carried));
    this.#carried = 0;
  }

  /** Takes what belongs to the long line, its newline included; gives how much. */
  #pushLong(chunk: Uint8Array): number {
    const newline = chunk.indexOf(NEWLINE);
    const taken = newline === -1 ? chunk.length : newline + 1;
    this.#long!.push(chunk.subarray(0, taken));
    if (newline !== -1) this.#long = undefined;
    return taken;
  }

  #endLong(): void {
    this.#long!.end();
    this.#long = undefined;
  }
}
