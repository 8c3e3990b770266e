/**
 * A bridge from `AbortSignal`: a run that is aborted ends as `cancellation`.
 *
 * @example A run that can be cancelled
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { endOnAbort } from "@runtrail/runtrail/bridges/abort";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * const bus = new EventBus();
 * bus.on(capture);
 *
 * const controller = new AbortController();
 * const run = bus.run();
 * endOnAbort(run, controller.signal);
 * controller.abort(new Error("Stopped by the operator"));
 * run.finish(); // too late: a run is finished once
 *
 * const finished = capture.ofType("run_finished");
 * assertEquals(finished.map(({ outcome, error }) => [outcome, error]), [
 *   ["cancellation", { message: "Stopped by the operator", name: "Error" }],
 * ]);
 * ```
 *
 * @module
 */

import { eventError } from "../../core/event_error.ts";
import type { EventError } from "../../core/lifecycle_events.ts";
import { type Method, patchMethods } from "./method_patch.ts";

export type { EventError } from "../../core/lifecycle_events.ts";

/** The handle of something that can be cancelled: a run, a job or a step. */
export interface Cancellable {
  /** Ends it; a second call is ignored. */
  finish(fields: { readonly outcome: "cancellation"; readonly error: EventError }): void;
}

/**
 * Ends a run as `cancellation`, with the signal's reason as its error, when the
 * signal aborts; at once where it has aborted already. Once the run is finished the
 * signal is let go, so that one signal may serve any number of runs.
 *
 * @param run The run's handle; that of a job or step will do.
 * @param signal The signal.
 * @returns Lets go of the signal when disposed, and leaves the run as it is.
 *
 * @example A time limit
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { endOnAbort } from "@runtrail/runtrail/bridges/abort";
 *
 * const run = new EventBus().run();
 * using _limit = endOnAbort(run, AbortSignal.timeout(60_000));
 * run.finish();
 * ```
 */
export function endOnAbort(run: Cancellable, signal: AbortSignal): Disposable {
  const abort = (): void => {
    run.finish({ outcome: "cancellation", error: eventError(signal.reason, "AbortError") });
  };
  if (signal.aborted) {
    abort();
    return { [Symbol.dispose]() {} };
  }
  const dispose = (): void => {
    signal.removeEventListener("abort", abort);
    undo();
  };
  const letGoAndFinish = (finish: Method): Method =>
    function (this: unknown, ...fields) {
      dispose();
      return finish.apply(this, fields);
    };
  // A handle tells nobody that it was finished.
  const undo = patchMethods([{ holder: run, name: "finish", replacement: letGoAndFinish }]);
  signal.addEventListener("abort", abort, { once: true });
  return { [Symbol.dispose]: dispose };
}
