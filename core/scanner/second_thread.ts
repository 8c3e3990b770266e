import type { Engine } from "./engine.ts";

/**
 * Starts a thread.
 *
 * @param program A function of one parameter, as text. It sees nothing from outside.
 * @param data What it is called with: copied as messages are, memory shared.
 * @returns Ends the thread.
 */
export type StartThread = (program: string, data: unknown) => () => void;

/** What the thread does until the queue is closed. */
const PROGRAM = `({ module, memory, queue }) =>
  new WebAssembly.Instance(module, { env: { memory } }).exports.serve(queue)`;

/**
 * Starts a thread that judges lines. Where it cannot be started nothing else
 * changes: what it has not begun is judged by the first thread.
 *
 * @param engine The scanner.
 * @param places How many chunks wait at most.
 * @param startThread Starts a thread.
 * @returns Ends the thread.
 */
export function startJudging(
  { calls, memory, module }: Engine,
  places: number,
  startThread: StartThread,
): () => void {
  const queue = calls.openQueue(places);
  const end = attempt(() => startThread(PROGRAM, { module, memory, queue }));
  return () => {
    calls.closeQueue();
    end?.();
  };
}

function attempt<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
