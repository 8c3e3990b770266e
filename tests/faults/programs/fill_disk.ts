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
const bus = new EventBus({
  runId: "r1",
  writer: "w0",
  onError({ error, event }) {
    codes.add(error instanceof RunIoError ? error.code : String(error));
    if (event !== undefined) refused.push(event.seq);
  },
});
const sink = fileSink(path, { durability });
bus.on(sink);
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
