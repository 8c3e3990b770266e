import { emptyFile, type EventReaderOptions, LineReader } from "../event_reader.ts";
import { type EventRegistry, eventRegistry } from "../event_registry.ts";
import type { FileReading } from "../file_reading.ts";
import type { Inspection } from "../inspection.ts";
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
import { canScan, Engine } from "./engine.ts";
import { Handover } from "./handover.ts";
import { startSecond, type StartThread } from "./second_thread.ts";

export { canScan };

/** With fewer one thread waits for the other; with more the processor's cache is too small. */
const SHARED_PLACES = 6;

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
  readonly #engine: Engine;
  readonly #tally: IssueTally;
  readonly #rules: LifecycleRules;
  readonly #summary = new Summary();
  #handover: Handover;
  readonly #types: EventRegistry;
  /** Reads what the scanner does not fold. */
  readonly #lines: LineReader;
  readonly #maxLineBytes: number;
  readonly #endThread: (() => void) | undefined;
  /** The splitter of a line that is longer than the input. */
  #long: LineSplitter | undefined;

  /**
   * Makes a reader at the start of a file.
   *
   * @param options Whom to tell of issues, the limit on lines, the custom types, and how threads are started.
   * @throws {TypeError} Where the runtime cannot scan, or one of the types is no definition.
   */
  constructor(options: ScanningOptions = {}) {
    const { maxLineBytes = DEFAULT_MAX_LINE_BYTES, startThread } = options;
    this.#engine = new Engine(startThread === undefined ? "own" : "shared");
    this.#tally = new IssueTally(options.onIssue);
    this.#rules = new LifecycleRules((issue) => this.#tally.report(issue));
    this.#types = eventRegistry(options.types ?? []);
    this.#handover = this.#makeHandover(this.#summary);
    this.#lines = new LineReader(this.#types, {
      onEvent: (event, place) => this.#handover.step(event, place),
      onRefused: (identity, place) => this.#handover.refuse(identity, place),
      onIssue: (issue, line) => this.#tally.report(issue, line),
    });
    this.#maxLineBytes = Math.min(maxLineBytes, LONGEST_TEXT_BYTES);
    const places = startThread === undefined ? 1 : SHARED_PLACES;
    const queue = this.#engine.calls.start(places, this.#maxLineBytes);
    this.#endThread = startThread && startSecond(this.#engine, queue, startThread);
  }

  /**
   * Room for the next bytes: what is read into it and then pushed from its
   * beginning is not copied. Valid until the next call.
   */
  get room(): Uint8Array {
    const { calls, bytes } = this.#engine;
    const start = calls.beginInput();
    return bytes.subarray(start, start + calls.roomBytes());
  }

  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   * @throws {TypeError} Where the schema of a custom type is asynchronous and an event needs it.
   */
  push(chunk: Uint8Array): void {
    // The room that it may lie in goes where the memory grows: for what is in a long line.
    const bytes = this.#long === undefined ? chunk : chunk.slice();
    for (let at = 0; at < bytes.length;) {
      at += this.#long === undefined
        ? this.#fill(bytes.subarray(at))
        : this.#pushLong(bytes.subarray(at));
    }
  }

  /**
   * Takes what the second thread reads: to the end of the file, if nothing is in the way.
   *
   * @param goesOn Whether anybody wants to know more.
   * @returns The offset in the file from which on bytes are to be pushed; undefined where nothing was taken.
   */
  pull(goesOn: () => boolean): number | undefined {
    const { calls } = this.#engine;
    if (this.#long !== undefined || calls.lendReading() === 0) return undefined;
    while (this.#scanNext()) {
      if (!goesOn()) calls.endSecond();
    }
    if (calls.roomBytes() === 0) this.#beginLong();
    return calls.inputOffset();
  }

  /** Folds all that was pushed, but for the beginning of a line. */
  settle(): void {
    while (this.#scanNext());
  }

  /** Ends the second thread. */
  close(): void {
    this.#endThread?.();
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
   * Gives the reader for those who want no summaries, before anything was pushed.
   *
   * @returns The same reader, which keeps less and ends otherwise.
   */
  asValidator(): FileReading<Validation> {
    this.#handover = this.#makeHandover(undefined);
    const room = (): Uint8Array => this.room;
    return {
      get room() {
        return room();
      },
      push: (chunk) => this.push(chunk),
      pull: (goesOn) => this.pull(goesOn),
      settle: () => this.settle(),
      close: () => this.close(),
      end: () => this.#validation(),
    };
  }

  #makeHandover(summary: Summary | undefined): Handover {
    return new Handover({ engine: this.#engine, rules: this.#rules, summary }, this.#types);
  }

  #validation(): Validation {
    this.settle();
    const { calls } = this.#engine;
    const carried = calls.carriedBytes();
    if (this.#long !== undefined) this.#endLong();
    else if (carried > 0) {
      calls.countLine();
      this.#read(calls.beginRest(), carried, "unterminated");
    }
    const bytes = calls.inputOffset();
    const events = this.#lines.events + calls.eventCount();
    if (events === 0 && this.#lines.issues === 0) this.#tally.report(emptyFile(bytes));
    this.#handover.end();
    this.#rules.end();
    return {
      bytes,
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
    const { calls } = this.#engine;
    calls.takeInput(taken);
    if (calls.roomBytes() === 0) this.#beginLong();
    else if (calls.isQueueFull() !== 0) this.#scanNext();
    return taken;
  }

  /** Folds the chunk that was posted first; false where there is none. */
  #scanNext(): boolean {
    const { calls } = this.#engine;
    const start = calls.beginChunk();
    if (start === 0) return false;
    const end = calls.chunkEnd();
    for (let at = calls.scan(start, end); at < end; at = calls.scan(at, end)) {
      const lineEnd = calls.lineEnd(at);
      this.#read(at, lineEnd - at, "terminated");
      at = lineEnd + 1;
    }
    calls.endChunk();
    return true;
  }

  /** Reads a line that the scanner did not fold. */
  #read(start: number, length: number, end: "terminated" | "unterminated"): void {
    const { calls, bytes } = this.#engine;
    const shown = length > this.#maxLineBytes
      ? Math.min(this.#maxLineBytes, EXCERPT_BYTES)
      : length;
    const line: Line = {
      number: calls.lineCount(),
      offset: calls.offsetAt(start),
      bytes: bytes.subarray(start, start + shown),
      length,
      terminated: end === "terminated",
    };
    if (end === "terminated" && calls.isSound() !== 0) {
      this.#lines.take(JSON.parse(this.#engine.text(start, length)), line);
    } else this.#lines.read(line);
  }

  #beginLong(): void {
    this.settle();
    const { calls, bytes } = this.#engine;
    const start = calls.beginRest();
    const offset = calls.offsetAt(start);
    this.#long = new LineSplitter(this.#maxLineBytes, (line) => {
      calls.countLine();
      this.#lines.read({ ...line, number: calls.lineCount(), offset });
    });
    this.#long.push(bytes.subarray(start, start + calls.carriedBytes()));
    calls.passInput(0);
  }

  /** Takes what belongs to the long line, its newline included; gives how much. */
  #pushLong(chunk: Uint8Array): number {
    const newline = chunk.indexOf(NEWLINE);
    const taken = newline === -1 ? chunk.length : newline + 1;
    this.#long!.push(chunk.subarray(0, taken));
    this.#engine.calls.passInput(taken);
    if (newline !== -1) this.#long = undefined;
    return taken;
  }

  #endLong(): void {
    this.#long!.end();
    this.#long = undefined;
  }
}
