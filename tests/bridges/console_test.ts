// deno-lint-ignore-file no-console
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import type { EventDraft } from "../../core/event.ts";
import { captureConsole } from "../../sinks/bridges/console.ts";
import { consoleSink } from "../../sinks/console.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";
import { memoryStream } from "../sinks/memory.ts";
import { consoleMethods, fakeConsole, methodShapes } from "./fake_console.ts";

Deno.test("captureConsole() emits stdout for log, info and debug, stderr for warn and error", () => {
  using _console = fakeConsole();
  const { bus, seen } = recordedBus();
  using _capture = captureConsole(bus);

  console.log("%s of %d", "one", 2);
  console.info([1, true]);
  console.debug();
  console.warn("two\nlines");
  console.error("oh", 1n);

  assertEquals(bare(seen), [
    { type: "stdout", payload: "one of 2\n", ids: {} },
    { type: "stdout", payload: "[ 1, true ]\n", ids: {} },
    { type: "stdout", payload: "\n", ids: {} },
    { type: "stderr", payload: "two\nlines\n", ids: {} },
    { type: "stderr", payload: "oh 1n\n", ids: {} },
  ]);
});

Deno.test("captureConsole() prints what it captures", () => {
  using screen = fakeConsole();
  using _capture = captureConsole(recordedBus().bus);

  console.error("%s", 1);

  assertEquals(screen.printed, [["error", "%s", 1]]);
});

Deno.test("captureConsole() calls the original with its own this and returns what it returns", () => {
  using _console = fakeConsole();
  const receiver = {};
  console.log = function (this: unknown, ...args: unknown[]) {
    return [this === receiver, args];
  };
  const returned: unknown[] = [];
  const emitter = { emit: () => void returned.push(console.log.call(receiver, "inside")) };
  using _capture = captureConsole(emitter);

  returned.push(console.log.call(receiver, 1, 2));

  assertEquals(returned, [[true, ["inside"]], [true, [1, 2]]]);
});

Deno.test("captureConsole() prints nothing when it is silent", () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus();
  using _capture = captureConsole(bus, { silent: true });

  console.log("hidden");

  assertEquals([screen.printed, seen.length], [[], 1]);
});

Deno.test("captureConsole() restores the very functions when it is disposed", () => {
  const methods = consoleMethods();
  const shapes = methodShapes();

  captureConsole(recordedBus().bus)[Symbol.dispose]();

  consoleMethods().forEach((method, at) => assertStrictEquals(method, methods[at]));
  assertEquals(methodShapes(), shapes);
});

Deno.test("captureConsole() restores the console when what was captured throws", () => {
  const methods = consoleMethods();

  assertThrows(() => {
    using _capture = captureConsole(recordedBus().bus);
    throw new Error("boom");
  });

  consoleMethods().forEach((method, at) => assertStrictEquals(method, methods[at]));
});

for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0], [0, 2, 1], [2, 0, 1]]) {
  Deno.test(`captureConsole() restores the console when nested captures end as ${order}`, () => {
    const before = console.log;
    const captures = [0, 1, 2].map(() => captureConsole(recordedBus().bus));

    for (const at of order) captures[at]![Symbol.dispose]();

    assertStrictEquals(console.log, before);
  });
}

Deno.test("captureConsole() gives a line to every capture when they are nested", () => {
  using screen = fakeConsole();
  const outer = recordedBus();
  const inner = recordedBus();
  using _outer = captureConsole(outer.bus);
  using _inner = captureConsole(inner.bus);

  console.log("x");

  assertEquals([outer.seen.length, inner.seen.length, screen.printed.length], [1, 1, 1]);
});

Deno.test("captureConsole() keeps another's patch and captures no more when it is disposed below it", () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus();
  const capture = captureConsole(bus);
  const captured = console.log;
  const patch = (...args: unknown[]): void => captured("patched", ...args);
  console.log = patch;

  capture[Symbol.dispose]();
  console.log("x");

  assertStrictEquals(console.log, patch);
  assertEquals([seen, screen.printed], [[], [["log", "patched", "x"]]]);
});

