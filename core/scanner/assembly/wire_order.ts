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
import { line } from "./line.ts";
import { skipInteger } from "./number.ts";
import { skipPlainText } from "./text.ts";
import { readTimestamp, TIMESTAMP_BYTES } from "./timestamp.ts";
import { typeOf } from "./types.ts";

const MAX_KNOWN_BYTES: usize = 512;

/** The `correlation` of the last line, which the next one mostly has too. */
const KNOWN: usize = memory.data(512 + 16, 16);
let knownBytes: usize = 0;

/** Whether the line at hand has the `correlation` of the line before, and what it names is known. */
export let repeated: bool = false;

/** Called where what `correlation` names may have changed. */
export function forgetCorrelation(): void {
  knownBytes = 0;
  repeated = false;
}

/** Reads a line as our own sinks write it: the keys in the table's order, without blanks; 0 for any other. */
export function readWireOrder(at: usize): usize {
  if (!matches(at, ENVELOPE_START, ENVELOPE_START_BYTES)) return 0;
  at = skipInteger(at + ENVELOPE_START_BYTES);
  if (at == 0 || line.integer == 0) return 0;
  line.seq = line.integer;
  if (!matches(at, TYPE_KEY, TYPE_KEY_BYTES)) return 0;
  const typeName = at + TYPE_KEY_BYTES;
  at = skipPlainText(typeName);
  if (at == 0) return 0;
  const type = typeOf(typeName, at - 1 - typeName);
  if (type < 0) return 0;
  line.type = <u32> type;
  if (!matches(at - 1, TIMESTAMP_KEY, TIMESTAMP_KEY_BYTES)) return 0;
  at += TIMESTAMP_KEY_BYTES - 1;
  if (!readTimestamp(at)) return 0;
  line.moment = line.time;
  line.durationMs = -1;
  at = readCorrelation(at + TIMESTAMP_BYTES);
  if (at == 0) return 0;
  const required = requiredIds(line.type);
  if ((line.present & required) != required) return 0;
  at = skipFields(line.type, at);
  return at != 0 && load<u16>(at) == 0x0a7d ? at + 2 : 0;
}

function readCorrelation(at: usize): usize {
  repeated = knownBytes != 0 && equalBytes(at, KNOWN, knownBytes);
  if (repeated) return at + knownBytes;
  if (!matches(at, RUN_ID_KEY, RUN_ID_KEY_BYTES)) return 0;
  const start = at;
  line.runId = at + RUN_ID_KEY_BYTES;
  at = skipPlainText(line.runId);
  if (at == 0) return 0;
  line.runIdLength = at - 1 - line.runId;
  if (line.runIdLength == 0) return 0;
  line.present = 0;
  line.writerLength = 0;
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
}
