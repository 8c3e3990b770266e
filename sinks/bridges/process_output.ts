import { builtinModule, hostProcess } from "../io/host_process.ts";
import { type DraftEmitter, emitBridged, SLOT_EMITTER } from "./draft_emitter.ts";
import { type MethodPatch, patchMethods } from "./method_patch.ts";

/** How output is captured. */
export interface CaptureOptions {
  /**
   * Whether what was captured is kept from the screen. What is not captured,
   * because nobody listens or because a sink printed it, is printed all the same.
   *
   * @default false
   */
  readonly silent?: boolean;
}

type StreamName = "stdout" | "stderr";

/** Whether the console is printing what was captured as a console's line already. */
let inConsole = false;

/**
 * Calls what prints a captured line, so that its write is not captured again:
 * Node's console writes to `process.stdout`.
 *
 * @param print Prints the line.
 * @returns What `print` returns.
 */
export function printFromConsole(print: () => unknown): unknown {
  const outer = inConsole;
  inConsole = true;
  try {
    return print();
  } finally {
    inConsole = outer;
  }
}

/**
 * Turns what is written with `process.stdout.write` and `process.stderr.write`
 * into `stdout` and `stderr` events, until it is disposed. Characters that two writes
 * share stay whole; backpressure, callbacks and errors are those of the real streams.
 *
 * What bypasses these methods is not seen: `Deno.stdout`, `fs.writeSync(1, …)`, child
 * processes, and the console of Deno and Bun, which `captureConsole` captures. Used
 * together with it, each line becomes one event on every runtime.
 *
 * @param emitter Where the events go; the slot unless another is given.
 * @param options Whether the output is kept from the screen.
 * @returns Restores both methods when disposed.
 * @throws {Error} Where there is no `process` with these streams.
 *
 * @example Capture what a library writes
 * ```ts
 * import { EventBus, type RunEvent } from "@runtrail/runtrail";
 * import { captureProcessOutput } from "@runtrail/runtrail/bridges/console";
 * import { assertEquals } from "@std/assert";
 * import process from "node:process";
 *
 * const seen: RunEvent[] = [];
 * const bus = new EventBus();
 * bus.on((event) => seen.push(event));
 * {
 *   using _capture = captureProcessOutput(bus, { silent: true });
 *   process.stdout.write("50 %\r");
 * }
 * assertEquals(seen.map((event) => "payload" in event && event.payload), ["50 %\r"]);
 * ```
 */
export function captureProcessOutput(
  emitter: DraftEmitter = SLOT_EMITTER,
  options: CaptureOptions = {},
): Disposable {
  const process = hostProcess();
  if (process?.stdout === undefined || process.stderr === undefined) {
    throw new Error("Cannot capture the process's output: there is no process.stdout");
  }
  const captures = [
    writeCapture(process.stdout, "stdout", emitter, options),
    writeCapture(process.stderr, "stderr", emitter, options),
  ];
  const undo = patchMethods(captures.map(({ patch }) => patch));
  return {
    [Symbol.dispose]() {
      undo();
      for (const { end } of captures) end();
    },
  };
}

interface WriteCapture {
  readonly patch: MethodPatch;
  /** Emits what is left of a character whose end was never written. */
  readonly end: () => void;
}

function writeCapture(
  holder: object,
  type: StreamName,
  emitter: DraftEmitter,
  { silent = false }: CaptureOptions,
): WriteCapture {
  // A byte order mark is kept: it is text like any other in the middle of a stream.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const draft = (payload: string): { type: StreamName; payload: string } | undefined =>
    payload === "" ? undefined : { type, payload };
  return {
    patch: {
      holder,
      name: "write",
      replacement: (original) =>
        function (this: unknown, ...args) {
          const taken = inConsole ? "left" : emitBridged(
            emitter,
            () => draft(decoder.decode(bytesOf(args[0], args[1]), { stream: true })),
          );
          if (!silent || taken === "left") return original.apply(this, args);
          const done = args.find((arg) => typeof arg === "function");
          if (done !== undefined) queueMicrotask(() => done());
          return true;
        },
    },
    end: () => void emitBridged(emitter, () => draft(decoder.decode())),
  };
}

function bytesOf(chunk: unknown, encoding: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  if (typeof chunk !== "string") throw new TypeError("Cannot capture what is no text nor bytes");
  const { Buffer } = builtinModule("node:buffer") ?? {};
  return typeof encoding === "string" && Buffer !== undefined
    ? Buffer.from(chunk, encoding)
    : new TextEncoder().encode(chunk);
}
