import type { StartThread } from "../../core/scanner/second_thread.ts";

/** Where in a queue it stands whether the thread sleeps, in words. */
const ASLEEP_WORD = 2;

const SOURCE = `onmessage = ({ data: { program, data } }) => (0, eval)(program)(data)`;

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

  /** Waits until the thread has judged what it was woken for, so that each test goes the same way. */
  settle(): void {
    if (this.#data === undefined) return;
    const { memory, queue } = this.#data;
    const words = new Int32Array(memory.buffer);
    while (Atomics.load(words, queue / 4 + ASLEEP_WORD) === 0);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
    URL.revokeObjectURL(this.#url);
  }
}
