import { assertEquals, assertInstanceOf } from "@std/assert";
import { isDelivering } from "../../core/delivery.ts";
import { FanOut, type Subscription } from "../../core/fan_out.ts";
import { MAX_EVENTS_PER_EMIT } from "../../core/ordered_delivery.ts";
import {
  DISPATCH_CODES,
  numberedEvent,
  seqLogger,
  thrower,
  watchedFanOut,
} from "../fixtures/fan_outs.ts";

/** Calls as deep as can be, and on each level above while the call fails: some end half way. */
function atTheEndOfTheStack(call: () => void): void {
  try {
    atTheEndOfTheStack(call);
  } catch {
    call();
  }
}

for (const [code, compileAfter] of DISPATCH_CODES) {
  Deno.test(`FanOut.delivery.emit() keeps one order for all when a listener emits by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(seqLogger("a", log));
    fanOut.on((given) => {
      seqLogger("b", log)(given);
      if (given.seq < 3) fanOut.delivery.emit(numberedEvent(given.seq + 1));
    });
    fanOut.on(seqLogger("c", log));
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3"]);
  });

  Deno.test(`FanOut.delivery.emit() hands on what was queued when a listener emits and throws by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.delivery.emit(numberedEvent(2));
      throw new Error("no");
    });
    fanOut.on(seqLogger("a", log));
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["a1", "a2"]);
  });

  Deno.test(`FanOut.delivery.emit() hands a queued event to a listener when it came in between by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(({ seq }) => {
      if (seq !== 1) return;
      fanOut.delivery.emit(numberedEvent(2));
      fanOut.on(seqLogger("new", log));
    });
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["new2"]);
  });

  Deno.test(`FanOut.delivery.emit() cuts and counts when listeners emit without end by ${code} code`, () => {
    const { fanOut, failures } = watchedFanOut(compileAfter);
    let handed = 0;
    fanOut.on((given) => {
      handed++;
      fanOut.delivery.emit(numberedEvent(given.seq + 1));
      fanOut.delivery.emit(numberedEvent(given.seq + 2));
    });
    fanOut.delivery.emit(numberedEvent(1));
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
    const { fanOut, failures } = watchedFanOut(compileAfter);
    let last = 0;
    fanOut.on(({ seq }) => {
      last = seq;
      if (seq < MAX_EVENTS_PER_EMIT) fanOut.delivery.emit(numberedEvent(seq + 1));
    });
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals([last, fanOut.dropped, failures], [MAX_EVENTS_PER_EMIT, 0, []]);
  });

  Deno.test(`FanOut.delivery.emit() works again when an endless emit was cut by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const endless = fanOut.on(({ seq }) => fanOut.delivery.emit(numberedEvent(seq + 1)));
    fanOut.delivery.emit(numberedEvent(1));
    endless();
    const log: string[] = [];
    fanOut.on(seqLogger("a", log));
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals(log, ["a1"]);
  });

  // Each cut once told onError outside of the queue, whose event began the next endless emit.
  Deno.test(`FanOut.delivery.emit() ends when listeners emit without end and onError emits too by ${code} code`, () => {
    let told = 0;
    let handed = 0;
    const fanOut = new FanOut(() => {
      told++;
      fanOut.delivery.emit(numberedEvent(0));
    }, { compileAfter });
    fanOut.on(() => {
      handed++;
      fanOut.delivery.emit(numberedEvent(0));
    });
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals({ told, handed, dropped: fanOut.dropped }, {
      told: 1,
      handed: MAX_EVENTS_PER_EMIT,
      dropped: 2,
    });
  });

  Deno.test(`FanOut.delivery.emit() ends when a target always fails and onError emits by ${code} code`, () => {
    const fanOut = new FanOut(() => fanOut.delivery.emit(numberedEvent(0)), { compileAfter });
    fanOut.on(thrower("no"));
    fanOut.delivery.emit(numberedEvent(1));
    assertEquals([fanOut.failures, fanOut.dropped], [2, 0]);
  });

  // The queue once stayed open, and took all later events without handing them on.
  Deno.test(`FanOut.delivery.emit() works again when it was called with no stack left by ${code} code`, () => {
    const { fanOut } = watchedFanOut(compileAfter);
    const log: string[] = [];
    fanOut.on(seqLogger("a", log));
    atTheEndOfTheStack(() => fanOut.delivery.emit(numberedEvent(1)));
    log.length = 0;
    const before = isDelivering();
    fanOut.delivery.emit(numberedEvent(2));
    assertEquals([log, before], [["a2"], false]);
  });

  for (const verb of ["flush", "close"] as const) {
    Deno.test(`FanOut.${verb}() first hands on what was left where there was no stack by ${code} code`, async () => {
      const { fanOut } = watchedFanOut(compileAfter);
      const log: string[] = [];
      fanOut.delivery.resume = () => void log.push("resume");
      fanOut.on({ emit: () => {}, [verb]: () => void log.push(verb) });
      await fanOut[verb]();
      assertEquals(log, ["resume", verb]);
    });
  }

  const DURING: readonly (readonly [
    name: string,
    act: (subscriptions: readonly Subscription[], fanOut: FanOut, log: string[]) => void,
    expected: readonly string[],
  ])[] = [
    ["ends itself", ([, second]) => second!(), ["a1", "b1", "c1", "a2", "c2"]],
    ["ends one that was before", ([first]) => first!(), ["a1", "b1", "c1", "b2", "c2"]],
    ["ends one that comes after", ([, , third]) => third!(), ["a1", "b1", "a2", "b2"]],
    ["ends all", (all) => all.forEach((end) => end()), ["a1", "b1"]],
    ["subscribes another", (_all, fanOut, log) => void fanOut.on(seqLogger("d", log)), [
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
      const { fanOut, failures } = watchedFanOut(compileAfter);
      const log: string[] = [];
      const subscriptions: Subscription[] = [];
      subscriptions.push(fanOut.on(seqLogger("a", log)));
      subscriptions.push(fanOut.on((given) => {
        seqLogger("b", log)(given);
        if (given.seq === 1) act(subscriptions, fanOut, log);
      }));
      subscriptions.push(fanOut.on(seqLogger("c", log)));
      fanOut.delivery.emit(numberedEvent(1));
      fanOut.delivery.emit(numberedEvent(2));
      assertEquals([log, failures], [expected, []]);
    });
  }
}
