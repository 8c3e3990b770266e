import type { Engine } from "./engine.ts";

/**
 * Starts a thread that can read the file too.
 *
 * @param program A function as text, which sees nothing from outside. It is called with the data,
 * and with a function that reads bytes of the file at an offset into an array and gives how many:
 * `(bytes, offset) => number`.
 * @param data Copied as messages are, memory shared.
 * @returns Ends the thread.
 */
export type StartThread = (program: string, data: unknown) => () => void;

/** What the thread does until it is asked to end. */
const PROGRAM = `({ module, memory, queue }, readAt) => {
  const read = (at, length, offset) => {
    try {
      return readAt(new Uint8Array(memory.buffer, at, length), offset);
    } catch {
      return -1;
    }
  };
  const imports = { env: { memory }, second_thread: { read } };
  const { serve, leave } = new WebAssembly.Instance(module, imports).exports;
  try {
    serve(queue);
  } finally {
    leave();
  }
}`;

/**
 * Starts a thread that reads and judges. Where it cannot be started nothing else
 * changes: what it does not do the first thread does.
 *
 * @param engine The scanner.
 * @param queue The address of what both share.
 * @param startThread Starts a thread.
 * @returns Ends the thread.
 */
export function startSecond(
  { calls, memory, module }: Engine,
  queue: number,
  startThread: StartThread,
): () => void {
  let end = (): void => {};
  try {
    end = startThread(PROGRAM, { module, memory, queue });
  } catch {
    // One thread reads, with the same result.
  }
  return () => {
    calls.endSecond();
    end();
  };
}
