import { assertEquals, assertThrows } from "@std/assert";
import { compileDispatch } from "../../core/compiled_dispatch.ts";
import { type Answers, type Dispatch, dispatchTo, INERT_SINK } from "../../core/dispatch.ts";
import type { RunEvent } from "../../core/event.ts";
import type { Sink } from "../../core/sink.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

interface Numbered {
  sink: Sink;
  readonly index: number;
}

const EVENT: RunEvent = SAMPLE_EVENTS[0]!;

/** Recipients of which each does something of its own, and what came of it. */
function recipients(
  count: number,
  act: (index: number) => unknown,
): { readonly targets: Numbered[]; readonly answers: Answers<Numbered>; readonly log: unknown[] } {
  const log: unknown[] = [];
  return {
    log,
    targets: Array.from({ length: count }, (_, index) => ({
      index,
      sink: {
        emit(event) {
          log.push([index, event === EVENT]);
          return act(index);
        },
      },
    })),
    answers: {
      answered: (result, { index }, event) =>
        log.push(["answered", result, index, event === EVENT]),
      failed: (error, { index }, event) => log.push(["failed", error, index, event === EVENT]),
    },
  };
}

type Make = (targets: readonly Numbered[], answers: Answers<Numbered>) => Dispatch;

const MAKES: readonly (readonly [name: string, make: Make])[] = [
  ["dispatchTo()", dispatchTo],
  ["compileDispatch()", (targets, answers) => compileDispatch(targets, answers)!.hand],
];

for (const [name, dispatch] of MAKES) {
  // Around each number of places that the code has.
  for (const count of [1, 2, 3, 4, 5, 15, 16, 17, 33, 100]) {
    const all = Array.from({ length: count }, (_, index) => index);

    Deno.test(`${name} hands an event to each in order when there are ${count}`, () => {
      const { targets, answers, log } = recipients(count, () => {});
      dispatch(targets, answers)(EVENT);
      assertEquals(log, all.map((index) => [index, true]));
    });

    Deno.test(`${name} says who threw when there are ${count}`, () => {
      const { targets, answers, log } = recipients(count, (index) => {
        throw `error ${index}`;
      });
      dispatch(targets, answers)(EVENT);
      assertEquals(
        log,
        all.flatMap((index) => [[index, true], ["failed", `error ${index}`, index, true]]),
      );
    });

    Deno.test(`${name} says who answered when there are ${count}`, () => {
      const { targets, answers, log } = recipients(count, (index) => `answer ${index}`);
      dispatch(targets, answers)(EVENT);
      assertEquals(
        log,
        all.flatMap((index) => [[index, true], ["answered", `answer ${index}`, index, true]]),
      );
    });

    Deno.test(`${name} passes over who has left when there are ${count}`, () => {
      const { targets, answers, log } = recipients(count, () => {});
      const hand = dispatch(targets, answers);
      for (const target of targets) if (target.index % 3 === 0) target.sink = INERT_SINK;
      hand(EVENT);
      assertEquals(log, all.filter((index) => index % 3 !== 0).map((index) => [index, true]));
    });
  }

  Deno.test(`${name} takes what answered() throws for a failure of the recipient`, () => {
    const { targets, answers, log } = recipients(1, () => "answer");
    const answered = (): never => {
      throw "odd";
    };
    dispatch(targets, { ...answers, answered })(EVENT);
    assertEquals(log, [[0, true], ["failed", "odd", 0, true]]);
  });

  Deno.test(`${name} throws what failed() throws`, () => {
    const { targets, answers } = recipients(1, () => {
      throw new Error("sink");
    });
    const failed = (): never => {
      throw new TypeError("reporter");
    };
    assertThrows(() => dispatch(targets, { ...answers, failed })(EVENT), TypeError, "reporter");
  });
}

Deno.test("dispatchTo() hands an event to nobody when there are none", () => {
  const { targets, answers, log } = recipients(0, () => {});
  dispatchTo(targets, answers)(EVENT);
  assertEquals(log, []);
});

for (const count of [0, 101]) {
  Deno.test(`compileDispatch() gives nothing when there are ${count}`, () => {
    const { targets, answers } = recipients(count, () => {});
    assertEquals(compileDispatch(targets, answers), undefined);
  });
}
