import { assertEquals, assertThrows } from "@std/assert";
import { isDelivering } from "../../core/delivery.ts";
import type { RunEvent } from "../../core/event.ts";
import { OrderedDelivery } from "../../core/ordered_delivery.ts";
import type { Sink } from "../../core/sink.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const EVENT: RunEvent = SAMPLE_EVENTS[0]!;

/** A delivery to functions, which logs what fails. */
function deliveryTo(
  compileAfter: number,
  emits: readonly Sink["emit"][],
  log: unknown[] = [],
): OrderedDelivery<{ sink: Sink }> {
  const delivery = new OrderedDelivery<{ sink: Sink }>({
    answered: () => {},
    failed: (error) => {
      delivery.count();
      log.push(error);
    },
    overflowed: () => {},
  }, { compileAfter });
  delivery.handTo(emits.map((emit) => ({ sink: { emit } })));
  return delivery;
}

/** A delivery whose recipient does something with the event of each number, and what it was given. */
function scripted(
  compileAfter: number,
  script: () => { readonly [seq: number]: () => void },
): { readonly delivery: OrderedDelivery<{ sink: Sink }>; readonly seen: number[] } {
  const seen: number[] = [];
  const delivery = new OrderedDelivery<{ sink: Sink }>({
    answered: () => {},
    // As where there is no stack left even to tell that there is none.
    failed(error) {
      throw error;
    },
    overflowed: () => {},
  }, { compileAfter });
  const acts = script();
  const emit = ({ seq }: RunEvent): void => {
    seen.push(seq);
    acts[seq]?.();
  };
  delivery.handTo([{ sink: { emit } }]);
  return { delivery, seen };
}

function exhausted(): never {
  throw new RangeError("Maximum call stack size exceeded");
}

function numbered(seq: number): RunEvent {
  return { ...EVENT, seq };
}

for (const compileAfter of [1, Infinity]) {
  // What was queued once came behind events that were emitted later.
  Deno.test(`OrderedDelivery.emit() hands out first what was queued when the stack had ended and ${compileAfter} events are counted`, () => {
    const { delivery, seen } = scripted(compileAfter, () => ({
      1() {
        delivery.emit(numbered(2));
        delivery.emit(numbered(3));
        exhausted();
      },
    }));
    assertThrows(() => delivery.emit(numbered(1)), RangeError);
    delivery.emit(numbered(4));
    assertEquals([seen, delivery.running, isDelivering()], [[1, 2, 3, 4], false, false]);
  });

  // The rest of the queue once was lost, and not counted.
  Deno.test(`OrderedDelivery.emit() hands out the rest of the queue when the stack ended in it and ${compileAfter} events are counted`, () => {
    const { delivery, seen } = scripted(compileAfter, () => ({
      1: () => [2, 3, 4].forEach((seq) => delivery.emit(numbered(seq))),
      2: exhausted,
      3: exhausted,
    }));
    assertThrows(() => delivery.emit(numbered(1)), RangeError);
    assertThrows(() => delivery.emit(numbered(5)), RangeError);
    delivery.emit(numbered(6));
    assertEquals([seen, delivery.dropped], [[1, 2, 3, 4, 5, 6], 0]);
  });

  Deno.test(`OrderedDelivery.emit() hands out each event once when the stack ended in the last of the queue and ${compileAfter} events are counted`, () => {
    const { delivery, seen } = scripted(compileAfter, () => ({
      1: () => delivery.emit(numbered(2)),
      2: exhausted,
    }));
    assertThrows(() => delivery.emit(numbered(1)), RangeError);
    delivery.resume();
    delivery.emit(numbered(3));
    assertEquals(seen, [1, 2, 3]);
  });

  Deno.test(`OrderedDelivery.emit() keeps the order when the stack ended in another bus's listener and ${compileAfter} events are counted`, () => {
    const outer = scripted(compileAfter, () => ({
      1: () => assertThrows(() => inner.delivery.emit(numbered(1)), RangeError),
      2: () => inner.delivery.emit(numbered(3)),
    }));
    const inner = scripted(compileAfter, () => ({
      1() {
        inner.delivery.emit(numbered(2));
        exhausted();
      },
    }));
    outer.delivery.emit(numbered(1));
    outer.delivery.emit(numbered(2));
    assertEquals([outer.seen, inner.seen, isDelivering()], [[1, 2], [1, 2, 3], false]);
  });

  Deno.test(`OrderedDelivery.resume() hands out what is left, once, when the stack had ended and ${compileAfter} events are counted`, () => {
    const { delivery, seen } = scripted(compileAfter, () => ({
      1() {
        delivery.emit(numbered(2));
        delivery.emit(numbered(3));
        exhausted();
      },
    }));
    delivery.resume();
    assertThrows(() => delivery.emit(numbered(1)), RangeError);
    delivery.resume();
    delivery.resume();
    assertEquals(seen, [1, 2, 3]);
  });

  Deno.test(`OrderedDelivery.emit() keeps each bus's order when two emit to each other and ${compileAfter} events are counted`, () => {
    const log: string[] = [];
    const one = deliveryTo(compileAfter, [
      ({ seq }) => {
        log.push(`one a${seq}`);
        if (seq === 1) other.emit({ ...EVENT, seq: 10 });
      },
      ({ seq }) => void log.push(`one b${seq}`),
    ]);
    const other = deliveryTo(compileAfter, [
      ({ seq }) => {
        log.push(`other a${seq}`);
        if (seq === 10) one.emit({ ...EVENT, seq: 2 });
      },
      ({ seq }) => void log.push(`other b${seq}`),
    ]);
    one.emit({ ...EVENT, seq: 1 });
    assertEquals(log, [
      "one a1",
      "other a10",
      "other b10",
      "one b1",
      "one a2",
      "one b2",
    ]);
  });

  Deno.test(`isDelivering() tells of the outermost bus when another has ended and ${compileAfter} events are counted`, () => {
    const log: boolean[] = [];
    const tell = (): void => void log.push(isDelivering());
    const inner = deliveryTo(compileAfter, [tell]);
    const outer = deliveryTo(compileAfter, [() => inner.emit(EVENT), tell]);
    tell();
    outer.emit(EVENT);
    tell();
    assertEquals(log, [false, true, true, false]);
  });
}

Deno.test("OrderedDelivery.emit() counts until code is compiled, and again when one fails", () => {
  const log: unknown[] = [];
  let fails = false;
  const delivery = deliveryTo(3, [() => {
    if (fails) throw "no";
  }], log);
  const counted = [false, false, false, false, false, true, false, false, false, false, false]
    .map((failing) => {
      fails = failing;
      delivery.emit(EVENT);
      return delivery.counted;
    });
  // It may be in use again after twice as many: it was compiled once.
  assertEquals([counted, log], [[1, 2, 3, 3, 3, 3, 4, 5, 6, 7, 8], ["no"]]);
});

Deno.test("OrderedDelivery.emit() goes to the others when recipients change after code was compiled", () => {
  const log: string[] = [];
  const delivery = deliveryTo(1, [() => void log.push("first")]);
  delivery.emit(EVENT);
  delivery.emit(EVENT);
  delivery.handTo(["second", "third"].map((name) => ({ sink: { emit: () => log.push(name) } })));
  delivery.emit(EVENT);
  delivery.emit(EVENT);
  delivery.emit(EVENT);
  assertEquals(log, ["first", "first", ...Array(3).fill(["second", "third"]).flat()]);
});
