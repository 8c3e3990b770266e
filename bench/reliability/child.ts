/**
 * A process that logs and meets a fault: `child.ts LOGGER FAULT FOLDER DISK`. For each line it writes
 * one byte to `acks`, at once, when the call has come back: what it then loses was acknowledged.
 *
 * @module
 */

import { appendFileSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setImmediate } from "node:timers";
import type { Logger } from "../contestants/logger.ts";
import { textOf } from "../contestants/logger.ts";
import { LOGGERS } from "../contestants/loggers.ts";
import {
  ACKNOWLEDGED,
  type FaultName,
  FAULTS,
  LINES,
  LINES_BEFORE_ROOM,
  REFUSED,
} from "./fault.ts";

/** Long enough for what goes on in the background to have ended. */
const SETTLE_MS = 300;

const [name = "", faultName, folder = "", disk = ""] = process.argv.slice(2);
const fault = FAULTS[faultName as FaultName];
const path = join(disk, "log.jsonl");
const acks = openSync(join(folder, "acks"), "a");
let inCall = false;
let refused = false;

/** Whatever the logger reports in the way that it documents. */
function tell(): void {
  refused = inCall;
  report(inCall ? "at the call" : "later");
}

function report(what: string): void {
  appendFileSync(join(folder, "reports"), `${what}\n`);
}

function logOne(logger: Logger, n: number): void {
  inCall = true;
  refused = false;
  try {
    logger.log(textOf(n));
  } catch {
    tell();
  }
  inCall = false;
  writeSync(acks, refused ? REFUSED : ACKNOWLEDGED);
}

/** Logs lines at the fault's pace, each portion in a turn of its own, and then goes on. */
function logLines(logger: Logger, from: number, to: number, then: () => void): void {
  const turn = (): void => {
    const end = Math.min(from + fault.pace, to);
    while (from < end) logOne(logger, from++);
    if (from === to) then();
    else setImmediate(turn);
  };
  setImmediate(turn);
}

function meetEnd(logger: Logger): void {
  switch (fault.end) {
    case "SIGKILL":
      process.kill(process.pid, "SIGKILL");
      return;
    case "SIGTERM":
      process.kill(process.pid, "SIGTERM");
      // A handler, where there is one, is called in a later turn.
      setTimeout(() => {}, 10 * SETTLE_MS);
      return;
    case "exit":
      return exit();
    case "throw":
      throw new Error("Cannot go on: nobody catches this");
    case "close":
      close(logger);
      return;
    default:
      fault satisfies never;
  }
}

function exit(): never {
  if ("Deno" in globalThis) Deno.exit(0);
  process.exit(0);
}

async function close(logger: Logger): Promise<void> {
  try {
    await logger.close();
  } catch {
    report("at the close");
  }
}

function fillDisk(logger: Logger): void {
  logLines(logger, 0, LINES_BEFORE_ROOM, () =>
    setTimeout(() => {
      if (!readFileSync(path, "utf8").endsWith("\n")) report("torn tail");
      rmSync(join(disk, "filler"));
      logLines(
        logger,
        LINES_BEFORE_ROOM,
        LINES,
        () => setTimeout(() => meetEnd(logger), SETTLE_MS),
      );
    }, SETTLE_MS));
}

const logger = await LOGGERS.get(name)!(path, tell);
if (faultName === "full_disk") fillDisk(logger);
else if (faultName === "torn_tail") logLines(logger, 0, 1, () => meetEnd(logger));
else logLines(logger, 0, LINES, () => meetEnd(logger));
