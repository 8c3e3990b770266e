// @ts-nocheck: AssemblyScript
import { Entity, MAX_SOURCE_BYTES } from "./entities.ts";
import { HOST, JOB, RESOURCE, STEP } from "./event_table.ts";
import { append, Entry, haveRoom, RETRIES, tryAgain, wantsSummary } from "./lists.ts";
import { isUnknown, openEntity, resolution } from "./resolution.ts";
import { Run } from "./runs.ts";

/** As the summary lists. */
const MAX_RETRIED: u32 = 100;

/** Takes that a resource is tried again which is held here. */
export function foldRetry(run: Run, start: usize, length: usize): bool {
  if (!wantsSummary) return resolution.missing == 0;
  if (resolution.missing != 0 || length > MAX_SOURCE_BYTES || !haveRoom()) return false;
  const found = openEntity(RESOURCE);
  if (found == null || found.here == 0) return false;
  const resource: Entity = found;
  // The names are those of what the resource was started in.
  if (
    resource.host != openEntity(HOST) || resource.job != openEntity(JOB) ||
    resource.step != openEntity(STEP) || isUnknown(HOST) || isUnknown(JOB) || isUnknown(STEP)
  ) {
    return false;
  }
  run.retries++;
  if (resource.retry != 0) tryAgain(changetype<Entry>(resource.retry), start, length);
  else if (resource.retried != 0 || run.retriesListed < MAX_RETRIED) {
    if (resource.retried == 0) run.retriesListed++;
    resource.retry = changetype<usize>(append(run, RETRIES, resource, start, length));
  }
  return true;
}
