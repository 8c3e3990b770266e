import type { StartThread } from "../../core/scanner/second_thread.ts";

/** Where in a queue it stands how many chunks were posted, and how many were claimed, in words. */
const POSTED_WORD = 0;
const CLAIMED_WORD = 1;

/** It reads nothing: what is pushed is all there is. */
const SOURCE = `onmessage = ({ data: { program, data } }) => (0, eval)(program)(data, () => -1)`;

interface JudgingData {
  readonly memory: WebAssembly.Memory;
  readonly queue: number;
}

/** A thread that judges for one reader after the other: to start one for each would take long. */
export class JudgingThread implements Disposable {
  readonly #url = URL.createObjectURL(new Blob([SOURCE], { type: "text/javascript" }));
  readonly #worker = new Worker(this.#url, { type: "module" });
  #data: JudgingData | undefined;

  /** Gives the thread to a reader. */
  readonly start: StartThread = (program, data) => {
    this.#data = data as JudgingData;
    this.#worker.postMessage({ program, data });
    return () => this.#data = undefined;
  };

  /** Waits until the thread judges all that was posted, so that each test goes the same way. */
  settle(): void {
    if (this.#data === undefined) return;
    const { memory, queue } = this.#data;
    const words = new Int32Array(memory.buffer);
    const word = queue / 4;
    while (Atomics.load(words, word + CLAIMED_WORD) < words[word + POSTED_WORD]!);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
    URL.revokeObjectURL(this.#url);
  }
}
