/**
 * Bridges from a program's own output to events: `captureConsole` for
 * `console.log` and its siblings, `captureProcessOutput` for `process.stdout.write`.
 *
 * What a sink or a listener prints while it handles an event is not captured, nor what it
 * prints later because of a captured event: a sink that logs its errors makes no loop.
 *
 * @example A run with its console output
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { captureConsole } from "@runtrail/runtrail/bridges/console";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus();
 * bus.on((event) => seen.push(event));
 *
 * const run = bus.run();
 * {
 *   using _capture = captureConsole(bus, { silent: true });
 *   console.log("%d of %d", 1, 2);
 *   console.error("oh");
 * }
 * run.finish();
 * assertEquals(seen.map((event) => "payload" in event ? event.payload : event.type), [
 *   "run_started",
 *   "1 of 2\n",
 *   "oh\n",
 *   "run_finished",
 * ]);
 * ```
 *
 * @module
 */

import { consoleText } from "../io/console_text.ts";
import { type DraftEmitter, emitBridged, SLOT_EMITTER } from "./draft_emitter.ts";
import { patchMethods } from "./method_patch.ts";
import { type CaptureOptions, printFromConsole } from "./process_output.ts";

export type { DraftEmitter } from "./draft_emitter.ts";
export { captureProcessOutput } from "./process_output.ts";
export type { CaptureOptions } from "./process_output.ts";

/** Where each method prints. The console's other methods print by one of these. */
const STREAMS = [
  ["log", "stdout"],
  ["info", "stdout"],
  ["debug", "stdout"],
  ["warn", "stderr"],
  ["error", "stderr"],
] as const;

/**
 * Turns what is printed with `console.log`, `info` and `debug` into `stdout`
 * events, with `warn` and `error` into `stderr` events, until it is disposed. The text
 * is what this runtime's console prints, without colours and without the indentation of groups.
 *
 * @param emitter Where the events go; the slot unless another is given.
 * @param options Whether the output is kept from the screen.
 * @returns Restores the console when disposed, exactly: also where captures are
 * nested and end in another order. Where somebody else has patched the console on top
 * of the capture, it stays in place and does nothing.
 * @throws {TypeError} Where the console is frozen.
 *
 * @example Capture for the process, until it ends
 * ```ts
 * import { clear, install } from "@runtrail/runtrail";
 * import { captureConsole } from "@runtrail/runtrail/bridges/console";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const sink = captureSink();
 * install(sink);
 * const capture = captureConsole();
 * console.warn("low on disk");
 * capture[Symbol.dispose]();
 * clear();
 *
 * assertEquals(sink.ofType("stderr")[0]?.payload, "low on disk\n");
 * ```
 */
export function captureConsole(
  emitter: DraftEmitter = SLOT_EMITTER,
  options: CaptureOptions = {},
): Disposable {
  const { silent = false } = options;
  const undo = patchMethods(STREAMS.map(([name, type]) => ({
    holder: console,
    name,
    replacement: (original) =>
      function (this: unknown, ...args) {
        const taken = emitBridged(emitter, () => ({ type, payload: `${consoleText(args)}\n` }));
        if (taken === "left") return original.apply(this, args);
        return silent ? undefined : printFromConsole(() => original.apply(this, args));
      },
  })));
  return { [Symbol.dispose]: undo };
}
