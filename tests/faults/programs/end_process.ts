/**
 * Emits events, says `ready`, and ends by a given route without closing anything.
 *
 * @module
 */
import { EventBus } from "../../../core/bus.ts";
import { fileSink } from "../../../sinks/file.ts";
import { hostPort } from "../../../sinks/io/host_port.ts";
import { type EndingOrders, payloadOf } from "./orders.ts";

const port = hostPort();
const { path, durability, route, count }: EndingOrders = JSON.parse(port.args[0]!);
const bus = new EventBus({ runId: "r1", writer: "w0" });
bus.on(
  fileSink(path, { durability, exitSignals: route === "SIGTERM, asked for" ? ["SIGTERM"] : [] }),
);
for (let seq = 1; seq <= count; seq++) {
  bus.emit({ type: "stdout", payload: payloadOf("w0", seq, 20) });
}
port.stdout.writeSync(new TextEncoder().encode("ready\n"));

/** Whoever is to be ended by a signal stays until it comes. */
function stay(): void {
  setTimeout(stay, 60_000);
}

switch (route) {
  case "return":
    break;
  case "exit":
    port.exit(3);
    break;
  case "throw":
    throw new Error("Nobody catches this");
  case "rejection":
    Promise.reject(new Error("Nobody catches this"));
    stay();
    break;
  case "SIGTERM":
  case "SIGTERM, asked for":
  case "SIGKILL":
    stay();
    break;
  case "out of memory":
    for (const hoard: unknown[] = [];;) hoard.push(new Array(1000).fill(hoard.length));
  default:
    route satisfies never;
}
