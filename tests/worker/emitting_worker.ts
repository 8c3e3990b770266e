/// <reference lib="deno.worker" />
import { EventBus } from "../../mod.ts";
import { postSink } from "../../sinks/worker.ts";

/** What the worker is to do. */
export interface Order {
  readonly runId: string;
  readonly writer: string;
  readonly events: number;
  /** How it ends after that. */
  readonly end: "close" | "flush, then wait" | "flush, then throw" | "wait";
  /** Where it posts to; its global scope where there is none. */
  readonly port?: MessagePort;
}

self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const { runId, writer, events, end, port } = data;
  const bus = new EventBus({ runId, writer });
  bus.on(postSink(port ?? self));
  const job = bus.job(writer);
  for (let n = 1; n < events; n++) {
    bus.emit({ type: "stdout", payload: `${n}\n`, correlation: { jobId: job.id } });
  }
  if (end === "close") {
    job.finish({ outcome: "success" });
    await bus.close();
    port?.close();
    self.close();
  } else if (end !== "wait") {
    await bus.flush();
    (port ?? self).postMessage("flushed");
    if (end === "flush, then throw") throw new Error("The worker fails");
  }
}, { once: true });
