// @ts-nocheck: AssemblyScript
import { matches } from "./bytes.ts";
import { beginCorrelation, keepCorrelation, recall, setRunId } from "./correlations.ts";
import {
  CORRELATION_KEY,
  CORRELATION_KEY_BYTES,
  ENVELOPE_START,
  ENVELOPE_START_BYTES,
  requiredIds,
  RUN_ID_KEY,
  RUN_ID_KEY_BYTES,
  skipBuiltInType,
  skipFields,
  skipIds,
  TIMESTAMP_KEY,
  TIMESTAMP_KEY_BYTES,
  TYPE_KEY,
  TYPE_KEY_BYTES,
} from "./event_table.ts";
import { line, takeType } from "./line.ts";
import { integer, skipInteger } from "./number.ts";
import { skipPlainText } from "./text.ts";
import { readTimestamp, time, TIMESTAMP_BYTES } from "./timestamp.ts";

/** Reads a line as our own sinks write it: the keys in the table's order, without blanks; 0 for any other. */
export function readWireOrder(at: usize): usize {
  if (!matches(at, ENVELOPE_START, ENVELOPE_START_BYTES)) return 0;
  at = skipInteger(at + ENVELOPE_START_BYTES);
  if (at == 0 || integer == 0) return 0;
  line.seq = integer;
  if (!matches(at, TYPE_KEY, TYPE_KEY_BYTES)) return 0;
  at += TYPE_KEY_BYTES;
  const known = skipBuiltInType(at);
  at = known != 0 ? known : readType(at);
  if (at == 0) return 0;
  if (!readTimestamp(at)) return 0;
  line.moment = time;
  line.durationMs = -1;
  at += TIMESTAMP_BYTES;
  if (!matches(at, CORRELATION_KEY, CORRELATION_KEY_BYTES)) return 0;
  at += CORRELATION_KEY_BYTES;
  const recalled = recall(at, line.type);
  at = recalled != 0 ? recalled : readCorrelation(at);
  if (at == 0) return 0;
  const required = requiredIds(line.type);
  if ((line.correlation.present & required) != required) return 0;
  at = skipFields(line.type, at);
  return at != 0 && load<u16>(at) == 0x0a7d ? at + 2 : 0;
}

/** Passes the name of any type, up to the time. */
function readType(name: usize): usize {
  const at = skipPlainText(name);
  if (at == 0 || !matches(at - 1, TIMESTAMP_KEY, TIMESTAMP_KEY_BYTES)) return 0;
  takeType(name, at - 1 - name);
  return at - 1 + TIMESTAMP_KEY_BYTES;
}

function readCorrelation(start: usize): usize {
  if (!matches(start, RUN_ID_KEY, RUN_ID_KEY_BYTES)) return 0;
  beginCorrelation(start);
  const runId = start + RUN_ID_KEY_BYTES;
  let at = skipPlainText(runId);
  if (at <= runId + 1) return 0;
  setRunId(runId, at - 1 - runId);
  at = skipIds(at);
  if (at == 0 || load<u8>(at) != 0x7d) return 0;
  at++;
  keepCorrelation(at - start);
  return at;
}
