import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import type { EventDraft, RunEvent } from "../../core/event.ts";
import type { Sink } from "../../core/sink.ts";
import { clear, emit, install, isActive } from "../../core/slot.ts";
import { slotTest } from "../fixtures/empty_slot.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

const HELLO: EventDraft = { type: "stdout", payload: "hello\n" };

/** A sink that keeps what it is given. */
function keeper(): Sink & { readonly seen: RunEvent[] } {
  const seen: RunEvent[] = [];
  return { seen, emit: (event) => void seen.push(event) };
}

function thrower(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

slotTest("install() gives undefined when nothing was installed", () => {
  assertStrictEquals(install(keeper()), undefined);
});

slotTest("install() gives the previous sink when one was installed", () => {
  const [first, second] = [keeper(), keeper()];
  install(first);
  assertEquals([install(second) === first, install(undefined) === second], [true, true]);
});

slotTest("install() gives the previous bus when one was installed", () => {
  const bus = new EventBus();
  install(bus);
  assertStrictEquals(install(undefined), bus);
});

slotTest("clear() gives the sink when one was installed", () => {
  const sink = keeper();
  install(sink);
  assertEquals([clear() === sink, clear()], [true, undefined]);
});

slotTest("clear() does not close the sink when one was installed", () => {
  let closed = 0;
  install({ emit: () => {}, close: () => void closed++ });
  clear();
  assertEquals(closed, 0);
});

slotTest("emit() calls a function only when somebody listens", () => {
  let calls = 0;
  const make = (): EventDraft => {
    calls++;
    return HELLO;
  };
  emit(make);
  const before = calls;
  const sink = keeper();
  install(sink);
  emit(make);
  assertEquals([before, calls, sink.seen.map(({ type }) => type)], [0, 1, ["stdout"]]);
});

slotTest("emit() shows in the stream what a function throws", () => {
  const sink = keeper();
  install(sink);
  emit(thrower("no state"));
  emit(() => {
    throw undefined;
  });
  assertEquals(
    sink.seen.map((
      event,
    ) => [event.type, (event as { data?: { message?: string } }).data?.message]),
    [["runtrail.invalid_draft", "no state"], ["runtrail.invalid_draft", undefined]],
  );
});

slotTest("isActive() follows the slot when it is filled and emptied", () => {
  const before = isActive();
  install(keeper());
  const during = isActive();
  clear();
  assertEquals([before, during, isActive()], [false, true, false]);
});

// Null once counted as a sink, and emit threw.
slotTest("install() empties the slot when a caller without types gives null", () => {
  install(keeper());
  install(null as unknown as undefined);
  emit(HELLO);
  assertEquals([isActive(), install(undefined)], [false, undefined]);
});

slotTest("emit() does nothing when nothing is installed", () => {
  assertEquals(emit(HELLO), undefined);
});

slotTest("emit() does not look at the event when nothing is installed", () => {
  const asked: unknown[] = [];
  const event = new Proxy({}, { get: (_, key) => void asked.push(key) });
  emit(event as EventDraft);
  assertEquals(asked, []);
});

for (const garbage of [null, undefined, 5, "text", {}, []]) {
  slotTest(`emit() throws nothing when given ${JSON.stringify(garbage)}`, () => {
    const sink = keeper();
    install(sink);
    emit(garbage as unknown as EventDraft);
    assertEquals(sink.seen.map(({ seq }) => seq), [1]);
  });
}

slotTest("emit() hands the bus the draft when a bus is installed", () => {
  const { bus, seen } = recordedBus();
  install(bus);
  emit(HELLO);
  bus.emit(HELLO);
  assertEquals(seen.map(({ seq, correlation }) => [seq, correlation.runId]), [[1, "r1"], [
    2,
    "r1",
  ]]);
});

slotTest("emit() stamps for a run of its own when a bare sink is installed", () => {
  const [first, second] = [keeper(), keeper()];
  for (const sink of [first, second]) {
    install(sink);
    emit(HELLO);
    emit(HELLO);
  }
  assertEquals([first, second].map(({ seen }) => seen.map(({ seq }) => seq)), [[1, 2], [1, 2]]);
  assert(first.seen[0]?.correlation.runId !== second.seen[0]?.correlation.runId);
});

slotTest("install() makes the bus with the options when a bare sink is given", () => {
  const sink = keeper();
  install(sink, { runId: "mine", writer: "w" });
  emit(HELLO);
  assertEquals(sink.seen[0]?.correlation, { runId: "mine", writer: "w" });
});

slotTest("install() goes on with a sink's run when it is installed again", () => {
  const sink = keeper();
  install(sink, { runId: "mine" });
  emit(HELLO);
  const other = install(keeper());
  emit(HELLO);
  install(other);
  emit(HELLO);
  assertEquals(sink.seen.map(({ seq, correlation }) => [seq, correlation.runId]), [
    [1, "mine"],
    [2, "mine"],
  ]);
});

slotTest("install() begins a new run when a known sink comes with options", () => {
  const sink = keeper();
  for (const runId of ["first", "second"]) {
    install(sink, { runId });
    emit(HELLO);
  }
  install(sink);
  emit(HELLO);
  assertEquals(sink.seen.map(({ seq, correlation }) => [seq, correlation.runId]), [
    [1, "first"],
    [1, "second"],
    [2, "second"],
  ]);
});

slotTest("install() leaves the slot as it is when the options are wrong", () => {
  const sink = keeper();
  install(sink);
  assertThrows(() => install(keeper(), { redaction: { patterns: [""] } }), SyntaxError);
  emit(HELLO);
  assertEquals([sink.seen.length, install(undefined) === sink], [1, true]);
});

slotTest("emit() throws nothing when the sink throws", () => {
  const errors: unknown[] = [];
  install({ emit: thrower("no") }, { onError: ({ error }) => void errors.push(String(error)) });
  emit(HELLO);
  emit(HELLO);
  assertEquals(errors, ["Error: no"]);
});

slotTest("emit() throws nothing when what stamps throws", () => {
  install({ stamps: true, emit: thrower("no") } as Sink);
  assertEquals(emit(HELLO), undefined);
});

slotTest("emit() hands the event on when the sink clears the slot", () => {
  const after = keeper();
  const bus = new EventBus();
  bus.on(() => void clear());
  bus.on(after);
  install(bus);
  emit(HELLO);
  emit(HELLO);
  assertEquals([after.seen.length, isActive()], [1, false]);
});

slotTest("emit() goes to the new sink from the next event when the sink installs another", () => {
  const [first, second] = [keeper(), keeper()];
  install({
    emit: (event) => {
      first.emit(event);
      install(second);
      emit(HELLO);
    },
  });
  emit(HELLO);
  emit(HELLO);
  assertEquals([first.seen.length, second.seen.map(({ seq }) => seq)], [1, [1, 2]]);
});

slotTest("emit() queues when the sink emits", () => {
  const sink = keeper();
  install({
    emit: (event) => {
      if (event.seq === 1) emit(HELLO);
      sink.emit(event);
    },
  });
  emit(HELLO);
  assertEquals(sink.seen.map(({ seq }) => seq), [1, 2]);
});

slotTest("emit() leaves no rejection behind when the sink rejects", async () => {
  const errors: unknown[] = [];
  const bus = new EventBus({ onError: ({ error }) => void errors.push(error) });
  bus.on(() => Promise.reject("late"));
  install(bus);
  emit(HELLO);
  await bus.flush();
  assertEquals(errors, ["late"]);
});
