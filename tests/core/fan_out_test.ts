import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { isDelivering } from "../../core/delivery.ts";
import type { RunEvent } from "../../core/event.ts";
import { FanOut, type Listener, type SinkFailure, type Subscription } from "../../core/fan_out.ts";
import { MAX_EVENTS_PER_EMIT } from "../../core/ordered_delivery.ts";
import type { Sink } from "../../core/sink.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

function event(seq: number): RunEvent {
  return {
    v: 1,
    seq,
    type: "stdout",
    timestamp: "2026-01-02T03:04:05.678Z",
    correlation: { runId: "r1" },
    payload: "",
  };
}

/** A fan-out and what it told of failures. */
function watched(
  compileAfter: number,
): { readonly fanOut: FanOut; readonly failures: SinkFailure[] } {
  const failures: SinkFailure[] = [];
  return {
    fanOut: new FanOut((failure) => void failures.push(failure), { compileAfter }),
    failures,
  };
}

/** Writes each event's number with a name in front. */
function logger(name: string, log: string[]): Listener {
  return ({ seq }) => void log.push(`${name}${seq}`);
}

function thrower(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** Waits until promises that are settled already have told all who wait for them. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await undefined;
}

/** Waits until the platform has told of rejections that nobody took, without a timer. */
async function nextMacrotask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const { promise, resolve } = Promise.withResolvers<void>();
  port1.onmessage = () => resolve();
  port2.postMessage("turn");
  await promise;
  port1.close();
  port2.close();
}

/** A listener that ends when told to. */
function slow(log: string[]): { readonly listener: Listener; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { listener: () => promise.then(() => void log.push("ended")), end: resolve };
}

/** The code that hands out: that is there, or compiled, here for the first event already. */
const CODES: readonly (readonly [code: string, compileAfter: number])[] = [
  ["composed", Infinity],
  ["compiled", 1],
];

