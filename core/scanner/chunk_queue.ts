import type { Engine } from "./engine.ts";
import { startJudging, type StartThread } from "./second_thread.ts";

/** Whole lines in the scanner's memory. */
export interface Chunk {
  /** Their address. */
  readonly start: number;
  /** The address behind them. */
  readonly end: number;
  /** Where in the file they begin. */
  readonly offset: number;
}

/** Options of `ChunkQueue`. */
export interface ChunkQueueOptions {
  /** How many bytes a chunk has at most. */
  readonly chunkBytes: number;
  /**
   * Starts a second thread, which judges chunks while they wait.
   *
   * @default none: each chunk is judged when it is folded
   */
  readonly startThread?: StartThread | undefined;
}

/** With fewer places one thread waits for the other more often; with more the processor's cache is too small. */
const SHARED_PLACES = 6;

/** Chunks that wait to be folded, in the order of the file, and the places that they lie in. */
export class ChunkQueue {
  readonly #engine: Engine;
  readonly #places: readonly number[];
  readonly #waiting: Chunk[] = [];
  readonly #stop: (() => void) | undefined;
  #filled = 0;

  /**
   * Makes room.
   *
   * @param engine The scanner.
   * @param options How much, and whether a second thread shares it.
   */
  constructor(engine: Engine, { chunkBytes, startThread }: ChunkQueueOptions) {
    this.#engine = engine;
    const length = startThread === undefined ? 1 : SHARED_PLACES;
    this.#places = Array.from({ length }, () => engine.calls.makeInput(chunkBytes));
    this.#stop = startThread && startJudging(engine, length, startThread);
  }

  /** The address of the place to fill next. */
  get place(): number {
    return this.#places[this.#filled % this.#places.length]!;
  }

  /**
   * Adds the chunk that the place was filled with.
   *
   * @param chunk The chunk.
   */
  post(chunk: Chunk): void {
    this.#waiting.push(chunk);
    this.#filled++;
    if (this.#places.length > 1) this.#engine.calls.postChunk(chunk.start, chunk.end);
  }

  /**
   * Takes the chunk that has to be folded before a place can be filled again.
   *
   * @returns The oldest, which `scan` goes over next; undefined where a place is free.
   */
  takeDue(): Chunk | undefined {
    return this.#waiting.length === this.#places.length ? this.take() : undefined;
  }

  /**
   * Takes the oldest chunk.
   *
   * @returns What `scan` goes over next; undefined where none waits.
   */
  take(): Chunk | undefined {
    const chunk = this.#waiting.shift();
    if (chunk !== undefined && this.#places.length > 1) this.#engine.calls.nextChunk();
    return chunk;
  }

  /** Ends the second thread. */
  close(): void {
    this.#stop?.();
  }
}
