import { MEMORY_FLAGS_AT, SCANNER_BINARY } from "./binary.ts";

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

/** Whose memory a scanner has: one thread's own, which is somewhat faster, or one that two share. */
export type MemoryKind = "own" | "shared";

const compiled = new Map<MemoryKind, WebAssembly.Module>();

function moduleFor(kind: MemoryKind): WebAssembly.Module {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const bytes = decodeBase64(SCANNER_BINARY);
  if (kind === "own") bytes[MEMORY_FLAGS_AT] = 1;
  const module = new WebAssembly.Module(bytes);
  compiled.set(kind, module);
  return module;
}

/**
 * Tells whether this runtime can run the compiled scanner: whether it has
 * WebAssembly with SIMD, and lets code be compiled.
 *
 * @param kind Whether two threads are to share its memory.
 * @returns False where it cannot.
 */
export function canScan(kind: MemoryKind): boolean {
  try {
    moduleFor(kind);
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

/** A scanner at the start of a file. */
export class Engine {
  /** What it can do. */
  readonly calls: ScannerExports;
  /** Its code. */
  readonly module: WebAssembly.Module;
  /** Its memory. */
  readonly memory: WebAssembly.Memory;
  readonly #kind: MemoryKind;
  #bytes: Uint8Array = new Uint8Array(0);

  /**
   * Makes a scanner.
   *
   * @param kind Whether two threads share its memory.
   * @throws {TypeError} Where the runtime cannot run it: see `canScan`.
   */
  constructor(kind: MemoryKind) {
    if (!canScan(kind)) throw new TypeError("Cannot make a scanner: no WebAssembly with SIMD");
    this.#kind = kind;
    this.module = moduleFor(kind);
    const limits = { initial: 2, maximum: MAX_PAGES };
    this.memory = new WebAssembly.Memory({ ...limits, shared: kind === "shared" });
    const { exports } = new WebAssembly.Instance(this.module, {
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

  /**
   * Reads text.
   *
   * @param start Its address.
   * @param length Its bytes.
   * @returns The text, in which no byte is faulty.
   */
  text(start: number, length: number): string {
    const text = this.bytes.subarray(start, start + length);
    // Runtimes are slow to decode what threads share, or refuse to: then it is copied.
    return TEXT.decode(this.#kind === "shared" ? text.slice() : text);
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