for (const [code, compileAfter] of CODES) {
  Deno.test(`FanOut.delivery.emit() hands the very event to sinks and functions when there are several by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const seen: RunEvent[] = [];
    fanOut.on((given) => void seen.push(given));
    fanOut.on({ emit: (given) => void seen.push(given) });
    const one = event(1);
    fanOut.delivery.emit(one);
    assertEquals(seen.map((given) => given === one), [true, true]);
  });

  // It once did not compile.
  Deno.test(`FanOut.delivery.emit() ignores what a target gives when it is no promise by ${code} code`, async () => {
    const { fanOut, failures } = watched(compileAfter);
    const seen: RunEvent[] = [];
    fanOut.on((given) => seen.push(given));
    fanOut.on({ emit: (given) => seen.push(given) });
    fanOut.on(() => ({ then: "not a function" }));
    fanOut.delivery.emit(event(1));
    await fanOut.flush();
    assertEquals([seen, failures], [[event(1), event(1)], []]);
  });

  Deno.test(`FanOut.delivery.emit() calls a sink as a method when it is an object by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    class Kept implements Sink {
      readonly #seen: number[] = [];
      emit({ seq }: RunEvent): void {
        this.#seen.push(seq);
      }
      get seen(): readonly number[] {
        return this.#seen;
      }
    }
    const sink = new Kept();
    fanOut.on(sink);
    fanOut.delivery.emit(event(1));
    assertEquals([sink.seen, failures], [[1], []]);
  });

  Deno.test(`FanOut.delivery.emit() does nothing when nobody listens by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    fanOut.delivery.emit(event(1));
    assertEquals([fanOut.failures, fanOut.dropped, failures], [0, 0, []]);
  });

  Deno.test(`FanOut.delivery.emit() hands the event to the others when one throws by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(logger("a", log));
    fanOut.on(thrower("no"));
    fanOut.on(logger("b", log));
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["a1", "b1"]);
  });

  Deno.test(`FanOut.delivery.emit() tells error, event, target and count when a target throws by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    const error = new Error("no");
    const sink: Sink = {
      emit({ seq }) {
        if (seq !== 3) throw error;
      },
    };
    const [one, two, three, four] = [event(1), event(2), event(3), event(4)];
    fanOut.on(sink);
    for (const each of [one, two, three, four]) fanOut.delivery.emit(each);
    // Of the second it is not told: it follows the first.
    assertEquals(failures, [
      { error, event: one, target: sink, failures: 1 },
      { error, event: four, target: sink, failures: 3 },
    ]);
  });

  Deno.test(`FanOut.delivery.emit() counts for each target and all together when two fail by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const always = fanOut.on(thrower("a"));
    const once = fanOut.on(({ seq }) => seq === 1 ? thrower("b")() : undefined);
    const never = fanOut.on(() => {});
    fanOut.delivery.emit(event(1));
    fanOut.delivery.emit(event(2));
    assertEquals([always.failures, once.failures, never.failures, fanOut.failures], [2, 1, 0, 3]);
  });

  Deno.test(`FanOut.delivery.emit() tells the very function when a listener rejects by ${code} code`, async () => {
    const { fanOut, failures } = watched(compileAfter);
    const listener = (): Promise<never> => Promise.reject("late");
    const subscription = fanOut.on(listener);
    const one = event(1);
    fanOut.delivery.emit(one);
    await settled();
    assertEquals([failures, subscription.failures], [
      [{ error: "late", event: one, target: listener, failures: 1 }],
      1,
    ]);
  });

  Deno.test(`FanOut.delivery.emit() ignores it when onError throws by ${code} code`, () => {
    const fanOut = new FanOut(thrower("onError"), { compileAfter });
    const log: string[] = [];
    fanOut.on(thrower("no"));
    fanOut.on(logger("a", log));
    fanOut.delivery.emit(event(1));
    assertEquals([log, fanOut.failures], [["a1"], 1]);
  });

  // The rejection once was nobody's, which ends the process.
  Deno.test(`FanOut.delivery.emit() leaves no rejection behind when onError is asynchronous by ${code} code`, async () => {
    const escaped: unknown[] = [];
    const keep = (rejection: PromiseRejectionEvent): void => {
      rejection.preventDefault();
      escaped.push(rejection.reason);
    };
    globalThis.addEventListener("unhandledrejection", keep);
    try {
      const fanOut = new FanOut(() => Promise.reject("onError"), { compileAfter });
      fanOut.on(thrower("no"));
      fanOut.on(() => Promise.reject("late"));
      fanOut.delivery.emit(event(1));
      await nextMacrotask();
      assertEquals([escaped, fanOut.failures], [[], 2]);
    } finally {
      globalThis.removeEventListener("unhandledrejection", keep);
    }
  });

  Deno.test(`FanOut.on() ends one subscription when a target is subscribed twice by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    const listener = logger("a", log);
    const first = fanOut.on(listener);
    fanOut.on(listener);
    fanOut.delivery.emit(event(1));
    first();
    fanOut.delivery.emit(event(2));
    assertEquals(log, ["a1", "a1", "a2"]);
  });

  Deno.test(`FanOut.on() gives a subscription that ends once when called again by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    const subscription = fanOut.on(logger("a", log));
    fanOut.on(logger("b", log));
    subscription();
    subscription();
    subscription[Symbol.dispose]();
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["b1"]);
  });

  Deno.test(`FanOut.on() gives a subscription that a using declaration ends by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    {
      using _subscription = fanOut.on(logger("a", log));
      fanOut.delivery.emit(event(1));
    }
    fanOut.delivery.emit(event(2));
    assertEquals(log, ["a1"]);
  });

  Deno.test(`FanOut.on() goes on counting when a subscription is ended by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    const subscription = fanOut.on(() => Promise.reject("late"));
    fanOut.delivery.emit(event(1));
    subscription();
    await settled();
    assertEquals(subscription.failures, 1);
  });

  const DURING: readonly (readonly [
    name: string,
    act: (subscriptions: readonly Subscription[], fanOut: FanOut, log: string[]) => void,
    expected: readonly string[],
  ])[] = [
    ["ends itself", ([, second]) => second!(), ["a1", "b1", "c1", "a2", "c2"]],
    ["ends one that was before", ([first]) => first!(), ["a1", "b1", "c1", "b2", "c2"]],
    ["ends one that comes after", ([, , third]) => third!(), ["a1", "b1", "a2", "b2"]],
    ["ends all", (all) => all.forEach((end) => end()), ["a1", "b1"]],
    ["subscribes another", (_all, fanOut, log) => void fanOut.on(logger("d", log)), [
      "a1",
      "b1",
      "c1",
      "a2",
      "b2",
      "c2",
      "d2",
    ]],
  ];

  for (const [name, act, expected] of DURING) {
    Deno.test(`FanOut.delivery.emit() makes nobody miss an event when a listener ${name} by ${code} code`, () => {
      const { fanOut, failures } = watched(compileAfter);
      const log: string[] = [];
      const subscriptions: Subscription[] = [];
      subscriptions.push(fanOut.on(logger("a", log)));
      subscriptions.push(fanOut.on((given) => {
        logger("b", log)(given);
        if (given.seq === 1) act(subscriptions, fanOut, log);
      }));
      subscriptions.push(fanOut.on(logger("c", log)));
      fanOut.delivery.emit(event(1));
      fanOut.delivery.emit(event(2));
      assertEquals([log, failures], [expected, []]);
    });
  }

  Deno.test(`FanOut.delivery.emit() keeps one order for all when a listener emits by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(logger("a", log));
    fanOut.on((given) => {
      logger("b", log)(given);
      if (given.seq < 3) fanOut.delivery.emit(event(given.seq + 1));
    });
    fanOut.on(logger("c", log));
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3"]);
  });

  Deno.test(`FanOut.delivery.emit() hands on what was queued when a listener emits and throws by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.delivery.emit(event(2));
      throw new Error("no");
    });
    fanOut.on(logger("a", log));
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["a1", "a2"]);
  });

  Deno.test(`FanOut.delivery.emit() hands a queued event to a listener when it came in between by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.delivery.emit(event(2));
      fanOut.on(logger("new", log));
    });
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["new2"]);
  });

  Deno.test(`FanOut.delivery.emit() cuts and counts when listeners emit without end by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    let handed = 0;
    fanOut.on((given) => {
      handed++;
      fanOut.delivery.emit(event(given.seq + 1));
      fanOut.delivery.emit(event(given.seq + 2));
    });
    fanOut.delivery.emit(event(1));
    const [failure] = failures;
    assertInstanceOf(failure?.error, RangeError);
    assertEquals({ handed, dropped: fanOut.dropped, failures: failures.length, failure }, {
      handed: MAX_EVENTS_PER_EMIT,
      dropped: MAX_EVENTS_PER_EMIT + 1,
      failures: 1,
      failure: { error: failure.error, failures: 1 },
    });
  });

  Deno.test(`FanOut.delivery.emit() hands the last one on when listeners emit just as many as may be by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    let last = 0;
    fanOut.on(({ seq }) => {
      last = seq;
      if (seq < MAX_EVENTS_PER_EMIT) fanOut.delivery.emit(event(seq + 1));
    });
    fanOut.delivery.emit(event(1));
    assertEquals([last, fanOut.dropped, failures], [MAX_EVENTS_PER_EMIT, 0, []]);
  });

  Deno.test(`FanOut.delivery.emit() works again when an endless emit was cut by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const endless = fanOut.on(({ seq }) => fanOut.delivery.emit(event(seq + 1)));
    fanOut.delivery.emit(event(1));
    endless();
    const log: string[] = [];
    fanOut.on(logger("a", log));
    fanOut.delivery.emit(event(1));
    assertEquals(log, ["a1"]);
  });

  // Each cut once told onError outside of the queue, whose event began the next endless emit.
  Deno.test(`FanOut.delivery.emit() ends when listeners emit without end and onError emits too by ${code} code`, () => {
    let told = 0;
    let handed = 0;
    const fanOut = new FanOut(() => {
      told++;
      fanOut.delivery.emit(event(0));
    }, { compileAfter });
    fanOut.on(() => {
      handed++;
      fanOut.delivery.emit(event(0));
    });
    fanOut.delivery.emit(event(1));
    assertEquals({ told, handed, dropped: fanOut.dropped }, {
      told: 1,
      handed: MAX_EVENTS_PER_EMIT,
      dropped: 2,
    });
  });

  Deno.test(`FanOut.delivery.emit() ends when a target always fails and onError emits by ${code} code`, () => {
    const fanOut = new FanOut(() => fanOut.delivery.emit(event(0)), { compileAfter });
    fanOut.on(thrower("no"));
    fanOut.delivery.emit(event(1));
    assertEquals([fanOut.failures, fanOut.dropped], [2, 0]);
  });

  // The queue once stayed open, and took all later events without handing them on.
  Deno.test(`FanOut.delivery.emit() works again when it was called with no stack left by ${code} code`, () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(logger("a", log));
    const descend = (): void => {
      try {
        descend();
      } catch {
        // As deep as can be, and on each level above: some of these calls end half way.
        try {
          fanOut.delivery.emit(event(1));
        } catch {
          throw new RangeError("Still too deep");
        }
      }
    };
    descend();
    log.length = 0;
    const before = isDelivering();
    fanOut.delivery.emit(event(2));
    assertEquals([log, before], [["a2"], false]);
  });

  Deno.test(`FanOut.flush() settles when every target has flushed by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on({ emit: () => {}, flush: () => void log.push("sync") });
    fanOut.on({ emit: () => {}, flush: () => settled().then(() => void log.push("async")) });
    fanOut.on({ emit: () => {} });
    fanOut.on(() => {});
    await fanOut.flush();
    assertEquals(log, ["sync", "async"]);
  });

  for (const verb of ["flush", "close"] as const) {
    // An asynchronous sink once was still at work when the process went on to exit.
    Deno.test(`FanOut.${verb}() waits when an asynchronous sink is still at work by ${code} code`, async () => {
      const { fanOut } = watched(compileAfter);
      const log: string[] = [];
      const { listener, end } = slow(log);
      fanOut.on({ emit: listener });
      fanOut.delivery.emit(event(1));
      const done = fanOut[verb]().then(() => void log.push("done"));
      await settled();
      end();
      await done;
      assertEquals(log, ["ended", "done"]);
    });

    for (const [when, before] of [["at once", 0], ["after something else", 1]] as const) {
      // The listener's own promise once was among those that the call waited for.
      Deno.test(`FanOut.${verb}() settles when a listener awaits it ${when} by ${code} code`, async () => {
        const { fanOut, failures } = watched(compileAfter);
        const { promise, resolve } = Promise.withResolvers<void>();
        fanOut.on(async () => {
          for (let turn = 0; turn < before; turn++) await undefined;
          await fanOut[verb]();
          resolve();
        });
        fanOut.delivery.emit(event(1));
        await promise;
        assertEquals(failures, []);
      });
    }

    Deno.test(`FanOut.${verb}() settles when a sink awaits it at once by ${code} code`, async () => {
      const { fanOut, failures } = watched(compileAfter);
      const { promise, resolve } = Promise.withResolvers<void>();
      fanOut.on({ emit: () => fanOut[verb]().then(resolve) });
      fanOut.delivery.emit(event(1));
      await promise;
      assertEquals(failures, []);
    });

    Deno.test(`FanOut.${verb}() rejects with all errors when some targets fail by ${code} code`, async () => {
      const { fanOut, failures } = watched(compileAfter);
      const log: string[] = [];
      const first: Sink = { emit: () => {}, [verb]: thrower("sync") };
      const second: Sink = { emit: () => {}, [verb]: () => Promise.reject("async") };
      for (const sink of [first, second]) fanOut.on(sink);
      fanOut.on({ emit: () => {}, [verb]: () => void log.push("fine") });
      const error = await assertRejects(
        () => fanOut[verb](),
        AggregateError,
        `Cannot ${verb} the bus: 2 of its sinks failed`,
      );
      assertEquals([error.errors, log], [["sync", "async"], ["fine"]]);
      assertEquals(failures, [
        { error: "sync", target: first, failures: 1 },
        { error: "async", target: second, failures: 1 },
      ]);
    });

    Deno.test(`FanOut.${verb}() begins before it returns when nothing is under way by ${code} code`, () => {
      const { fanOut } = watched(compileAfter);
      const log: string[] = [];
      fanOut.on({ emit: () => {}, [verb]: () => void log.push(verb) });
      fanOut[verb]();
      assertEquals(log, [verb]);
    });
  }

  Deno.test(`FanOut.flush() resolves when an asynchronous target rejected before by ${code} code`, async () => {
    const { fanOut, failures } = watched(compileAfter);
    fanOut.on({ emit: () => Promise.reject("late") });
    fanOut.delivery.emit(event(1));
    await fanOut.flush();
    assertEquals(failures.length, 1);
  });

  Deno.test(`FanOut.close() ends all subscriptions when it is called by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on(logger("a", log));
    await fanOut.close();
    fanOut.delivery.emit(event(1));
    assertEquals(log, []);
  });

  Deno.test(`FanOut.close() closes once when it is called twice by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    let closed = 0;
    fanOut.on({ emit: () => {}, close: () => void closed++ });
    await Promise.all([fanOut.close(), fanOut.close()]);
    assertEquals(closed, 1);
  });

  Deno.test(`FanOut.close() leaves a sink alone when its subscription has ended by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    let closed = 0;
    fanOut.on({ emit: () => {}, close: () => void closed++ })();
    await fanOut.close();
    assertEquals(closed, 0);
  });

  // What such a sink still held was lost.
  Deno.test(`FanOut.close() flushes a sink when it cannot be closed by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    fanOut.on({ emit: () => {}, flush: () => void log.push("flush") });
    fanOut.on({
      emit: () => {},
      flush: () => void log.push("not this"),
      close: () => void log.push("close"),
    });
    await fanOut.close();
    assertEquals(log, ["flush", "close"]);
  });

  // The sinks after the listener once were closed first, and lost the event.
  Deno.test(`FanOut.close() lets all have the events that are queued when a listener calls it by ${code} code`, async () => {
    const { fanOut } = watched(compileAfter);
    const log: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.close().then(resolve);
      fanOut.delivery.emit(event(2));
    });
    fanOut.on({ emit: logger("a", log), close: () => void log.push("close") });
    fanOut.delivery.emit(event(1));
    await promise;
    fanOut.delivery.emit(event(3));
    assertEquals(log, ["a1", "a2", "close"]);
  });

  Deno.test(`FanOut.fail() tells the count of all when it names no target by ${code} code`, () => {
    const { fanOut, failures } = watched(compileAfter);
    fanOut.fail("first");
    fanOut.fail("second");
    assertEquals(failures, [{ error: "first", failures: 1 }, { error: "second", failures: 2 }]);
  });

  Deno.test(`FanOut.delivery.emit() counts an event as dropped when all was closed before by ${code} code`, async () => {
    const fanOut = new FanOut(undefined, { compileAfter });
    fanOut.on(() => {});
    await fanOut.close();
    fanOut.delivery.emit(SAMPLE_EVENTS[0]!);
    assertEquals(fanOut.dropped, 1);
  });
}
