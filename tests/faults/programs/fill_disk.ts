/**
 * Emits events until some have failed, says `full`, waits for its input to end, and emits the
 * same number again. What became of them is its last line.
 *
 * @module
 */
import { EventBus } from "../../../core/bus.ts";
import { fileSink, RunIoError } from "../../../sinks/file.ts";
import { hostPort } from "../../../sinks/io/host_port.ts";
import { type FillingOrders, type FillingReport, payloadOf } from "./orders.ts";

const { args, stdout, openStdin } = hostPort();
const { path, durability, payloadBytes, failures }: FillingOrders = JSON.parse(args[0]!);

function say(line: string): void {
  stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const refused: number[] = [];
const codes = new Set<string | undefined>();
const bus = new EventBus({ runId: "r1", writer: "w0" });
const sink = fileSink(path, { durability });
// Around the sink, because `onError` is told of the first of those that follow each other.
bus.on({
  emit(event) {
    try {
      return sink.emit(event);
    } catch (error) {
      codes.add(error instanceof RunIoError ? error.code : String(error));
      refused.push(event.seq);
      throw error;
    }
  },
  flush: () => sink.flush(),
  close: () => sink.close(),
});
let seq = 0;
function emitOne(): void {
  seq++;
  bus.emit({ type: "stdout", payload: payloadOf("w0", seq, payloadBytes) });
}

while (refused.length < failures) emitOne();
say("full");
openStdin().readSync(new Uint8Array(1));
for (let more = seq; more > 0; more--) emitOne();
await bus.close().catch(() => {});
const report: FillingReport = { stats: sink.stats(), refused, codes: [...codes].map(String) };
say(JSON.stringify(report));
