import { assertEquals, assertRejects } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { FanOut, type Listener } from "../../core/fan_out.ts";
import type { Sink } from "../../core/sink.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import {
  DISPATCH_CODES,
  numberedEvent,
  seqLogger,
  thrower,
  watchedFanOut,
} from "../fixtures/fan_outs.ts";

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

for (const [code, compileAfter] of DISPATCH_CODES) {
  Deno.test(`FanOut.delivery.emit() hands the very event to sinks and functions when there are several by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const seen: RunEvent[] = [];
    fanOut.on((given) => void seen.push(given));
    fanOut.on({ emit: (given) => void seen.push(given) });
    const one = numberedEvent(1);
    fanOut.delivery.emit(one);
    assertEquals(seen.map((given) => given === one), [true, true]);
  });

  // It once did not compile.
  Deno.test(`FanOut.delivery.emit() ignores what a target gives when it is no promise by ${code} code`, async () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    const seen: RunEvent[] = [];
    fanOut.on((given) => seen.push(given));
    fanOut.on({ emit: (given) => seen.push(given) });
    fanOut.on(() => ({ then: "not a function" }));
    fanOut.delivery.emit(numberedEvent(1));
    await fanOut.flush();
    assertEquals([seen, failures], [[numberedEvent(1), numberedEvent(1)], []]);
  });

  Deno.test(`FanOut.delivery.emit() calls a sink as a method when it is an object by ${code} code`, () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
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
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals([sink.seen, failures], [[1], []]);
  });

  Deno.test(`FanOut.delivery.emit() does nothing when nobody listens by ${code} code`, () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals([fanOut.failures, fanOut.dropped, failures], [0, 0, []]);
  });

  Deno.test(`FanOut.delivery.emit() hands the event to the others when one throws by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(seqLogger("a", log));
    fanOut.on(thrower("no"));
    fanOut.on(seqLogger("b", log));
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["a1", "b1"]);
  });

  Deno.test(`FanOut.delivery.emit() tells error, event, target and count when a target throws by ${code} code`, () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    const error = new Error("no");
    const sink: Sink = {
      emit({ seq }) {
        if (seq !== 3) throw error;
      },
    };
    const [one, two, three, four] = [
      numberedEvent(1),
      numberedEvent(2),
      numberedEvent(3),
      numberedEvent(4),
    ];
    fanOut.on(sink);
    for (const each of [one, two, three, four]) fanOut.delivery.emit(each);
    // Of the second it is not told: it follows the first.
    assertEquals(failures, [
      { error, event: one, target: sink, failures: 1 },
      { error, event: four, target: sink, failures: 3 },
    ]);
  });

  Deno.test(`FanOut.delivery.emit() counts for each target and all together when two fail by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const always = fanOut.on(thrower("a"));
    const once = fanOut.on(({ seq }) => seq === 1 ? thrower("b")() : undefined);
    const never = fanOut.on(() => {});
    fanOut.delivery.emit(numberedEvent(1));
    fanOut.delivery.emit(numberedEvent(2));
    assertEquals([always.failures, once.failures, never.failures, fanOut.failures], [2, 1, 0, 3]);
  });

  Deno.test(`FanOut.delivery.emit() tells the very function when a listener rejects by ${code} code`, async () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    const listener = (): Promise<never> => Promise.reject("late");
    const subscription = fanOut.on(listener);
    const one = numberedEvent(1);
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
    fanOut.on(seqLogger("a", log));
    fanOut.delivery.emit(numberedEvent(1));
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
      fanOut.delivery.emit(numberedEvent(1));
      await nextMacrotask();
      assertEquals([escaped, fanOut.failures], [[], 2]);
    } finally {
      globalThis.removeEventListener("unhandledrejection", keep);
    }
  });

  Deno.test(`FanOut.on() ends one subscription when a target is subscribed twice by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    const listener = seqLogger("a", log);
    const first = fanOut.on(listener);
    fanOut.on(listener);
    fanOut.delivery.emit(numberedEvent(1));
    first();
    fanOut.delivery.emit(numberedEvent(2));
    assertEquals(log, ["a1", "a1", "a2"]);
  });

  Deno.test(`FanOut.on() gives a subscription that ends once when called again by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    const subscription = fanOut.on(seqLogger("a", log));
    fanOut.on(seqLogger("b", log));
    subscription();
    subscription();
    subscription[Symbol.dispose]();
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["b1"]);
  });

  Deno.test(`FanOut.on() gives a subscription that a using declaration ends by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    {
      using _subscription = fanOut.on(seqLogger("a", log));
      fanOut.delivery.emit(numberedEvent(1));
    }
    fanOut.delivery.emit(numberedEvent(2));
    assertEquals(log, ["a1"]);
  });

  Deno.test(`FanOut.on() goes on counting when a subscription is ended by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const subscription = fanOut.on(() => Promise.reject("late"));
    fanOut.delivery.emit(numberedEvent(1));
    subscription();
    await settled();
    assertEquals(subscription.failures, 1);
  });

  Deno.test(`FanOut.flush() settles when every target has flushed by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
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
      const { fanOut } = watchedFanOut(compileAfter);
      const log: string[] = [];
      const { listener, end } = slow(log);
      fanOut.on({ emit: listener });
      fanOut.delivery.emit(numberedEvent(1));
      const done = fanOut[verb]().then(() => void log.push("done"));
      await settled();
      end();
      await done;
      assertEquals(log, ["ended", "done"]);
    });

    for (const [when, before] of [["at once", 0], ["after something else", 1]] as const) {
      // The listener's own promise once was among those that the call waited for.
      Deno.test(`FanOut.${verb}() settles when a listener awaits it ${when} by ${code} code`, async () => {
        const { fanOut, failures } = watchedFanOut(compileAfter);
        const { promise, resolve } = Promise.withResolvers<void>();
        fanOut.on(async () => {
          for (let turn = 0; turn < before; turn++) await undefined;
          await fanOut[verb]();
          resolve();
        });
        fanOut.delivery.emit(numberedEvent(1));
        await promise;
        assertEquals(failures, []);
      });
    }

    Deno.test(`FanOut.${verb}() settles when a sink awaits it at once by ${code} code`, async () => {
      const { fanOut, failures } = watchedFanOut(compileAfter);
      const { promise, resolve } = Promise.withResolvers<void>();
      fanOut.on({ emit: () => fanOut[verb]().then(resolve) });
      fanOut.delivery.emit(numberedEvent(1));
      await promise;
      assertEquals(failures, []);
    });

    Deno.test(`FanOut.${verb}() rejects with all errors when some targets fail by ${code} code`, async () => {
      const { fanOut, failures } = watchedFanOut(compileAfter);
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
      const { fanOut } = watchedFanOut(compileAfter);
      const log: string[] = [];
      fanOut.on({ emit: () => {}, [verb]: () => void log.push(verb) });
      fanOut[verb]();
      assertEquals(log, [verb]);
    });
  }

  Deno.test(`FanOut.flush() resolves when an asynchronous target rejected before by ${code} code`, async () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    fanOut.on({ emit: () => Promise.reject("late") });
    fanOut.delivery.emit(numberedEvent(1));
    await fanOut.flush();
    assertEquals(failures.length, 1);
  });

  Deno.test(`FanOut.close() ends all subscriptions when it is called by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(seqLogger("a", log));
    await fanOut.close();
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, []);
  });

  Deno.test(`FanOut.close() closes once when it is called twice by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
    let closed = 0;
    fanOut.on({ emit: () => {}, close: () => void closed++ });
    await Promise.all([fanOut.close(), fanOut.close()]);
    assertEquals(closed, 1);
  });

  Deno.test(`FanOut.close() leaves a sink alone when its subscription has ended by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
    let closed = 0;
    fanOut.on({ emit: () => {}, close: () => void closed++ })();
    await fanOut.close();
    assertEquals(closed, 0);
  });

  // What such a sink still held was lost.
  Deno.test(`FanOut.close() flushes a sink when it cannot be closed by ${code} code`, async () => {
    const { fanOut } = watchedFanOut(compileAfter);
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
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.close().then(resolve);
      fanOut.delivery.emit(numberedEvent(2));
    });
    fanOut.on({ emit: seqLogger("a", log), close: () => void log.push("close") });
    fanOut.delivery.emit(numberedEvent(1));
    await promise;
    fanOut.delivery.emit(numberedEvent(3));
    assertEquals(log, ["a1", "a2", "close"]);
  });

  Deno.test(`FanOut.fail() tells the count of all when it names no target by ${code} code`, () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
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
