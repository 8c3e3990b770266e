import { SCANNER_BINARY } from "./binary.ts";

/** What the compiled scanner exports. Addresses and lengths are in bytes of its memory. */
interface ScannerExports {
  start(places: number, maxLineBytes: number): number;
  beginInput(): number;
  roomBytes(): number;
  takeInput(bytes: number): void;
  passInput(bytes: number): void;
  inputOffset(): number;
  carriedBytes(): number;
  isQueueFull(): number;
  lendReading(): number;
  endSecond(): void;
  beginChunk(): number;
  chunkEnd(): number;
  endChunk(): void;
  offsetAt(at: number): number;
  beginRest(): number;
  lineCount(): number;
  countLine(): void;
  eventCount(): number;
  isSound(): number;
  scan(at: number, end: number): number;
  lineEnd(at: number): number;
  scratchOf(bytes: number): number;
  foundWriter(): number;
  openNamed(kind: number): number;
  addWriter(runIdLength: number, nameLength: number): number;
  runOf(writer: number): number;
  writerSeq(writer: number): number;
  writerMoment(writer: number): number;
  setWriter(writer: number, seq: number, moment: number): void;
  finishRun(run: number): void;
  seeType(run: number, length: number): number;
  seeKind(run: number, kind: number, seen: number): void;
  seeSlowest(run: number, kind: number): void;
  seeSlow(run: number, kind: number, durationMs: number): void;
  seeListed(run: number, failures: number, retries: number): void;
  keepNoSummary(): void;
  takeHosts(run: number): number;
  hasEntries(run: number): number;
  firstEntry(run: number, list: number): number;
  dropEntry(run: number, list: number): void;
  entryThing(entry: number): number;
  entryStart(entry: number): number;
  entryLength(entry: number): number;
  lastStart(entry: number): number;
  lastLength(entry: number): number;
  entryCount(entry: number): number;
  slowThing(run: number, kind: number, index: number): number;
  dropSlowThing(run: number, kind: number, index: number): void;
  isFull(): number;
  statusOf(thing: number): number;
  durationOf(thing: number): number;
  isListed(thing: number): number;
  hostOf(thing: number): number;
  jobOf(thing: number): number;
  stepOf(thing: number): number;
  typeCount(run: number, type: number): number;
  latest(run: number): number;
  failureCount(run: number): number;
  retryCount(run: number): number;
  startedCount(run: number, kind: number): number;
  endedCount(run: number, kind: number, status: number): number;
  openThing(run: number, kind: number, length: number): number;
  isClosed(kind: number): number;
  markOpen(kind: number): void;
  markClosed(kind: number): void;
  markUnknown(kind: number): void;
  isHere(thing: number): number;
  hasChildren(thing: number): number;
  isInside(thing: number, parent: number): number;
  firstHere(run: number): number;
  nextHere(thing: number): number;
  sourceStart(thing: number): number;
  sourceLength(thing: number): number;
  lineNumberOf(thing: number): number;
  offsetOf(thing: number): number;
  handOver(thing: number): void;
  kindOfThing(thing: number): number;
  runOfThing(thing: number): number;
  prefixStart(thing: number): number;
  prefixLength(thing: number): number;
  numberOf(thing: number): number;
  takeEnded(thing: number, status: number): number;
  tailOf(thing: number): number;
  tailOfRun(run: number): number;
  tailStart(tail: number): number;
  tailLength(tail: number): number;
  emptyTail(tail: number): void;
  openAt(index: number): number;
  nextIndex(): number;
}

/** As the binary declares: 4 GiB, of which nothing is taken before it is needed. */
const MAX_PAGES = 65536;

let compiled: WebAssembly.Module | undefined;

/**
 * Tells whether this runtime can run the compiled scanner: whether it has
 * WebAssembly with SIMD, and lets code be compiled.
 *
 * @returns False where the reference has to read.
 */
export function canScan(): boolean {
  try {
    compiled ??= new WebAssembly.Module(decodeBase64(SCANNER_BINARY));
    return true;
  } catch {
    return false;
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const chars = atob(text);
  const bytes = new Uint8Array(chars.length);
  for (let at = 0; at < chars.length; at++) bytes[at] = chars.charCodeAt(at);
  return bytes;
}

const UTF8 = new TextEncoder();
const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });

/** One scanner in a memory of its own. */
export class Engine {
  /** What it can do. */
  readonly calls: ScannerExports;
  /** Its memory, which a second thread can have too. */
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: MAX_PAGES, shared: true });
  #bytes = new Uint8Array(this.memory.buffer);

  /**
   * Makes a scanner at the start of a file.
   *
   * @throws {TypeError} Where the runtime cannot run it: see `canScan`.
   */
  constructor() {
    if (!canScan()) throw new TypeError("Cannot make a scanner: no WebAssembly with SIMD");
    const { exports } = new WebAssembly.Instance(compiled!, {
      env: { memory: this.memory },
      // Only the second thread reads by itself.
      second_thread: { read: () => -1 },
    });
    this.calls = exports as unknown as ScannerExports;
  }

  /** All of its memory; valid until the next call. */
  get bytes(): Uint8Array {
    const { buffer } = this.memory;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  /** The code that it runs, which a second thread can run too. */
  get module(): WebAssembly.Module {
    return compiled!;
  }

  /**
   * Reads text.
   *
   * @param start Its address.
   * @param length Its bytes.
   * @returns The text, in which no byte is faulty.
   */
  text(start: number, length: number): string {
    // A copy: runtimes are slow to decode what threads share, or refuse to.
    return TEXT.decode(this.bytes.slice(start, start + length));
  }

  /**
   * Hands in text, for the next call.
   *
   * @param text Text without lone surrogates.
   * @returns Its bytes.
   */
  put(text: string): number {
    const start = this.calls.scratchOf(text.length * 3);
    return UTF8.encodeInto(text, this.bytes.subarray(start)).written;
  }
}
