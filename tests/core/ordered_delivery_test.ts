import { assertEquals } from "@std/assert";
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

for (const compileAfter of [1, Infinity]) {
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
