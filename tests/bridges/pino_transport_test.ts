import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { pinoTransport } from "../../sinks/bridges/pino_transport.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

Deno.test("pinoTransport() takes the last line and closes before it finishes", async () => {
  const { bus, seen } = recordedBus();
  const done: string[] = [];
  const transport = pinoTransport(bus, {
    close: async () => {
      await bus.close();
      done.push("closed");
    },
  });
  const finished = new Promise<void>((resolve) => {
    transport.on("finish", () => {
      done.push("finished");
      resolve();
    });
  });

  transport.write('{"level":30,"msg":"a"}\n{"level":30,');
  transport.write('"msg":"b"}');
  transport.end();
  await finished;

  assertEquals(done, ["closed", "finished"]);
  assertEquals(
    bare(seen),
    ["a", "b"].map((message) => ({
      type: "log.record",
      data: { level: "info", message, properties: {} },
      ids: {},
    })),
  );
});

Deno.test("pinoTransport() emits an error when closing fails", async () => {
  const full = new Error("full");
  const transport = pinoTransport(recordedBus().bus, {
    close: () => {
      throw full;
    },
  });
  const failed = new Promise((resolve) => transport.on("error", resolve));

  transport.end();

  assertStrictEquals(await failed, full);
});

Deno.test("pinoTransport() throws when the runtime has no streams", () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
  try {
    assertThrows(
      () => pinoTransport(recordedBus().bus),
      Error,
      "Cannot make a transport: there is no node:stream",
    );
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }
});
