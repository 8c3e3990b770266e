// @ts-nocheck: AssemblyScript
import { equalBytes, matches } from "./bytes.ts";
import { copyRoughly } from "./memory.ts";
import {
  ENVELOPE_START,
  ENVELOPE_START_BYTES,
  requiredIds,
  RUN_ID_KEY,
  RUN_ID_KEY_BYTES,
  skipFields,
  skipIds,
  TIMESTAMP_KEY,
  TIMESTAMP_KEY_BYTES,
  TYPE_KEY,
  TYPE_KEY_BYTES,
} from "./event_table.ts";
import { Correlation, line, ownCorrelation, takeType } from "./line.ts";
import { integer, skipInteger } from "./number.ts";
import { skipPlainText } from "./text.ts";
import { readTimestamp, time, TIMESTAMP_BYTES } from "./timestamp.ts";

const MAX_KNOWN_BYTES: usize = 512;

/** The `correlation` of the last line, which the next one mostly has too. */
let KNOWN: usize = 0;
let knownBytes: usize = 0;
let known: Correlation = changetype<Correlation>(0);

export const CORRELATION_BYTES: usize = MAX_KNOWN_BYTES + 16;

/** Called once before anything is read, with room for `CORRELATION_BYTES`. */
export function prepareCorrelation(room: usize): void {
  KNOWN = room;
}

/** Called where the next line does not follow on the last that was judged. */
export function forgetCorrelation(): void {
  knownBytes = 0;
}

/** Reads a line as our own sinks write it: the keys in the table's order, without blanks; 0 for any other. */
export function readWireOrder(at: usize): usize {
  if (!matches(at, ENVELOPE_START, ENVELOPE_START_BYTES)) return 0;
  at = skipInteger(at + ENVELOPE_START_BYTES);
  if (at == 0 || integer == 0) return 0;
  line.seq = integer;
  if (!matches(at, TYPE_KEY, TYPE_KEY_BYTES)) return 0;
  const typeName = at + TYPE_KEY_BYTES;
  at = skipPlainText(typeName);
  if (at == 0) return 0;
  takeType(typeName, at - 1 - typeName);
  if (!matches(at - 1, TIMESTAMP_KEY, TIMESTAMP_KEY_BYTES)) return 0;
  at += TIMESTAMP_KEY_BYTES - 1;
  if (!readTimestamp(at)) return 0;
  line.moment = time;
  line.durationMs = -1;
  at = readCorrelation(at + TIMESTAMP_BYTES);
  if (at == 0) return 0;
  const required = requiredIds(line.type);
  if ((line.correlation.present & required) != required) return 0;
  at = skipFields(line.type, at);
  return at != 0 && load<u16>(at) == 0x0a7d ? at + 2 : 0;
}

function readCorrelation(at: usize): usize {
  if (knownBytes != 0 && equalBytes(at, KNOWN, knownBytes)) {
    line.correlation = known;
    line.repeated = 1;
    return at + knownBytes;
  }
  if (!matches(at, RUN_ID_KEY, RUN_ID_KEY_BYTES)) return 0;
  const start = at;
  const own = ownCorrelation();
  own.runId = at + RUN_ID_KEY_BYTES;
  at = skipPlainText(own.runId);
  if (at == 0) return 0;
  own.runIdLength = at - 1 - own.runId;
  if (own.runIdLength == 0) return 0;
  at = skipIds(at);
  if (at == 0 || load<u8>(at) != 0x7d) return 0;
  at++;
  keep(start, at - start);
  return at;
}

function keep(start: usize, length: usize): void {
  knownBytes = 0;
  if (length > MAX_KNOWN_BYTES) return;
  copyRoughly(KNOWN, start, length);
  knownBytes = length;
  known = line.correlation;
}
