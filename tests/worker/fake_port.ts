import type { PortLike, WebPort } from "../../sinks/worker.ts";
import type { PostSinkOptions } from "../../sinks/worker.ts";

/** A port whose other side is the test. */
export interface FakePort extends WebPort {
  /** What was posted, in order. */
  readonly posted: readonly unknown[];
  /** How many listeners it has. */
  readonly listeners: number;
  /** Lets the port tell something: `message` with data, or `close`. */
  tell(type: string, data?: unknown): void;
}

/**
 * Makes a port.
 *
 * @param onPost Called for each message after it was noted; what it throws, `postMessage` throws.
 */
export function fakePort(onPost: (message: unknown) => void = () => {}): FakePort {
  const posted: unknown[] = [];
  const listeners: { readonly type: string; readonly listener: (event: object) => void }[] = [];
  return {
    posted,
    get listeners() {
      return listeners.length;
    },
    postMessage(message) {
      posted.push(structuredClone(message));
      onPost(message);
    },
    addEventListener: (type, listener) => void listeners.push({ type, listener }),
    removeEventListener(type, listener) {
      const at = listeners.findIndex((other) => other.type === type && other.listener === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
    tell(type, data) {
      for (const { listener } of listeners.filter((other) => other.type === type)) {
        listener({ data });
      }
    },
  };
}

/** A port whose other side takes every event and answers every question. */
export function answeringPort(): FakePort & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const port = fakePort((message) => {
    const { kind, line, id } = message as { kind: string; line: string; id: number };
    if (kind === "event") lines.push(line);
    else queueMicrotask(() => port.tell("message", answer(id, lines.length)));
  });
  return Object.assign(port, { lines });
}

/** What the parent answers. */
export function answer(id: number, handed: number): object {
  return { "runtrail.port": 1, id, handed };
}

/** What a worker sends. */
export function fromWorker(message: object): object {
  return { "runtrail.port": 1, ...message };
}

/** A timer that runs out when told to. */
export function handTimer(): {
  readonly timer: NonNullable<PostSinkOptions["timer"]>;
  /** The times that are running, in milliseconds. */
  readonly running: () => readonly number[];
  readonly runOut: () => void;
} {
  const timers = new Map<() => void, number>();
  return {
    timer(call, afterMs) {
      timers.set(call, afterMs);
      return () => void timers.delete(call);
    },
    running: () => [...timers.values()],
    runOut: () => [...timers.keys()].forEach((call) => call()),
  };
}

/** Both ends of a channel, closed at the end. */
export function channel(): Disposable & { readonly worker: PortLike; readonly parent: PortLike } {
  const { port1, port2 } = new MessageChannel();
  return {
    worker: port1,
    parent: port2,
    [Symbol.dispose]() {
      port1.close();
      port2.close();
    },
  };
}
