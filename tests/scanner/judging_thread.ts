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
  #program: string | undefined;
  #data: JudgingData | undefined;
  #pushes = 0;
  /** With which push it begins to judge for a reader. */
  joinsAt = 1;

  /** Gives the thread to a reader. */
  readonly start: StartThread = (program, data) => {
    this.#program = program;
    this.#data = data as JudgingData;
    this.#pushes = 0;
    return () => this.#data = undefined;
  };

  /** Waits with each push until the thread judges all that was posted, so that each test goes the same way. */
  settle(): void {
    if (this.#data === undefined || ++this.#pushes < this.joinsAt) return;
    if (this.#pushes === this.joinsAt) {
      this.#worker.postMessage({ program: this.#program, data: this.#data });
    }
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
