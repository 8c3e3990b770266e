// @ts-nocheck: AssemblyScript
import { packIds } from "../ids.ts";
import { countOf, foldOf, KindFold, Run } from "../runs.ts";
import { scratch } from "../scratch.ts";
import { addType } from "../types.ts";

/** Ends that events of a run are folded. */
export function finishRun(run: usize): void {
  const ended = changetype<Run>(run);
  if (ended.finished != 0) return;
  ended.finished = 1;
  packIds(ended);
}

/** Lets events of the type in the scratch be folded; gives its index, or -1 where there are too many. */
export function seeType(run: usize, length: u32): i32 {
  const type = addType(scratch, length);
  if (type >= 0) changetype<Run>(run).types |= <u64> 1 << <u64> type;
  return type;
}

/** Lets starts of a kind be folded, and ends of it that occurred before, one bit each. */
export function seeKind(run: usize, kind: u32, seen: u32): void {
  const kindFold = foldOf(changetype<Run>(run), kind);
  kindFold.counted = 1;
  kindFold.seen = seen;
}

/** How many hosts were started and finished here since this was asked. */
export function takeHosts(run: usize): u32 {
  const hosts = changetype<Run>(run).hosts;
  changetype<Run>(run).hosts = 0;
  return hosts;
}

export function typeCount(run: usize, type: u32): u32 {
  return load<u32>(countOf(changetype<Run>(run), type));
}

export function latest(run: usize): f64 {
  return changetype<Run>(run).latest;
}

export function failureCount(run: usize): u32 {
  return changetype<Run>(run).failures;
}

export function retryCount(run: usize): u32 {
  return changetype<Run>(run).retries;
}

export function startedCount(run: usize, kind: u32): u32 {
  return foldOf(changetype<Run>(run), kind).started;
}

export function endedCount(run: usize, kind: u32, status: u32): u32 {
  const kindFold = changetype<usize>(foldOf(changetype<Run>(run), kind));
  return load<u32>(kindFold + offsetof<KindFold>("ended0") + (<usize> status << 2));
}
