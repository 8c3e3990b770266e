// deno-lint-ignore-file no-console
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { captureConsole, captureProcessOutput } from "../../sinks/bridges/console.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";
import { nodeProcess } from "../sinks/node_process.ts";
import { fakeStreams } from "./fake_streams.ts";

const { stdout, stderr } = nodeProcess();

Deno.test("captureProcessOutput() emits stdout and stderr when text is written", () => {
  using streams = fakeStreams();
  const { bus, seen } = recordedBus();
  using _capture = captureProcessOutput(bus);

  stdout.write("50 %\r");
  stderr.write("oh\n");

  assertEquals(bare(seen), [
    { type: "stdout", payload: "50 %\r", ids: {} },
    { type: "stderr", payload: "oh\n", ids: {} },
  ]);
  assertEquals([streams.stdout, streams.stderr], [[["50 %\r"]], [["oh\n"]]]);
});

Deno.test("captureProcessOutput() keeps characters whole when two writes share them", () => {
  using _streams = fakeStreams();
  const { bus, seen } = recordedBus();
  const bytes = new TextEncoder().encode("a€b𝄞");
  {
    using _capture = captureProcessOutput(bus);
    for (const byte of bytes) stdout.write(Uint8Array.of(byte));
  }

  assertEquals(
    bare(seen),
    ["a", "€", "b", "𝄞"].map((payload) => ({
      type: "stdout",
      payload,
      ids: {},
    })),
  );
});

Deno.test("captureProcessOutput() decodes each stream by itself when both are cut", () => {
  using _streams = fakeStreams();
  const { bus, seen } = recordedBus();
  const bytes = new TextEncoder().encode("é");
  using _capture = captureProcessOutput(bus);

  stdout.write(bytes.subarray(0, 1));
  stderr.write("x");
  stdout.write(bytes.subarray(1));

  assertEquals(bare(seen), [
    { type: "stderr", payload: "x", ids: {} },
    { type: "stdout", payload: "é", ids: {} },
  ]);
});

Deno.test("captureProcessOutput() emits what is left of a character when it is disposed", () => {
  using _streams = fakeStreams();
  const { bus, seen } = recordedBus();
  {
    using _capture = captureProcessOutput(bus);
    stdout.write(Uint8Array.of(0xe2, 0x82));
  }

  assertEquals(bare(seen), [{ type: "stdout", payload: "\ufffd", ids: {} }]);
});

Deno.test("captureProcessOutput() decodes text when it is written in another encoding", () => {
  using _streams = fakeStreams();
  const { bus, seen } = recordedBus();
  using _capture = captureProcessOutput(bus);

  stdout.write("\ufeffx", "utf8");
  stdout.write("w6k=", "base64");

  assertEquals(bare(seen).map((event) => (event as { payload: string }).payload), [
    "\ufeffx",
    "é",
  ]);
});

Deno.test("captureProcessOutput() hands on arguments and backpressure when a stream is full", () => {
  using streams = fakeStreams();
  streams.returns = false;
  const done = (): void => {};
  using _capture = captureProcessOutput(recordedBus().bus);

  const returned = stdout.write("x", "utf8", done);

  assertEquals([returned, streams.stdout], [false, [["x", "utf8", done]]]);
});

Deno.test("captureProcessOutput() shows nothing and calls back when it is silent", async () => {
  using streams = fakeStreams();
  const { bus, seen } = recordedBus();
  using _capture = captureProcessOutput(bus, { silent: true });
  const called = Promise.withResolvers<void>();

  const returned = stdout.write("x", () => called.resolve());
  await called.promise;

  assertEquals([returned, streams.stdout, seen.length], [true, [], 1]);
});

Deno.test("captureProcessOutput() leaves the error to the stream when no text is written", () => {
  const { bus, seen } = recordedBus();
  using _capture = captureProcessOutput(bus, { silent: true });

  assertThrows(() => stdout.write(null as unknown as string), TypeError);

  assertEquals(seen, []);
});

Deno.test("captureProcessOutput() restores the very methods when it is disposed", () => {
  const { write } = stdout;

  captureProcessOutput(recordedBus().bus)[Symbol.dispose]();

  assertStrictEquals(stdout.write, write);
  assertEquals([Object.hasOwn(stdout, "write"), Object.hasOwn(stderr, "write")], [false, false]);
});

Deno.test("captureProcessOutput() restores the methods when what was captured throws", () => {
  const { write } = stdout;

  assertThrows(() => {
    using _capture = captureProcessOutput(recordedBus().bus);
    throw new Error("boom");
  });

  assertStrictEquals(stdout.write, write);
});

Deno.test("captureProcessOutput() makes no loop when a listener writes every event", () => {
  using streams = fakeStreams();
  const { bus, seen } = recordedBus();
  bus.on((event) => void stdout.write(event.type));
  using _capture = captureProcessOutput(bus);

  stdout.write("x");
  bus.emit({ type: "hook", name: "h", phase: "p" });

  assertEquals(seen.map(({ type }) => type), ["stdout", "hook"]);
  assertEquals(streams.stdout, [["stdout"], ["x"], ["hook"]]);
});

Deno.test("captureProcessOutput() leaves lines to captureConsole() when the console writes to it", () => {
  using streams = fakeStreams();
  const { bus, seen } = recordedBus();
  const real = console.log;
  // As Node's console does.
  console.log = (text) => void stdout.write(`${text}\n`);
  try {
    using _output = captureProcessOutput(bus);
    console.log("before");
    using _console = captureConsole(bus);
    console.log("x");
    stdout.write("after\n");
  } finally {
    console.log = real;
  }

  assertEquals(bare(seen), [
    { type: "stdout", payload: "before\n", ids: {} },
    { type: "stdout", payload: "x\n", ids: {} },
    { type: "stdout", payload: "after\n", ids: {} },
  ]);
  assertEquals(streams.stdout, [["before\n"], ["x\n"], ["after\n"]]);
});

Deno.test("captureProcessOutput() throws when there is no process", () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
  try {
    assertThrows(
      () => captureProcessOutput(recordedBus().bus),
      Error,
      "Cannot capture the process's output: there is no process.stdout",
    );
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }
});
