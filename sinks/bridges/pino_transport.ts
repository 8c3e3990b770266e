/**
 * A bridge from pino's worker transports: what the module that `pino.transport`
 * names returns.
 *
 * The thread has no part in the run of the process that logs: its slot is empty, and it needs
 * a bus of its own, with the same `runId`, another `writer`, and a file sink for the same file.
 * Records come later than they do from `pinoStream`, their order with the run's other events is
 * lost, and so is what the thread had not read yet when the process ended: the thread does not
 * keep it alive.
 *
 * @example The module that `pino.transport({ target, options: { path, runId } })` names
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { type PinoTransport, pinoTransport } from "@runtrail/runtrail/bridges/pino_transport";
 * import { fileSink } from "@runtrail/runtrail/sinks/file";
 *
 * export default function transport(options: { path: string; runId: string }): PinoTransport {
 *   const bus = new EventBus({ runId: options.runId, writer: "pino" });
 *   bus.on(fileSink(options.path));
 *   return pinoTransport(bus, { close: () => bus.close() });
 * }
 * ```
 *
 * @module
 */

import { builtinModule } from "../io/host_process.ts";
import type { DraftEmitter } from "./draft_emitter.ts";
import { type PinoOptions, pinoStream } from "./pino.ts";

export type { DraftEmitter } from "./draft_emitter.ts";
export type { PinoOptions } from "./pino.ts";

/** How a worker's transport is made. */
export interface PinoTransportOptions extends PinoOptions {
  /**
   * Called after the last line: closes the bus. The worker waits for it.
   *
   * @default nothing is closed
   */
  readonly close?: () => void | PromiseLike<void>;
}

/** The part of a `stream.Writable` that pino's worker uses. */
export interface PinoTransport {
  /** Takes bytes; false where the caller should wait for `drain`. */
  write(chunk: string | Uint8Array): boolean;
  /** Says that nothing more comes. */
  end(): unknown;
  /** Listens to `drain`, `finish`, `close` and `error`. */
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/**
 * Makes a transport that emits a `log.record` event for each line, as
 * `pinoStream` does.
 *
 * @param emitter The thread's bus.
 * @param options What to do at the end, and names of custom levels.
 * @returns A `stream.Writable`, which the module's default export returns.
 * @throws {Error} Where the runtime has no `node:stream`.
 *
 * @example In the process, to test a transport
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { pinoTransport } from "@runtrail/runtrail/bridges/pino_transport";
 *
 * const bus = new EventBus();
 * const transport = pinoTransport(bus, { close: () => bus.close() });
 * transport.write('{"level":30,"msg":"started"}\n');
 * transport.end();
 * ```
 */
export function pinoTransport(
  emitter: DraftEmitter,
  options: PinoTransportOptions = {},
): PinoTransport {
  const streams = builtinModule("node:stream");
  if (streams === undefined) throw new Error("Cannot make a transport: there is no node:stream");
  const lines = pinoStream(emitter, options);
  const end = async (): Promise<void> => {
    lines.end();
    await options.close?.();
  };
  return new streams.Writable({
    write(chunk, _encoding, done) {
      lines.write(chunk);
      done();
    },
    final: (done) => void end().then(() => done(), done),
  }) as PinoTransport;
}