Deno.test("captureConsole() does not restore again when it is disposed twice", () => {
  using _console = fakeConsole();
  const capture = captureConsole(recordedBus().bus);
  capture[Symbol.dispose]();
  const later = (): void => {};
  console.log = later;

  capture[Symbol.dispose]();

  assertStrictEquals(console.log, later);
});

Deno.test("captureConsole() captures a line once when a listener prints every event", () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus();
  bus.on((event) => console.log(event.type));
  using _capture = captureConsole(bus);

  console.log("x");

  assertEquals([seen.length, screen.printed], [1, [["log", "stdout"], ["log", "x"]]]);
});

Deno.test("captureConsole() captures nothing of a listener that prints while another event is handed out", () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus();
  bus.on((event) => console.log(event.type));
  using _capture = captureConsole(bus);

  bus.emit({ type: "hook", name: "h", phase: "p" });

  assertEquals([seen.length, screen.printed], [1, [["log", "hook"]]]);
});

Deno.test("captureConsole() prints what a listener prints also when it is silent", () => {
  using screen = fakeConsole();
  const { bus } = recordedBus();
  bus.on((event) => console.log(event.type));
  using _capture = captureConsole(bus, { silent: true });

  console.log("x");

  assertEquals(screen.printed, [["log", "stdout"]]);
});

Deno.test("captureConsole() makes no loop when onError prints the failure of a sink", () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus({ onError: ({ error }) => console.error(error) });
  bus.on(() => {
    throw "full";
  });
  using _capture = captureConsole(bus);

  console.log("x");
  bus.emit({ type: "hook", name: "h", phase: "p" });

  assertEquals(seen.map(({ type }) => type), ["stdout", "hook"]);
  assertEquals(screen.printed, [["error", "full"], ["log", "x"]]);
});

Deno.test("captureConsole() makes no loop when onError prints the failure of an asynchronous sink", async () => {
  using screen = fakeConsole();
  const { bus, seen } = recordedBus({ onError: ({ error }) => console.error(error) });
  bus.on(() => Promise.reject("gone"));
  using _capture = captureConsole(bus);

  bus.emit({ type: "hook", name: "h", phase: "p" });
  for (let turn = 0; turn < 10; turn++) await bus.flush();

  // The failure of the hook is captured, the failure of capturing it is not.
  assertEquals(seen.map(({ type }) => type), ["hook", "stderr"]);
  assertEquals(screen.printed, [["error", "gone"]]);
});

Deno.test("captureConsole() makes no loop when a console sink is installed", () => {
  using _console = fakeConsole();
  const { bus, seen } = recordedBus();
  const stream = memoryStream();
  bus.on(consoleSink({ stream }));
  using _capture = captureConsole(bus);

  console.log("x");

  assertEquals(seen.length, 1);
});

Deno.test("captureConsole() prints a line that it could not hand on, also when it is silent", () => {
  using screen = fakeConsole();
  const emitter = {
    emit(_event: EventDraft): void {
      throw new Error("no bus");
    },
  };
  using _capture = captureConsole(emitter, { silent: true });

  console.log("x");

  assertEquals(screen.printed, [["log", "x"]]);
});

Deno.test("captureConsole() makes no loop when an emitter of one's own prints", () => {
  using screen = fakeConsole();
  const emit = (event: EventDraft): void => console.log(event.type);
  using _capture = captureConsole({ emit });

  console.log("x");

  assertEquals(screen.printed, [["log", "stdout"], ["log", "x"]]);
});

Deno.test("captureConsole() emits a placeholder when the console cannot format a value", () => {
  using _console = fakeConsole();
  const { bus, seen } = recordedBus();
  using _capture = captureConsole(bus);

  const hostile = {
    toString() {
      throw new Error("No");
    },
  };
  console.log("%s", hostile);

  assertEquals(bare(seen), [{ type: "stdout", payload: "[Throws]\n", ids: {} }]);
});
