import type { OpenLogger } from "./logger.ts";
import { PEER_LOGGERS } from "./peer_loggers.ts";
import { RUNTRAIL_LOGGERS } from "./runtrail_loggers.ts";

/** All loggers by name. */
export const LOGGERS: ReadonlyMap<string, OpenLogger> = new Map(
  Object.entries({ ...RUNTRAIL_LOGGERS, ...PEER_LOGGERS }),
);
