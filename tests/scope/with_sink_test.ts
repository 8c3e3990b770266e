import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { emit, EventBus, isActive } from "../../mod.ts";
import { captureSink } from "../../sinks/capture.ts";
import { withSink } from "../../sinks/scope.ts";
import { said, say } from "./said.ts";

Deno.test("withSink() gives what the function returns when it is synchronous", () => {
  assertStrictEquals(withSink(captureSink(), () => 7), 7);
});

Deno.test("withSink() gives the function's own promise when it is asynchronous", async () => {
  const promise = Promise.resolve(7);
  assertStrictEquals(withSink(captureSink(), () => promise), promise);
  await promise;
});

Deno.test("withSink() throws what the function throws, and ends the scope", () => {
  assertThrows(
    () =>
      withSink(captureSink(), () => {
        throw new RangeError("no");
      }),
    RangeError,
    "no",
  );
  assert(!isActive());
});

Deno.test("withSink() rejects with what the function rejects with", async () => {
  await assertRejects(
    () => withSink(captureSink(), () => Promise.reject(new RangeError("no"))),
    RangeError,
    "no",
  );
});

Deno.test("withSink() receives what is emitted after an await", async () => {
  const capture = captureSink();
  await withSink(capture, async () => {
    await Promise.resolve();
    say("late");
  });
  assertEquals(said(capture), ["late"]);
});

Deno.test("withSink() receives what is emitted by a timer after the function has returned", async () => {
  const capture = captureSink();
  withSink(capture, () => void setTimeout(() => say("timer"), 0));
  await capture.waitFor("stdout");
  assertEquals(said(capture), ["timer"]);
});

Deno.test("withSink() restores the outer sink when it ends", () => {
  const [outer, inner] = [captureSink(), captureSink()];
  withSink(outer, () => {
    say("before");
    withSink(inner, () => say("inner"));
    say("after");
  });
  assertEquals([said(outer), said(inner)], [["before", "after"], ["inner"]]);
});

Deno.test("withSink() restores the outer sink when the inner function throws after an await", async () => {
  const [outer, inner] = [captureSink(), captureSink()];
  await withSink(outer, async () => {
    await withSink(inner, async () => {
      await Promise.resolve();
      say("inner");
      throw new Error("no");
    }).catch(() => {});
    say("after");
  });
  assertEquals([said(outer), said(inner)], [["after"], ["inner"]]);
});

Deno.test("withSink() keeps siblings apart when they run in turns", async () => {
  const captures = [captureSink(), captureSink()] as const;
  await Promise.all(captures.map((capture, index) =>
    withSink(capture, async () => {
      for (let turn = 0; turn < 3; turn++) {
        say(`${index}.${turn}`);
        await Promise.resolve();
      }
    })
  ));
  assertEquals(captures.map(said), [["0.0", "0.1", "0.2"], ["1.0", "1.1", "1.2"]]);
});

Deno.test("withSink() does not affect code outside while it is open", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const capture = captureSink();
  const open = withSink(capture, async () => {
    await promise;
    say("inside");
  });
  const active = isActive();
  say("outside");
  resolve();
  await open;
  assertEquals([active, said(capture)], [false, ["inside"]]);
});

Deno.test("withSink() does not close the sink", () => {
  let closed = 0;
  withSink({ emit: () => {}, close: () => void closed++ }, () => say("hello"));
  assertEquals(closed, 0);
});

Deno.test("withSink() goes on with a bare sink's run when it is given again", () => {
  const capture = captureSink();
  for (const text of ["first", "second"]) withSink(capture, () => say(text));
  const runs = new Set(capture.events.map(({ correlation }) => correlation.runId));
  assertEquals([capture.events.map(({ seq }) => seq), runs.size], [[1, 2], 1]);
});

Deno.test("withSink() hands a bus the draft", () => {
  const capture = captureSink();
  const bus = new EventBus({ runId: "r1" });
  bus.on(capture);
  withSink(bus, () => say("hello"));
  assertEquals(capture.events[0]?.correlation, { runId: "r1" });
});

Deno.test("withSink() passes an event on as it is when it has a stamp", () => {
  const [first, second] = [captureSink(), captureSink()];
  withSink(first, () => say("hello"));
  const [event] = first.ofType("stdout");
  withSink(second, () => emit(event!));
  assertStrictEquals(second.events[0], event);
});

Deno.test("emit() throws nothing in a scope when the sink throws", () => {
  const thrower = {
    emit: () => {
      throw new Error("no");
    },
  };
  assertEquals(withSink(thrower, () => emit({ type: "stdout", payload: "hello" })), undefined);
});

Deno.test("isActive() is true in a scope, and false after it", () => {
  const during = withSink(captureSink(), isActive);
  assertEquals([during, isActive()], [true, false]);
});
