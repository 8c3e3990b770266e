import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { DrainContext } from "evlog";
import { FIELDS, IDS, type Logger, type OpenLogger, RUN_ID, type Tell, TYPE } from "./logger.ts";

/** Other loggers, set up as their documentation does for JSON lines in a file with ISO times. */
export const PEER_LOGGERS = {
  "pino sync": (path, tell) => pinoTo({ dest: path, sync: true }, tell),
  "pino async": (path, tell) => pinoTo({ dest: path, sync: false }, tell),
  "pino transport": pinoTransport,
  "LogTape": (path, tell) => logTape(path, tell, {}),
  "LogTape non-blocking": (path, tell) => logTape(path, tell, { nonBlocking: true }),
  "winston": winston,
  "evlog": evlog,
} satisfies { readonly [name: string]: OpenLogger };

async function pinoTo(
  options: { readonly dest: string; readonly sync: boolean },
  tell: Tell,
): Promise<Logger> {
  const { pino } = await import("pino");
  const destination = pino.destination(options);
  destination.on("error", tell);
  const logger = pino(pinoOptions(pino.stdTimeFunctions.isoTime), destination);
  return {
    log: (chunk) => logger.info({ ...IDS, ...FIELDS, chunk }, TYPE),
    close: () => ended(destination, "close"),
  };
}

async function pinoTransport(path: string, tell: Tell): Promise<Logger> {
  const { pino } = await import("pino");
  const transport = pino.transport({ target: "pino/file", options: { destination: path } });
  transport.on("error", tell);
  const logger = pino(pinoOptions(pino.stdTimeFunctions.isoTime), transport);
  return {
    log: (chunk) => logger.info({ ...IDS, ...FIELDS, chunk }, TYPE),
    close: () => ended(transport, "close"),
  };
}

function pinoOptions(timestamp: () => string) {
  return { base: { runId: RUN_ID }, timestamp };
}

async function logTape(
  path: string,
  tell: Tell,
  options: { readonly nonBlocking?: boolean },
): Promise<Logger> {
  const { configure, dispose, getLogger, jsonLinesFormatter } = await import("@logtape/logtape");
  const { getFileSink } = await import("@logtape/file");
  await configure({
    reset: true,
    sinks: {
      file: getFileSink(path, { formatter: jsonLinesFormatter, ...options }),
      meta: ({ properties }) => tell(properties["error"]),
    },
    loggers: [
      { category: "bench", sinks: ["file"], lowestLevel: "info" },
      { category: ["logtape", "meta"], sinks: ["meta"], lowestLevel: "warning" },
    ],
  });
  const logger = getLogger("bench").with({ runId: RUN_ID });
  return {
    log: (chunk) => logger.info(TYPE, { ...IDS, ...FIELDS, chunk }),
    close: () => dispose(),
  };
}

async function winston(path: string, tell: Tell): Promise<Logger> {
  const { createLogger, format, transports } = await import("winston");
  const file = new transports.File({ filename: path });
  // What is logged and ended before is written to a stream that has ended.
  const opened = new Promise<void>((resolve) => file.once("open", () => resolve()));
  const logger = createLogger({
    format: format.combine(format.timestamp(), format.json()),
    defaultMeta: { runId: RUN_ID },
    transports: [file],
  });
  logger.on("error", tell);
  file.on("error", tell);
  await opened;
  return {
    log: (chunk) => logger.info(TYPE, { ...IDS, ...FIELDS, chunk }),
    async close() {
      const finished = new Promise<void>((resolve) => file.once("finish", resolve));
      logger.end();
      await finished;
    },
  };
}

async function evlog(path: string, tell: Tell): Promise<Logger> {
  const { initLogger, log } = await import("evlog");
  const { createFsDrain } = await import("evlog/fs");
  const { createDrainPipeline } = await import("evlog/pipeline");
  const dir = `${path}.evlog`;
  const pipeline = createDrainPipeline<DrainContext>({
    batch: { size: 500 },
    // Its default drops all but the latest 1 000 of what is logged in one go.
    maxBufferSize: Number.MAX_SAFE_INTEGER,
    onDropped: (_events, error) => tell(error),
  });
  const drain = pipeline(createFsDrain({ dir, pretty: false }));
  initLogger({ silent: true, pretty: false, redact: false, drain });
  return {
    log: (chunk) => log.info({ type: TYPE, runId: RUN_ID, ...IDS, ...FIELDS, chunk }),
    async close() {
      await drain.flush();
      for (const name of readdirSync(dir)) {
        if (name.endsWith(".jsonl")) renameSync(join(dir, name), path);
      }
    },
  };
}

/** Ends a stream and waits for the event that says that it has. */
function ended(
  stream: { end(): void; once(name: string, call: () => void): unknown },
  event: string,
): Promise<void> {
  return new Promise((resolve) => {
    stream.once(event, () => resolve());
    stream.end();
  });
}
