// @ts-nocheck: AssemblyScript
import { Entity, entityTail } from "./entities.ts";
import {
  COMMAND,
  HOST,
  JOB,
  kindOf,
  RESOURCE,
  ROLE_FINISH,
  ROLE_OUTPUT,
  ROLE_PLAIN,
  ROLE_RETRY,
  ROLE_START,
  roleOf,
  STEP,
} from "./event_table.ts";
import { foldFinish } from "./finish.ts";
import { CUSTOM_TYPE, line } from "./line.ts";
import { wantsSummary } from "./lists.ts";
import { addOutput } from "./output.ts";
import { named, resolution, resolve } from "./resolution.ts";
import { foldRetry } from "./retry.ts";
import { countOf, Run, runTail, Writer } from "./runs.ts";
import { foldStart } from "./start.ts";
import { customType } from "./types.ts";

/**
 * Takes the event at hand where it is without surprise: the next of its writer,
 * about what is open. False for any other; then nothing is changed.
 */
export function fold(start: usize, length: usize, lineNumber: f64, offset: f64): bool {
  if (!resolve()) return false;
  const from = changetype<Writer>(resolution.writer);
  const run = from.run;
  const type = line.type;
  if (line.seq != from.seq + 1 || line.moment < from.moment || run.finished != 0) return false;
  if ((run.types >> <u64> type & 1) == 0) return false;
  const role = roleOf(type);
  if (role == ROLE_OUTPUT) {
    if (resolution.missing != 0) return false;
    if (wantsSummary) foldOutput(run);
  } else if (role == ROLE_PLAIN) {
    if (resolution.missing != 0) return false;
  } else if (role == ROLE_START) {
    if (!foldStart(run, kindOf(type), start, length, lineNumber, offset)) return false;
  } else if (role == ROLE_FINISH) {
    if (!foldFinish(run, kindOf(type), start, length)) return false;
  } else if (role != ROLE_RETRY || !foldRetry(run, start, length)) return false;
  from.seq = line.seq;
  from.moment = line.moment;
  if (line.moment > run.latest) run.latest = line.moment;
  const count = countOf(run, type);
  store<u32>(count, load<u32>(count) + 1);
  return true;
}

/** Whether the type of the line at hand was met; from then on its index is the line's. */
// @inline
export function isMetType(): bool {
  return line.type != CUSTOM_TYPE || takeCustomType();
}

function takeCustomType(): bool {
  const type = customType(line.typeName, line.typeNameLength);
  if (type >= 0) line.type = <u32> type;
  return type >= 0;
}

/** Keeps output with the innermost thing that it came from. */
function foldOutput(run: Run): void {
  let owner = named(COMMAND);
  if (owner == 0) owner = named(STEP);
  if (owner == 0) owner = named(JOB);
  if (owner == 0) owner = named(RESOURCE);
  if (owner == 0) owner = named(HOST);
  const tail = owner == 0 ? runTail(run) : entityTail(changetype<Entity>(owner));
  addOutput(tail, line.output, line.outputLength);
}
