import { assertEquals, assertStrictEquals } from "@std/assert";
import { endOnAbort } from "../../sinks/bridges/abort.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

/** A controller that counts the listeners of its signal. */
function countedController(): { controller: AbortController; listeners(): number } {
  const controller = new AbortController();
  const { signal } = controller;
  const counted = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...args: Parameters<typeof addEventListener>) {
      counted.add(args[1]);
      addEventListener.apply(signal, args);
    },
    removeEventListener(...args: Parameters<typeof removeEventListener>) {
      counted.delete(args[1]);
      removeEventListener.apply(signal, args);
    },
  });
  return { controller, listeners: () => counted.size };
}

function finished(outcome: string, error?: { message: string; name: string }): unknown {
  return {
    type: "run_finished",
    durationMs: 0,
    hasFailures: outcome !== "success",
    outcome,
    ...(error === undefined ? {} : { error }),
    ids: {},
  };
}

Deno.test("endOnAbort() ends the run as cancellation when the signal aborts", () => {
  const { bus, seen } = recordedBus();
  const { controller, listeners } = countedController();
  const run = bus.run();
  endOnAbort(run, controller.signal);

  controller.abort(new RangeError("Stopped"));
  run.finish();

  const error = { message: "Stopped", name: "RangeError" };
  assertEquals(bare(seen).slice(1), [finished("cancellation", error)]);
  assertEquals(listeners(), 0);
});

Deno.test("endOnAbort() ends the run at once when the signal has aborted already", () => {
  const { bus, seen } = recordedBus();
  const run = bus.run();

  endOnAbort(run, AbortSignal.abort("no"))[Symbol.dispose]();

  const error = { message: "no", name: "AbortError" };
  assertEquals(bare(seen).slice(1), [finished("cancellation", error)]);
});

Deno.test("endOnAbort() names the platform's own reason when none is given", () => {
  const { bus, seen } = recordedBus();

  const signal = AbortSignal.abort();
  endOnAbort(bus.run(), signal);

  // Each runtime has its own words for it.
  const error = { message: signal.reason.message, name: "AbortError" };
  assertEquals(bare(seen).slice(1), [finished("cancellation", error)]);
});

Deno.test("endOnAbort() ends the run when the reason throws on being shown", () => {
  const { bus, seen } = recordedBus();
  const controller = new AbortController();
  endOnAbort(bus.run(), controller.signal);

  controller.abort(Object.create(null));

  const error = { message: "[Throws]", name: "AbortError" };
  assertEquals(bare(seen).slice(1), [finished("cancellation", error)]);
});

Deno.test("endOnAbort() lets go of the signal when the run is finished", () => {
  const { bus, seen } = recordedBus();
  const { controller, listeners } = countedController();
  const run = bus.run();
  endOnAbort(run, controller.signal);

  run.finish({ exitCode: 0 });
  const listening = listeners();
  controller.abort();

  assertEquals(listening, 0);
  assertEquals(bare(seen).slice(1), [{ ...finished("success") as object, exitCode: 0 }]);
});

Deno.test("endOnAbort() lets go of signal and run when it is disposed", () => {
  const { bus, seen } = recordedBus();
  const { controller, listeners } = countedController();
  const run = bus.run();
  const { finish } = run;
  {
    using _abort = endOnAbort(run, controller.signal);
  }

  controller.abort();

  assertEquals([listeners(), Object.hasOwn(run, "finish")], [0, false]);
  assertStrictEquals(run.finish, finish);
  assertEquals(seen.map(({ type }) => type), ["run_started"]);
});

Deno.test("endOnAbort() ends the run once when one of several signals aborts", () => {
  const { bus, seen } = recordedBus();
  const [one, other] = [countedController(), countedController()];
  const run = bus.run();
  endOnAbort(run, one.controller.signal);
  endOnAbort(run, other.controller.signal);

  one.controller.abort("one");
  other.controller.abort("other");

  const error = { message: "one", name: "AbortError" };
  assertEquals(bare(seen).slice(1), [finished("cancellation", error)]);
  assertEquals([one.listeners(), other.listeners()], [0, 0]);
});

Deno.test("endOnAbort() ends jobs and steps as well", () => {
  const { bus, seen } = recordedBus();
  const controller = new AbortController();
  endOnAbort(bus.step({ name: "s" }), controller.signal);
  endOnAbort(bus.job("j"), controller.signal);

  controller.abort();

  assertEquals(
    seen.slice(2).map((event) => [event.type, "outcome" in event && event.outcome]),
    [["step_finished", "cancellation"], ["job_finished", "cancellation"]],
  );
});
