/**
 * A sink for people: one readable line per event on standard error, coloured by
 * meaning, safe against terminal escapes in event text. Deno, Node and Bun.
 *
 * @example Watch a run
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { consoleSink } from "@runtrail/runtrail/sinks/console";
 *
 * const bus = new EventBus();
 * bus.on(consoleSink({ color: "never" }));
 * bus.run({ name: "nightly" }).finish();
 * ```
 *
 * @module
 */

import { eventLine } from "../core/event_line.ts";
import { executorLine } from "../core/executor_line.ts";
import { COLOR, PLAIN } from "../core/paint.ts";
import { type CountingSink, countingSink } from "./counting_sink.ts";
import { hostPort } from "./io/host_port.ts";
import { lineWriter } from "./io/line_writer.ts";
import type { ConsolePort, OutputStream } from "./io/port.ts";

export type { CountingSink } from "./counting_sink.ts";
export type { ConsolePort, OutputStream, SyncWriter } from "./io/port.ts";
export type { SinkStats } from "../core/sink.ts";

/** How a console sink is made. */
export interface ConsoleSinkOptions {
  /**
   * The form of a line: `readable` for people, `executor` as workflow executors log.
   *
   * @default "readable"
   */
  readonly style?: "readable" | "executor";
  /**
   * Whether lines are coloured; `auto` where a terminal shows them and NO_COLOR is not set.
   *
   * @default "auto"
   */
  readonly color?: "auto" | "always" | "never";
  /**
   * Where the lines go.
   *
   * @default standard error
   */
  readonly stream?: OutputStream;
  /**
   * What the sink asks of the machine: standard error, and NO_COLOR.
   *
   * @default the runtime's own
   */
  readonly port?: ConsolePort;
}

const UTF8 = new TextEncoder();

/**
 * Makes a sink that writes one line for people per event.
 *
 * @param options The form, the colours, and where the lines go.
 * @returns The sink.
 *
 * @example The executor's form
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { consoleSink } from "@runtrail/runtrail/sinks/console";
 * import { assertEquals } from "@std/assert";
 *
 * let text = "";
 * const stream = {
 *   isTerminal: () => false,
 *   writeSync(bytes: Uint8Array) {
 *     text += new TextDecoder().decode(bytes);
 *     return bytes.length;
 *   },
 * };
 * const bus = new EventBus({ runId: "r1" });
 * bus.on(consoleSink({ style: "executor", stream }));
 * bus.emit({ type: "command.claimed", data: 42 });
 * assertEquals(
 *   text,
 *   `event ${"command.claimed".padEnd(38)} exec=r1 step= status=RUNNING 42\n`,
 * );
 * ```
 */
export function consoleSink(options: ConsoleSinkOptions = {}): CountingSink {
  const { style = "readable", color = "auto" } = options;
  // Asked for only where it is needed: a browser has none.
  const port = (): ConsolePort => options.port ?? hostPort();
  const stream = options.stream ?? port().stderr;
  const colored = color === "always" ||
    (color === "auto" && stream.isTerminal() && !port().noColor);
  const paint = colored ? COLOR : PLAIN;
  const write = lineWriter(stream);
  return countingSink({
    write(event) {
      const line = style === "executor" ? executorLine(event) : eventLine(event, paint);
      write(UTF8.encode(`${line}\n`));
    },
  });
}
