import { assertEquals } from "@std/assert";
import { configure, getLogger, type LogRecord, reset, type Sink } from "@logtape/logtape";
import { clear, install } from "../../core/slot.ts";
import { type LogTapeRecord, logtapeSink } from "../../sinks/bridges/logtape.ts";
import { captureSink } from "../../sinks/capture.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

/** Sends all that LogTape logs to a sink while `act` runs. */
async function withLogTape(runtrail: Sink, act: () => void | Promise<void>): Promise<void> {
  await configure({
    sinks: { runtrail },
    loggers: [
      { category: "app", sinks: ["runtrail"], lowestLevel: "trace" },
      { category: ["logtape", "meta"], sinks: ["runtrail"], lowestLevel: "warning" },
    ],
  });
  try {
    await act();
  } finally {
    await reset();
  }
}

/** A record as LogTape makes them. */
function record(parts: Partial<LogRecord> = {}): LogTapeRecord {
  return {
    category: ["app"],
    level: "info",
    message: ["hello"],
    timestamp: 0,
    properties: {},
    ...parts,
  };
}

Deno.test("logtapeSink() makes log.record events of what LogTape logs", async () => {
  const { bus, seen } = recordedBus();

  await withLogTape(logtapeSink(bus), () => {
    getLogger(["app", "db"]).warn("Slow {what}: {ms} ms, {rows}", {
      what: "query",
      ms: 512,
      rows: [1, { id: 2n }],
    });
    getLogger("app").trace`tagged ${"text"} ${null}`;
  });

  const shown = bare(seen).map((event) => {
    const { data } = event as { data: { timestamp: string; properties: unknown } };
    const { timestamp, ...others } = data;
    return [Number.isNaN(Date.parse(timestamp)), others];
  });
  assertEquals(seen.map(({ type }) => type), ["log.record", "log.record"]);
  assertEquals<unknown>(shown, [
    [false, {
      level: "warning",
      message: 'Slow query: 512 ms, [1,{"id":"2"}]',
      category: ["app", "db"],
      properties: { what: "query", ms: 512, rows: [1, { id: 2n }] },
    }],
    [false, { level: "trace", message: "tagged text null", category: ["app"], properties: {} }],
  ]);
});

Deno.test("logtapeSink() emits each level under LogTape's own name", async () => {
  const { bus, seen } = recordedBus();

  await withLogTape(logtapeSink(bus), () => {
    const logger = getLogger("app");
    for (const level of ["trace", "debug", "info", "warn", "error", "fatal"] as const) {
      logger[level]("x");
    }
  });

  assertEquals(bare(seen).map((event) => (event as { data: { level: string } }).data.level), [
    "trace",
    "debug",
    "info",
    "warning",
    "error",
    "fatal",
  ]);
});

Deno.test("logtapeSink() makes no loop when a listener logs every event", async () => {
  const { bus, seen } = recordedBus();
  bus.on((event) => getLogger("app").info(event.type));

  await withLogTape(logtapeSink(bus), () => {
    getLogger("app").info("x");
    bus.emit({ type: "hook", name: "h", phase: "p" });
  });

  assertEquals(seen.map(({ type }) => type), ["log.record", "hook"]);
});

Deno.test("logtapeSink() makes no loop when onError logs the failure of an asynchronous sink", async () => {
  const { bus, seen } = recordedBus({ onError: () => getLogger("app").error("failed") });
  bus.on(() => Promise.reject("gone"));

  await withLogTape(logtapeSink(bus), async () => {
    bus.emit({ type: "hook", name: "h", phase: "p" });
    for (let turn = 0; turn < 10; turn++) await bus.flush();
  });

  assertEquals(seen.map(({ type }) => type), ["hook", "log.record"]);
});

Deno.test("logtapeSink() does not throw when the emitter or a value in the message does", () => {
  const { bus, seen } = recordedBus();
  const thrower = (): never => {
    throw new Error("boom");
  };

  logtapeSink({ emit: thrower })(record());
  logtapeSink(bus)(record({ message: ["a ", { toJSON: thrower }, " b ", undefined] }));

  assertEquals(bare(seen).map((event) => (event as { data: { message: string } }).data.message), [
    'a "[Throws: boom]" b undefined',
  ]);
});

Deno.test("logtapeSink() emits to the slot when no emitter is given", () => {
  const sink = captureSink();
  const log = logtapeSink();
  log(record({ message: ["nobody listens"] }));
  install(sink);
  log(record());
  clear();

  assertEquals(sink.ofType("log.record").map(({ data }) => data), [{
    level: "info",
    message: "hello",
    timestamp: "1970-01-01T00:00:00.000Z",
    category: ["app"],
    properties: {},
  }]);
});
