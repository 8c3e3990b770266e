/**
 * Emits events to a file until it has emitted all or is killed. It says `ready` when the file
 * is open, begins when its input gives a line or ends, and then names each event that is safe.
 *
 * @module
 */
import { EventBus } from "../../../core/bus.ts";
import { fileSink } from "../../../sinks/file.ts";
import { hostPort } from "../../../sinks/io/host_port.ts";
import { payloadOf, type WritingOrders } from "./orders.ts";

const { args, stdout, openStdin, exit } = hostPort();
const orders: WritingOrders = JSON.parse(args[0]!);
const { path, writer, durability, count = Infinity, payloadBytes, acknowledges } = orders;

function say(line: string): void {
  stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const sink = fileSink(path, { durability });
// Nothing may fail here, and a writer that nobody waits for any more is to end.
const bus = new EventBus({ runId: "r1", writer, onError: () => exit(4) });
let arrival: void | Promise<void> = undefined;
bus.on({
  emit(event) {
    arrival = sink.emit(event);
    const acknowledge = (): void => {
      if (acknowledges === "each") say(String(event.seq));
    };
    if (arrival === undefined) acknowledge();
    else arrival = arrival.then(acknowledge);
    return arrival;
  },
  close: () => sink.close(),
});
say("ready");
openStdin().readSync(new Uint8Array(1));
for (let seq = 1; seq <= count; seq++) {
  bus.emit({ type: "stdout", payload: payloadOf(writer, seq, payloadBytes) });
  // Some events share a sync, as in a program that goes on meanwhile.
  if (seq % 8 === 0) await arrival;
}
await bus.close();
say(JSON.stringify(sink.stats()));
