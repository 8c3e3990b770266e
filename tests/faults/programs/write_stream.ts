/**
 * Emits events to a stream when its input ends, and reports on standard error what became of
 * them: if the process lives to do so, no fault of the stream has ended it.
 *
 * @module
 */
import { EventBus } from "../../../core/bus.ts";
import { fileSink } from "../../../sinks/file.ts";
import { hostPort } from "../../../sinks/io/host_port.ts";
import { ndjsonSink } from "../../../sinks/ndjson.ts";
import { payloadOf, type StreamOrders, type StreamReport } from "./orders.ts";

const { args, stdout, stderr, openStdin } = hostPort();
const { to, count, payloadBytes }: StreamOrders = JSON.parse(args[0]!);

openStdin().readSync(new Uint8Array(1));
let blocked = 0;
const sink = to === "stdout"
  ? ndjsonSink({
    writeSync(bytes) {
      try {
        return stdout.writeSync(bytes);
      } catch (error) {
        if ((error as { readonly code?: string }).code === "EAGAIN") blocked++;
        throw error;
      }
    },
  })
  : fileSink(to.path);
const bus = new EventBus({ runId: "r1", writer: "w0" });
bus.on(sink);
for (let seq = 1; seq <= count; seq++) {
  bus.emit({ type: "stdout", payload: payloadOf("w0", seq, payloadBytes) });
}
let closing: string | undefined;
await bus.close().catch((error: AggregateError) => closing = error.errors[0].message);
const report: StreamReport = {
  stats: sink.stats(),
  blocked,
  ...closing === undefined ? {} : { closing },
};
stderr.writeSync(new TextEncoder().encode(`${JSON.stringify(report)}\n`));
