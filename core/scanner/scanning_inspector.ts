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
import { canScan, Engine } from "./engine.ts";
import { Handover } from "./handover.ts";

export { canScan };

/** How much is scanned at once; a longer line is put together elsewhere. */
const INPUT_BYTES = 1024 * 1024;

const NEWLINE = 10;

/**
 * Does what `Inspector` does, many times faster: a compiled scanner takes the
 * events without surprise, and the reference all others, diagnoses included.
 */
export class ScanningInspector {
  readonly #engine = new Engine();
  readonly #tally: IssueTally;
  readonly #rules: LifecycleRules;
  readonly #summary = new Summary();
  #handover: Handover;
  readonly #types: EventRegistry;
  readonly #maxLineBytes: number;
  /** The address of the input. */
  readonly #input: number;
  /** How many bytes of the input are the beginning of a line whose end has not come. */
  #carried = 0;
  #bytes = 0;
  #events = 0;
  #lineIssues = 0;
  /** The splitter of a line that is longer than the input. */
  #long: LineSplitter | undefined;

  /**
   * Makes a reader at the start of a file.
   *
   * @param options Whom to tell of issues, the limit on lines, and the custom types.
   * @throws {TypeError} Where the runtime cannot scan, or one of the types is no definition.
   */
  constructor(options: Omit<EventReaderOptions, "onEvent"> = {}) {
    this.#tally = new IssueTally(options.onIssue);
    this.#rules = new LifecycleRules((issue) => this.#tally.report(issue));
    this.#types = eventRegistry(options.types ?? []);
    this.#handover = this.#makeHandover(this.#summary);
    const { maxLineBytes = DEFAULT_MAX_LINE_BYTES } = options;
    this.#maxLineBytes = Math.min(maxLineBytes, LONGEST_TEXT_BYTES);
    this.#input = this.#engine.calls.start(INPUT_BYTES, this.#maxLineBytes);
  }

  /**
   * Room for the next bytes: what is read into it and then pushed from its
   * beginning is not copied. Valid until the next call.
   */
  get room(): Uint8Array<ArrayBuffer> {
    return this.#engine.bytes.subarray(this.#input + this.#carried, this.#input + INPUT_BYTES);
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
    const room = (): Uint8Array<ArrayBuffer> => this.room;
    return {
      get room() {
        return room();
      },
      push: (chunk) => this.push(chunk),
      end: () => this.#validation(),
    };
  }

  #makeHandover(summary: Summary | undefined): Handover {
    return new Handover(this.#engine, { rules: this.#rules, summary }, this.#types);
  }

  #validation(): Validation {
    if (this.#long !== undefined) this.#endLong();
    else if (this.#carried > 0) {
      const { calls } = this.#engine;
      calls.countLine();
      this.#read(this.#input, this.#carried, "unterminated");
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
    const whole = this.#carried + newline + 1;
    this.#scan(this.#input + whole);
    this.#bytes += whole;
    this.#carried = filled - whole;
    this.#engine.bytes.copyWithin(this.#input, this.#input + whole, this.#input + filled);
    return taken;
  }

  #scan(end: number): void {
    const { calls } = this.#engine;
    calls.setOffset(this.#bytes);
    for (let at = calls.scan(this.#input, end); at < end; at = calls.scan(at, end)) {
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
      offset: this.#bytes + start - this.#input,
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
    const offset = this.#bytes;
    this.#long = new LineSplitter(this.#maxLineBytes, (line) => {
      this.#engine.calls.countLine();
      this.#bytes += line.length + Number(line.terminated);
      this.#decode({ ...line, number: this.#engine.calls.lineCount(), offset });
    });
    this.#long.push(this.#engine.bytes.subarray(this.#input, this.#input + this.#carried));
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
