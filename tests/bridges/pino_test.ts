import { assertEquals } from "@std/assert";
import { pino } from "pino";
import { clear, install } from "../../core/slot.ts";
import { type LogRecordData, pinoStream } from "../../sinks/bridges/pino.ts";
import { captureSink } from "../../sinks/capture.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

/** The data of a record, or the text of what was none. */
function shown(events: readonly unknown[]): readonly unknown[] {
  return events.map((event) => {
    const { data, payload } = event as { data?: LogRecordData; payload?: string };
    return data ?? payload;
  });
}

Deno.test("pinoStream() makes log.record events of what pino logs", () => {
  const { bus, seen } = recordedBus();
  const options = { base: { name: "app" }, timestamp: () => ',"time":1500', level: "trace" };
  const logger = pino(options, pinoStream(bus));

  logger.warn({ ms: 512 }, "slow %s", "query");
  logger.child({ module: "db" }).trace("two\nlines");

  assertEquals(bare(seen), [
    {
      type: "log.record",
      data: {
        level: "warn",
        message: "slow query",
        timestamp: "1970-01-01T00:00:01.500Z",
        properties: { name: "app", ms: 512 },
      },
      ids: {},
    },
    {
      type: "log.record",
      data: {
        level: "trace",
        message: "two\nlines",
        timestamp: "1970-01-01T00:00:01.500Z",
        properties: { name: "app", module: "db" },
      },
      ids: {},
    },
  ]);
});

Deno.test("pinoStream() names pino's levels and custom ones, and shows others as numbers", () => {
  const { bus, seen } = recordedBus();
  const customLevels = { audit: 35 };
  const stream = pinoStream(bus, { levels: customLevels });
  const logger = pino({ customLevels, level: "trace" }, stream);

  for (const level of ["trace", "debug", "info", "audit", "warn", "error", "fatal"] as const) {
    logger[level]("x");
  }
  stream.write('{"level":99}\n{"level":"notice"}\n{}\n');

  assertEquals(shown(bare(seen)).map((data) => (data as LogRecordData).level), [
    "trace",
    "debug",
    "info",
    "audit",
    "warn",
    "error",
    "fatal",
    "99",
    "notice",
    "",
  ]);
});

Deno.test("pinoStream() keeps texts as they are when pino writes times and levels as text", () => {
  const { bus, seen } = recordedBus();
  const logger = pino({
    base: null,
    timestamp: () => ',"time":"2026-01-02T03:04:05.678Z"',
    formatters: { level: (level) => ({ level }) },
  }, pinoStream(bus));

  logger.info({ a: 1 });

  assertEquals(shown(bare(seen)), [{
    level: "info",
    message: "",
    timestamp: "2026-01-02T03:04:05.678Z",
    properties: { a: 1 },
  }]);
});

Deno.test("pinoStream() reads lines when they are cut anywhere, also inside a character", () => {
  const bytes = new TextEncoder().encode('{"level":30,"msg":"é𝄞"}\n{"level":40,"msg":"b"}\n');

  for (let cut = 0; cut <= bytes.length; cut++) {
    const { bus, seen } = recordedBus();
    const stream = pinoStream(bus);

    stream.write(bytes.subarray(0, cut));
    stream.write(bytes.subarray(cut));

    assertEquals(shown(bare(seen)), [
      { level: "info", message: "é𝄞", properties: {} },
      { level: "warn", message: "b", properties: {} },
    ]);
  }
});

Deno.test("pinoStream() makes stderr events of lines when they are no JSON object", () => {
  const { bus, seen } = recordedBus();
  const stream = pinoStream(bus);

  stream.write('Segmentation fault\n42\n[1]\nnull\n\n{"level":30,"ms\n{"msg":1}\n');

  assertEquals(shown(bare(seen)), [
    "Segmentation fault\n",
    "42\n",
    "[1]\n",
    "null\n",
    '{"level":30,"ms\n',
    { level: "", message: "", properties: { msg: 1 } },
  ]);
});

Deno.test("pinoStream() reads a last line without its newline when it is ended", () => {
  const { bus, seen } = recordedBus();
  const stream = pinoStream(bus);

  stream.write('{"level":30,"msg":"last"}');
  stream.end();
  stream.end();

  assertEquals(shown(bare(seen)), [{ level: "info", message: "last", properties: {} }]);
});

Deno.test("pinoStream() hands on text when a line does not end for a megabyte", () => {
  const { bus, seen } = recordedBus();
  const stream = pinoStream(bus);
  const part = "x".repeat(600_000);

  stream.write(part);
  stream.write(part);
  stream.write("y\n");

  assertEquals(shown(bare(seen)).map((text) => (text as string).length), [1_200_000, 2]);
});

Deno.test("pinoStream() makes no loop when a listener logs every event", () => {
  const { bus, seen } = recordedBus();
  const logger = pino({}, pinoStream(bus));
  bus.on((event) => logger.info(event.type));

  logger.info("x");
  bus.emit({ type: "hook", name: "h", phase: "p" });

  assertEquals(seen.map(({ type }) => type), ["log.record", "hook"]);
});

Deno.test("pinoStream() does not throw into pino when the emitter throws", () => {
  const emit = (): never => {
    throw new Error("no bus");
  };
  const logger = pino({}, pinoStream({ emit }));

  logger.fatal("x");
});

Deno.test("pinoStream() emits to the slot when no emitter is given", () => {
  const sink = captureSink();
  const logger = pino({}, pinoStream());
  logger.info("nobody listens");
  install(sink);
  logger.info("x");
  clear();

  assertEquals(sink.ofType("log.record").map(({ data }) => (data as LogRecordData).message), ["x"]);
});
