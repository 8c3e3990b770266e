import { type Entity, nameOf } from "./entity.ts";
import type { RunEvent } from "./event.ts";
import { keptText } from "./output_tail.ts";
import type { Item, ItemKind } from "./run_summary.ts";

/** How many items a list of a summary has at most, the slowest apart. */
export const MAX_LISTED = 100;

/** The names of what an item belongs to. */
export type Belonging = { readonly [Key in "host" | "job" | "step"]: string | undefined };

/**
 * Describes something inside a run.
 *
 * @param entity The thing; a run is none.
 * @param event The event that names it.
 * @param belonging The names of what it belongs to.
 * @returns The item.
 */
export function itemOf({ kind, id }: Entity, event: RunEvent, belonging: Belonging): Item {
  const item: { -readonly [Key in keyof Item]: Item[Key] } = {
    kind: kind as ItemKind,
    id,
    name: keptText(nameOf(event) ?? id),
  };
  const { host, job, step } = belonging;
  if (host !== undefined) item.host = host;
  if (job !== undefined) item.job = job;
  if (step !== undefined) item.step = step;
  return item;
}
