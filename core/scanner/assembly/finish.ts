// @ts-nocheck: AssemblyScript
import { endEntity, Entity, entityTail, findEntity, MAX_SOURCE_BYTES } from "./entities.ts";
import { HOST, isFailure, RESOURCE, TOOL } from "./event_table.ts";
import { CLOSED, idNumber, mark, splitId } from "./ids.ts";
import { line } from "./line.ts";
import { append, FAILURES, haveRoom, HOSTS, rank, wantsSummary } from "./lists.ts";
import { dropOutput, settleTail } from "./output.ts";
import { named, openEntity, ownBit, resolution } from "./resolution.ts";
import { foldOf, KindFold, Run } from "./runs.ts";

/** As the summary lists. */
const MAX_FAILURES: u32 = 100;

/** More output of what failed is not kept here. */
const MAX_TAIL_BYTES: u32 = 8192;

/** Takes the end of what is held here, where the summary has met that end before. */
export function foldFinish(run: Run, kind: u32, start: usize, length: usize): bool {
  if ((resolution.missing & ~ownBit(kind)) != 0) return false;
  let found: Entity | null;
  if (kind == TOOL) {
    if (line.callIdLength == 0) return true;
    const prefix = splitId(run, line.callId, line.callIdLength);
    found = findEntity(prefix, kind, idNumber);
  } else found = openEntity(kind);
  if (found == null || found.here == 0) return false;
  const entity: Entity = found;
  const status = line.status;
  const kindFold = foldOf(run, kind);
  if (wantsSummary) {
    if ((kindFold.seen >> status & 1) == 0 || kindFold.slowest == 0 || !haveRoom()) return false;
  }
  if (kind == HOST && !countsAgree(entity)) return false;
  const failed = isFailure(kind, status);
  const isListed = wantsSummary && failed && run.failuresListed < MAX_FAILURES;
  if (isListed) {
    settleTail(entityTail(entity));
    if (length > MAX_SOURCE_BYTES || entity.tailLength > MAX_TAIL_BYTES) return false;
  }
  entity.status = <u8> status;
  entity.durationMs = line.durationMs < 0
    ? max<f64>(0, line.moment - entity.moment)
    : line.durationMs;
  if (failed) run.failures++;
  if (isListed) {
    run.failuresListed++;
    append(run, FAILURES, entity, start, length);
  } else dropOutput(entityTail(entity));
  if (wantsSummary) {
    if (kind == HOST) append(run, HOSTS, entity, start, 0);
    rank(kindFold, entity);
  }
  if (kind == HOST) run.hosts++;
  const ended = changetype<usize>(kindFold) + offsetof<KindFold>("ended0") + (<usize> status << 2);
  store<u32>(ended, load<u32>(ended) + 1);
  if (kind == RESOURCE && named(HOST) != 0) {
    const count = named(HOST) + offsetof<Entity>("ended0") + (<usize> status << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  mark(CLOSED, entity.prefix, kind, entity.number);
  endEntity(entity);
  return true;
}

/** Whether a host's finish counts the resources that finished. */
function countsAgree(host: Entity): bool {
  return line.ok == <u64> host.ended0 && line.changed == <u64> host.ended1 &&
    line.failed == <u64> host.ended2;
}
