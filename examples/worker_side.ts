/// <reference lib="deno.worker" />
/**
 * The worker of `worker.ts`. It is told the run's id and its own name.
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { postSink } from "@runtrail/runtrail/sinks/worker";

interface Order {
  readonly runId: string;
  readonly writer: string;
  readonly numbers: readonly number[];
  readonly port: MessagePort;
}

self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const { runId, writer, numbers, port } = data;
  const bus = new EventBus({ runId, writer });
  bus.on(postSink(port));
  const job = bus.job(writer);
  for (const number of numbers) {
    const command = job.command(`checksum ${number}`);
    command.output("stdout", `${(number * 2654435761) % 2 ** 32}\n`);
    command.finish({ exitCode: 0 });
  }
  job.finish({ outcome: "success" });
  await bus.close();
  port.close();
}, { once: true });
