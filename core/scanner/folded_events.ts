import type { ItemKind } from "../run_summary.ts";
import type { FinishedCounts, FoldedEvents } from "../run_totals.ts";
import { formatTimestamp } from "../timestamp.ts";
import type { Engine } from "./engine.ts";
import { ENDINGS, SCANNED_KINDS } from "./scan_plan.ts";

/**
 * Reads what the events of a run come to that the scanner folded.
 *
 * @param engine The scanner.
 * @param run The run's address.
 * @param types The types whose events were folded, by the scanner's number for them.
 * @returns What they add to its totals; undefined where there are none.
 */
export function foldedEvents(
  engine: Engine,
  run: number,
  types: ReadonlyMap<number, string>,
): FoldedEvents | undefined {
  const { calls } = engine;
  const latestMs = calls.latest(run);
  if (latestMs === -Infinity) return undefined;
  return {
    types: new Map(
      [...types].map(([index, type]) => [type, calls.typeCount(run, index)] as const)
        .filter(([, count]) => count > 0),
    ),
    lastEventAt: formatTimestamp(latestMs),
    kinds: new Map(
      SCANNED_KINDS.map((kind) => [kind, countsOf(engine, run, kind)] as const)
        .filter(([, { total, byStatus }]) => total !== 0 || Object.keys(byStatus).length > 0),
    ),
    failures: calls.failureCount(run),
    retries: calls.retryCount(run),
  };
}

function countsOf({ calls }: Engine, run: number, kind: ItemKind): FinishedCounts {
  const index = SCANNED_KINDS.indexOf(kind);
  const byStatus: { [status: string]: number } = {};
  for (const [ending, { status }] of ENDINGS.get(kind)!.entries()) {
    const count = calls.endedCount(run, index, ending);
    if (count > 0) byStatus[status] = (byStatus[status] ?? 0) + count;
  }
  return { total: calls.startedCount(run, index), byStatus };
}
