import { assertEquals, assertRejects } from "@std/assert";
import { EventBus } from "../../mod.ts";
import { sinkConformance } from "../../sinks/conformance.ts";
import { type PortLike, postSink } from "../../sinks/worker.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { fakeClock } from "../fixtures/fake_clock.ts";
import { answer, answeringPort, fakePort, handTimer } from "./fake_port.ts";

const [FIRST, SECOND, THIRD] = SAMPLE_EVENTS;

for (
  const { name, run } of sinkConformance(() => {
    const port = answeringPort();
    return { sink: postSink(port), events: () => port.lines.map((line) => JSON.parse(line)) };
  })
) Deno.test(`postSink() conforms: ${name}`, run);

Deno.test("postSink() posts each event as one line of text before emit returns", () => {
  const port = fakePort();
  postSink(port).emit(FIRST!);
  assertEquals(port.posted, [
    { "runtrail.port": 1, kind: "event", line: `${JSON.stringify(FIRST)}\n` },
  ]);
});

Deno.test("postSink().flush() settles when the parent has answered, and not before", async () => {
  const port = fakePort();
  const { timer, running } = handTimer();
  const sink = postSink(port, { timer });
  sink.emit(FIRST!);
  const states: string[] = [];
  const flushed = sink.flush().then(() => states.push("flushed"));
  for (const other of [null, "hi", {}, answer(99, 1), answer(NaN, 1)]) port.tell("message", other);
  await Promise.resolve();
  states.push(`waits ${running()}`);
  port.tell("message", answer(1, 1));
  await flushed;
  assertEquals([states, port.posted.at(-1), running()], [
    ["waits 5000", "flushed"],
    { "runtrail.port": 1, kind: "flush", id: 1 },
    [],
  ]);
});

Deno.test("postSink().flush() asks nothing when all that was posted is answered for", async () => {
  const port = answeringPort();
  const sink = postSink(port);
  await sink.flush();
  sink.emit(FIRST!);
  await sink.flush();
  await sink.flush();
  assertEquals(port.posted.length, 2);
});

Deno.test("postSink() listens to messages only while it waits, so that it keeps no thread alive", async () => {
  const port = answeringPort();
  const sink = postSink(port);
  const counts = [port.listeners];
  sink.emit(FIRST!);
  const flushed = sink.flush();
  counts.push(port.listeners);
  await flushed;
  counts.push(port.listeners);
  await sink.close();
  counts.push(port.listeners);
  // Two for the end of the port, two more for messages.
  assertEquals(counts, [2, 4, 2, 0]);
});

Deno.test("postSink().flush() rejects when the parent does not answer in time", async () => {
  const port = fakePort();
  const { timer, runOut } = handTimer();
  const sink = postSink(port, { timer, answerTimeoutMs: 250 });
  sink.emit(FIRST!);
  const flushed = sink.flush();
  runOut();
  await assertRejects(
    () => flushed,
    Error,
    "Cannot flush the port: no answer within 250 ms",
  );
  // A late answer changes nothing, and the next flush asks again.
  port.tell("message", answer(1, 1));
  const again = sink.flush();
  port.tell("message", answer(2, 1));
  assertEquals(await again, undefined);
});

Deno.test("postSink().flush() rejects once when the parent did not take all", async () => {
  const port = fakePort();
  const sink = postSink(port, { timer: handTimer().timer });
  for (const event of [FIRST!, SECOND!, THIRD!]) sink.emit(event);
  const flushed = sink.flush();
  port.tell("message", answer(1, 1));
  await assertRejects(
    () => flushed,
    Error,
    "Cannot flush the port: 2 of 3 events were not taken",
  );
  sink.emit(FIRST!);
  const again = sink.flush();
  port.tell("message", answer(2, 2));
  assertEquals(await again, undefined);
});

Deno.test("postSink().flush() answers each call by itself when several wait", async () => {
  const port = fakePort();
  const sink = postSink(port, { timer: handTimer().timer });
  sink.emit(FIRST!);
  const first = sink.flush();
  sink.emit(SECOND!);
  const second = sink.flush();
  port.tell("message", answer(1, 1));
  await first;
  port.tell("message", answer(2, 1));
  await assertRejects(() => second, Error, "1 of 2 events were not taken");
});

Deno.test("postSink() fails what waits and what comes when the other side is gone", async () => {
  const port = fakePort();
  const { timer, running } = handTimer();
  const failures: unknown[] = [];
  const bus = new EventBus({ clock: fakeClock(), onError: ({ error }) => failures.push(error) });
  const sink = postSink(port, { timer });
  bus.on(sink);
  bus.emit({ type: "stdout", payload: "" });
  const flushed = sink.flush();
  port.tell("close");
  await assertRejects(() => flushed, Error, "Cannot flush the port: the other side is gone");
  bus.emit({ type: "stdout", payload: "" });
  await assertRejects(() => sink.flush(), Error, "the other side is gone");
  await assertRejects(() => sink.close(), Error, "Cannot close the port: the other side is gone");
  assertEquals(
    [failures.map((error) => (error as Error).message), sink.stats(), running(), port.listeners],
    [
      ["Cannot post an event: the other side is gone"],
      { emitted: 2, written: 1, failed: 1, dropped: 0 },
      [],
      0,
    ],
  );
});

Deno.test("postSink().close() tells the parent once, and gives the same answer to all", async () => {
  const port = answeringPort();
  const sink = postSink(port);
  sink.emit(FIRST!);
  const closes = [sink.close(), sink.close(), sink.flush(), sink[Symbol.asyncDispose]()];
  await Promise.all(closes);
  sink.emit(SECOND!);
  assertEquals([port.posted.slice(1), sink.stats()], [
    [{ "runtrail.port": 1, kind: "close", id: 1 }],
    { emitted: 2, written: 1, failed: 0, dropped: 1 },
  ]);
});

Deno.test("postSink().flush() rejects and leaves nothing behind when the port refuses the question", async () => {
  const port = fakePort((message) => {
    if ((message as { kind: string }).kind === "flush") throw new Error("The port refuses");
  });
  const { timer, running } = handTimer();
  const sink = postSink(port, { timer });
  sink.emit(FIRST!);
  await assertRejects(() => sink.flush(), Error, "The port refuses");
  assertEquals([running(), port.listeners], [[], 2]);
});

Deno.test("PortLike takes the ports of the web and of Node as they are", async () => {
  const { MessageChannel: NodeChannel, Worker: NodeWorker } = await import("node:worker_threads");
  const check = (web: MessagePort, worker: Worker, node: InstanceType<typeof NodeWorker>): void => {
    const ports: readonly PortLike[] = [
      web,
      worker,
      node,
      new NodeChannel().port1,
      new BroadcastChannel("x"),
    ];
    void ports;
  };
  assertEquals(typeof check, "function");
});
