import { isMainThread, MessageChannel, parentPort, Worker, workerData } from "node:worker_threads";
import process from "node:process";
import { EventBus } from "../../mod.ts";
import { joinPort, postSink } from "../../sinks/worker.ts";

/**
 * One file that is its own worker: how a worker's events ended and
 * how many came, as one line of JSON. That the process ends at all shows that no port keeps it alive.
 */
if (isMainThread) {
  const found: Record<string, unknown> = {};
  for (const end of ["close", "exit", "throw"]) {
    for (const over of ["channel", "worker"]) found[`${end} over ${over}`] = await run(end, over);
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
} else {
  const { runId, end, port } = workerData;
  const bus = new EventBus({ runId, writer: "w1" });
  bus.on(postSink(port ?? parentPort!));
  for (let n = 0; n < 100; n++) bus.emit({ type: "stdout", payload: `${n}\n` });
  if (end === "close") await bus.close();
  else await bus.flush();
  if (end === "exit") process.exit(3);
  if (end === "throw") throw new Error("The worker fails");
}

async function run(end: string, over: string): Promise<readonly unknown[]> {
  const bus = new EventBus({ runId: "r1" });
  const seqs: number[] = [];
  bus.on(({ seq }) => void seqs.push(seq));
  const { port1, port2 } = new MessageChannel();
  const inChannel = over === "channel";
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { runId: "r1", end, ...(inChannel && { port: port2 }) },
    transferList: inChannel ? [port2] : [],
  });
  worker.on("error", () => {});
  const joined = joinPort(inChannel ? port1 : worker, bus);
  const ended = await joined.ended;
  return [ended, seqs.length, seqs.at(-1), joined.stats().ignored];
}
