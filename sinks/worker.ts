/**
 * Workers in one run: a worker's bus posts its events through a port, and the
 * parent's bus hands them to its sinks. Works with web workers and with
 * `node:worker_threads`.
 *
 * The worker's bus has the run's id and a `writer` of its own. A channel of its
 * own keeps its messages apart from the tool's; `self` and the `Worker` do as well where the
 * tool's own listeners let messages pass that they do not know.
 *
 * @example The parent's side and the worker's
 * ```ts
 * import { EventBus } from "@runtrail/runtrail";
 * import { captureSink } from "@runtrail/runtrail/sinks/capture";
 * import { joinPort, postSink } from "@runtrail/runtrail/sinks/worker";
 * import { assertEquals } from "@std/assert";
 *
 * const capture = captureSink();
 * const parent = new EventBus();
 * parent.on(capture);
 * const { port1, port2 } = new MessageChannel();
 * const joined = joinPort(port1, parent, { writer: "worker-1" });
 * // worker.postMessage({ runId: parent.runId, port: port2 }, [port2]);
 *
 * // In the worker, with what it was sent:
 * const bus = new EventBus({ runId: parent.runId, writer: "worker-1" });
 * bus.on(postSink(port2));
 * bus.emit({ type: "app.progress", data: { done: 1 } });
 * await bus.close();
 *
 * assertEquals(await joined.ended, "closed");
 * assertEquals(capture.events.map(({ type }) => type), ["app.progress"]);
 * port1.close();
 * port2.close();
 * ```
 *
 * @module
 */

export { joinPort } from "./worker/join_port.ts";
export type {
  JoinableRun,
  JoinedPort,
  JoinEnd,
  JoinPortOptions,
  JoinStats,
} from "./worker/join_port.ts";
export type { NodePort, PortLike, WebPort } from "./worker/port.ts";
export { postSink } from "./worker/post_sink.ts";
export type { PostSink, PostSinkOptions } from "./worker/post_sink.ts";
export type { RunEvent } from "../core/event.ts";
export type { Sink, SinkStats } from "../core/sink.ts";
